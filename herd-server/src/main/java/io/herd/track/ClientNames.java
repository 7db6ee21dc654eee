package io.herd.track;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of devices, tracks and files as names of clients, which have no white space. */
public final class ClientNames {
    private static final int MOST_CHARACTERS = 200;
    private static final Pattern SPECIAL = Pattern.compile("[\\x00-\\x20\\x7f]");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ClientNames() {}

    /** The name with white space and controls as {@code %XX}; null where a name is missing, or no name. */
    public static @Nullable String encode(@Nullable String name) {
        String given = name == null ? "" : name.strip();
        if (given.isEmpty() || given.length() > MOST_CHARACTERS) {
            return null;
        }
        return SPECIAL.matcher(given)
                .replaceAll(each -> "%" + HEX.toHexDigits((byte) each.group().charAt(0)));
    }

    /** The name of a file without its endings: {@code ride} of {@code ride.gpx.gz}. */
    public static String ofFile(String fileName) {
        String base = fileName.replaceFirst("(?i)\\.gz$", "").replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,8}$", "");
        String encoded = encode(base);
        return encoded == null ? "track" : encoded;
    }
}
