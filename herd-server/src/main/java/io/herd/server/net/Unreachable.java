package io.herd.server.net;

import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Why nobody could be reached, for people. */
public final class Unreachable {
    /** What the native transports put before the system's own words. */
    private static final Pattern CALL = Pattern.compile("^[\\w ]+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

    /** The address, which whoever reads it knows from the configuration. */
    private static final Pattern ADDRESS = Pattern.compile(": [^ ]*/[^ ]+$");

    private Unreachable() {}

    /** Such as {@code cannot be reached: Connection refused}. */
    public static String because(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "cannot be reached: its host is unknown";
        }
        String words = CALL.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
        return "cannot be reached: " + ADDRESS.matcher(words).replaceFirst("");
    }
}
