package io.herd.server.geonames;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A dump as GeoNames offers it: a text, or a zip with one text and perhaps a readme. */
final class DumpFile implements AutoCloseable {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final String README = "readme.txt";
    /** The directory of file system metadata in zips made on a Mac. */
    private static final String MAC = "__MACOSX/";

    /** What a plain text's checksum is expected to be. */
    private static final long UNKNOWN = -1;

    private final CheckedInputStream text;
    private final long bytes;
    private final long checksum;
    private final AutoCloseable file;

    private DumpFile(InputStream text, long bytes, long checksum, AutoCloseable file) {
        this.text = new CheckedInputStream(text, new CRC32());
        this.bytes = bytes;
        this.checksum = checksum;
        this.file = file;
    }

    /** Opens a file, whatever its name; throws if it cannot be read or is a zip without a dump. */
    static DumpFile open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("is a directory");
        }
        // Opening a pipe that nobody writes to would block for ever.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException("is a pipe or a device; copy its content to a file first");
        }
        var plain = new BufferedInputStream(Files.newInputStream(path));
        plain.mark(ZIP.length);
        if (!Arrays.equals(plain.readNBytes(ZIP.length), ZIP)) {
            plain.reset();
            return new DumpFile(plain, Files.size(path), UNKNOWN, plain);
        }
        plain.close();
        var zip = new ZipFile(path.toFile());
        try {
            ZipEntry dump = dump(zip);
            return new DumpFile(zip.getInputStream(dump), dump.getSize(), dump.getCrc(), zip);
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipEntry dump(ZipFile zip) throws IOException {
        List<? extends ZipEntry> texts =
                zip.stream().filter(entry -> isDump(entry.getName())).toList();
        if (texts.size() == 1) {
            return texts.getFirst();
        }
        throw new IOException(
                texts.isEmpty()
                        ? "is a zip without a text besides " + README
                        : "is a zip with " + texts.size() + " texts, and a dump has one; unpack it and import them: "
                                + texts.stream().map(ZipEntry::getName).limit(5).collect(Collectors.joining(", ")));
    }

    private static boolean isDump(String entry) {
        String name = entry.substring(entry.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return name.endsWith(".txt") && !name.equals(README) && !name.startsWith(".") && !entry.startsWith(MAC);
    }

    /** The text, to be read once. */
    InputStream text() {
        return text;
    }

    /** How long the text is. */
    long bytes() {
        return bytes;
    }

    /** Throws if the checksum of the text, now read to its end, is wrong. */
    void verify() throws ZipException {
        if (checksum != UNKNOWN && text.getChecksum().getValue() != checksum) {
            throw new ZipException("is damaged: its checksum is wrong; download it again");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
