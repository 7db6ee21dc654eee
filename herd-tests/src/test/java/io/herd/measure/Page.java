package io.herd.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation with places for what was measured: what stands between {@code <!-- NAME -->} and
 * {@code <!-- end of NAME -->} is written anew, the rest is left alone.
 */
public record Page(Path file) {
    /** Writes figures into a place, and when and where they were measured. */
    public void write(String name, String figures) throws IOException {
        String note = "Measured on %s, on %s, Java %s.\n\n"
                .formatted(
                        LocalDate.now(ZoneId.systemDefault()),
                        machine(),
                        Runtime.version().feature());
        Matcher place = Pattern.compile("(?s)(<!-- " + name + " -->\n).*?(<!-- end of " + name + " -->)")
                .matcher(Files.readString(file));
        if (!place.find()) {
            throw new IOException(file + " has no place for the figures of " + name);
        }
        Files.writeString(file, place.replaceFirst("$1" + Matcher.quoteReplacement(note + figures) + "$2"));
    }

    private static String machine() throws IOException {
        String model = Files.readString(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*: ", ""))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return Runtime.getRuntime().availableProcessors() + " cores of an " + model;
    }
}
