package io.herd.bench;

import java.util.Map;

/**
 * The environment of programs that are measured or tested: without the user's settings for a herd, especially
 * without a key whose use is billed.
 */
public final class CleanEnvironment {
    private CleanEnvironment() {}

    /** Takes the herd's variables out of the environment that a program will inherit, and puts some in. */
    public static void apply(ProcessBuilder builder, Map<String, String> variables) {
        builder.environment().keySet().removeIf(name -> name.startsWith("HERD_") || name.equals("GOOGLE_PLACES_KEY"));
        builder.environment().putAll(variables);
    }
}
