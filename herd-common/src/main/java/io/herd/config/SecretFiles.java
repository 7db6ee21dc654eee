package io.herd.config;

import java.io.IOException;

/** Reads the files that hold the herd's secret and keys, on behalf of this package, which reads none. */
@FunctionalInterface
public interface SecretFiles {
    /** All that the file holds. */
    String read(String file) throws IOException;
}
