package io.herd.server.geonames;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A dump as GeoNames offers it: a text, or a zip with one text and perhaps a readme. */
final class DumpFile implements AutoCloseable {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final String README = "readme.txt";

    private final InputStream text;
    private final long bytes;
    private final AutoCloseable file;

    private DumpFile(InputStream text, long bytes, AutoCloseable file) {
        this.text = text;
        this.bytes = bytes;
        this.file = file;
    }

    /** Opens a file, whatever its name; throws if it cannot be read or is a zip without a dump. */
    static DumpFile open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("is a directory");
        }
        var plain = new BufferedInputStream(Files.newInputStream(path));
        plain.mark(ZIP.length);
        if (!Arrays.equals(plain.readNBytes(ZIP.length), ZIP)) {
            plain.reset();
            return new DumpFile(plain, Files.size(path), plain);
        }
        plain.close();
        var zip = new ZipFile(path.toFile());
        try {
            ZipEntry dump = dump(zip);
            return new DumpFile(zip.getInputStream(dump), dump.getSize(), zip);
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipEntry dump(ZipFile zip) throws IOException {
        List<? extends ZipEntry> texts = zip.stream()
                .filter(entry ->
                        entry.getName().endsWith(".txt") && !entry.getName().equals(README))
                .toList();
        if (texts.size() != 1) {
            throw new IOException("is a zip with " + texts.size() + " texts besides " + README + "; a dump has one");
        }
        return texts.getFirst();
    }

    /** What it says, to be read once. */
    InputStream text() {
        return text;
    }

    /** How long the text is. */
    long bytes() {
        return bytes;
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
