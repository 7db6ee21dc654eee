package io.herd.tests;

/** Keeps every core busy. */
final class BusyCores implements AutoCloseable {
    private volatile boolean closed;

    BusyCores() {
        for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
            Thread.ofPlatform().daemon().start(this::spin);
        }
    }

    private void spin() {
        while (!closed) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
