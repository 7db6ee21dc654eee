package io.herd.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the page: index.html and all that it names. Immutable.
 *
 * @param index a template with places for {@code ${assets}}, the path of the files, and others
 * @param version changes with every file, so that browsers may keep what they have of a version for ever
 */
record PageAssets(String index, String version, Map<String, PageAsset> byName) {
    private static final Pattern NAMED = Pattern.compile("\\$\\{assets}/([\\w.-]+)");
    private static final String LIBRARY = "leaflet.";
    private static final String LIBRARY_PATH = "/META-INF/resources/webjars/leaflet/1.9.4/dist/";
    private static final int VERSION_LENGTH = 12;

    /** Reads and packs all files. Blocks for some hundredths of a second. */
    static PageAssets load() {
        byte[] index = read("index.html");
        var template = new String(index, UTF_8);
        MessageDigest digest = sha256();
        digest.update(index);
        Map<String, PageAsset> byName = new LinkedHashMap<>();
        Matcher named = NAMED.matcher(template);
        while (named.find()) {
            String name = named.group(1);
            byte[] bytes = read(name);
            digest.update(bytes);
            byName.put(name, PageAsset.of(name, bytes));
        }
        String version = HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        return new PageAssets(template, version, Map.copyOf(byName));
    }

    private static byte[] read(String name) {
        String path = name.startsWith(LIBRARY) ? LIBRARY_PATH + name : name;
        try (InputStream in = PageAssets.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(in, path + " is a resource").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
