package io.herd.fuzz;

import java.util.function.Consumer;

/** Passes on what Jazzer prints of its progress now and then, and what it has found. */
final class FuzzProgress implements Consumer<String> {
    private static final long PAUSE_NANOS = 10_000_000_000L;

    private final String title;
    private final Consumer<String> out;
    private long lastAt = System.nanoTime();
    private boolean hasFound;

    FuzzProgress(String title, Consumer<String> out) {
        this.title = title;
        this.out = out;
    }

    @Override
    public void accept(String line) {
        long now = System.nanoTime();
        boolean isDue = line.startsWith("#") && now - lastAt > PAUSE_NANOS;
        hasFound |= line.startsWith("==");
        if (isDue || hasFound || line.startsWith("Done ")) {
            lastAt = now;
            out.accept(title + ": " + line);
        }
    }
}
