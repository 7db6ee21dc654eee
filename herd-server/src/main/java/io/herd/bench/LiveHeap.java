package io.herd.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks a Java process of this machine how much memory its objects take, once it has collected its garbage. */
public final class LiveHeap {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    private LiveHeap() {}

    /** Whether this Java is a JDK, and so can ask. */
    public static boolean isKnown() {
        return Files.isExecutable(JCMD);
    }

    /** The bytes of all live objects. */
    public static long bytes(long pid) throws IOException {
        Process jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(pid), "GC.class_histogram").start();
        // The last line adds up: Total, how many objects, how many bytes.
        return jcmd.inputReader()
                .lines()
                .filter(line -> line.startsWith("Total"))
                .map(line -> Long.parseLong(line.trim().split("\\s+", -1)[2]))
                .findFirst()
                .orElseThrow(() -> new IOException(JCMD + " has no output for process " + pid));
    }
}
