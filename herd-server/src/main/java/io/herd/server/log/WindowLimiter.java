package io.herd.server.log;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A fixed-window rate limiter: admits the first bytes of each window up to a limit, so that the logged part of a flood
 * is contiguous. A window begins with the first bytes after the last one. Safe for any number of threads.
 */
final class WindowLimiter {
    private final long bytesPerWindow;
    private final long windowNanos;
    private final AtomicReference<Window> window;

    /** @param now a time in ns that never goes back, as all that the other methods are given */
    WindowLimiter(long bytesPerWindow, long windowNanos, long now) {
        this.bytesPerWindow = bytesPerWindow;
        this.windowNanos = windowNanos;
        window = new AtomicReference<>(new Window(now, new AtomicLong()));
    }

    /** Whether bytes come through: all of them, however many, while the window is not used up. */
    boolean take(int bytes, long now) {
        Window current = window.get();
        if (now - current.end >= 0) {
            var next = new Window(now + windowNanos, new AtomicLong(bytesPerWindow));
            current = window.compareAndSet(current, next) ? next : window.get();
        }
        return current.left.get() > 0 && current.left.getAndAdd(-bytes) > 0;
    }

    /** Whether bytes that came now would come through. */
    boolean isOpen(long now) {
        Window current = window.get();
        return now - current.end >= 0 || current.left.get() > 0;
    }

    private record Window(long end, AtomicLong left) {}
}
