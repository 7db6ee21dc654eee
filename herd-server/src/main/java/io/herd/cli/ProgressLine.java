package io.herd.cli;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Shows progress in one line that is overwritten; on a terminal only. */
final class ProgressLine implements AutoCloseable {
    private static final int CELLS = 30;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final String CLEAR = "\r\033[K";

    private final String what;
    private final boolean onTerminal;
    private long next = System.nanoTime();
    private boolean shown;

    ProgressLine(String what) {
        this.what = what;
        onTerminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
    }

    /** Shows it, unless it was shown a moment ago. */
    void show(double part) {
        show(() -> part);
    }

    /** The same where it takes something to find out how far it has come. */
    void show(DoubleSupplier part) {
        long now = System.nanoTime();
        if (onTerminal && now - next >= 0) {
            next = now + PAUSE_NANOS;
            shown = true;
            System.err.print(CLEAR + line(what, part.getAsDouble()));
        }
    }

    static String line(String what, double part) {
        double done = Math.clamp(part, 0, 1);
        int full = (int) (done * CELLS);
        return String.format(
                Locale.ROOT, "%s [%s%s] %3.0f %%", what, "#".repeat(full), " ".repeat(CELLS - full), done * 100);
    }

    /** Removes the line. */
    @Override
    public void close() {
        if (shown) {
            System.err.print(CLEAR);
        }
    }
}
