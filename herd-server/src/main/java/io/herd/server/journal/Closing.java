package io.herd.server.journal;

import java.io.Closeable;
import java.io.IOException;

/** Closes what nothing more is expected of. */
final class Closing {
    private Closing() {}

    static void quietly(Closeable file) {
        try {
            file.close();
        } catch (IOException e) {
            // What was written has been forced before, or is given up.
        }
    }
}
