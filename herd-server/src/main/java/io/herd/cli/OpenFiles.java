package io.herd.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The limit on the open files of this process, connections included. */
final class OpenFiles {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(\\d{1,18}) ");

    private OpenFiles() {}

    /** The limit as Linux reports it; unknown on other systems. */
    static long limit() {
        try {
            return limit(Files.readString(LIMITS));
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    static long limit(String limits) {
        Matcher limit = LIMIT.matcher(limits);
        return limit.find() ? Long.parseLong(limit.group(1)) : Long.MAX_VALUE;
    }
}
