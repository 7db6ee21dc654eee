package io.herd.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/** Keeps lines, without time and level; can block like a disk that hangs. */
final class MemorySink implements Sink {
    final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private volatile boolean isHanging;

    void hang() {
        hanging = new CountDownLatch(1);
    }

    /** Waits until the writer is held up. */
    void awaitHanging() {
        Awaitility.await("hanging").until(() -> isHanging);
    }

    void goOn() {
        hanging.countDown();
    }

    @Override
    public void write(byte[] bytes) {
        isHanging = hanging.getCount() > 0;
        try {
            hanging.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        new String(bytes, UTF_8)
                .lines()
                .map(line -> line.substring(LineWriter.TIME_BYTES + "INFO ".length()))
                .forEach(lines::add);
    }

    /** Waits until a line has been written. */
    void await(String line) {
        Awaitility.await().untilAsserted(() -> assertThat(lines).contains(line));
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        lines.add("closed");
    }
}
