package io.herd.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment's variables as texts of UTF-8. Java decodes them by the locale: in the C locale all letters beyond ASCII
 * become the same, and secrets that differ in them would be one.
 */
final class Environment {
    /** What this process was started with, as Linux keeps it. */
    private static final Path RAW = Path.of("/proc/self/environ");

    private Environment() {}

    static Map<String, String> variables() {
        if (!"UTF-8".equals(System.getProperty("sun.jnu.encoding"))) {
            try {
                return parse(Files.readAllBytes(RAW));
            } catch (IOException e) {
                // Not Linux. What cannot be decoded is refused where it matters.
            }
        }
        return System.getenv();
    }

    /** The variables of a block of {@code NAME=VALUE}, each ended by a zero byte. */
    static Map<String, String> parse(byte[] block) {
        var variables = new HashMap<String, String>();
        for (String variable : new String(block, StandardCharsets.UTF_8).split("\0", -1)) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                variables.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return variables;
    }
}
