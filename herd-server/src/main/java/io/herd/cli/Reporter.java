package io.herd.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends reports to one of several servers, over one connection at a time. When it breaks, what was not answered is sent again over another,
 * to the next server: reports are idempotent. For one thread.
 */
final class Reporter implements AutoCloseable {
    /** Half of what a credential lasts that a command makes for itself. */
    private static final Duration RENEWAL = Duration.ofMinutes(30);
    /** How many connections in turn may break without a reply. */
    private static final int MOST_BREAKS = 3;

    private final Supplier<List<ClientPort>> ports;
    private int next;
    private @Nullable ReportPipe pipe;
    private long opened;
    private int breaks;
    /** What has to be sent, the oldest first. */
    private final Deque<SentReport> owed = new ArrayDeque<>();

    /**
     * A reporter without a connection.
     *
     * @param ports the servers, with a fresh credential
     * @param first the index of the one to try first
     */
    Reporter(Supplier<List<ClientPort>> ports, int first) {
        this.ports = ports;
        next = first;
    }

    /**
     * Sends a report; waits while too many are in flight.
     *
     * @throws IOException if no server takes it; its message says why
     */
    void send(SentReport sent) throws IOException, InterruptedException {
        owed.add(sent);
        if (pipe != null && System.nanoTime() - opened > RENEWAL.toNanos()) {
            finish();
        }
        deliver(false);
    }

    /** Sends what is buffered. */
    void flush() throws IOException, InterruptedException {
        try {
            if (pipe != null) {
                pipe.flush();
            }
        } catch (IOException e) {
            recover(e);
            deliver(false);
        }
    }

    /** Waits until all reports are answered. */
    void finish() throws IOException, InterruptedException {
        deliver(true);
    }

    private void deliver(boolean isLast) throws IOException, InterruptedException {
        while (!owed.isEmpty() || (isLast && pipe != null)) {
            ReportPipe open = pipe == null ? open() : pipe;
            try {
                for (SentReport first = owed.poll(); first != null; first = owed.poll()) {
                    send(open, first);
                }
                if (isLast) {
                    open.finish();
                    pipe = null;
                }
            } catch (IOException e) {
                recover(e);
            }
        }
    }

    /** Sends a report that is owed again where it is not on its way. */
    private void send(ReportPipe open, SentReport first) throws IOException, InterruptedException {
        try {
            open.send(first);
        } catch (IOException e) {
            if (open.unanswered().stream().noneMatch(each -> each == first)) {
                owed.addFirst(first);
            }
            throw e;
        }
    }

    private void recover(IOException e) throws IOException {
        ReportPipe broken = pipe;
        if (broken != null) {
            broken.close();
            pipe = null;
            List<SentReport> unanswered = broken.unanswered();
            unanswered.reversed().forEach(owed::addFirst);
            breaks = broken.hasAnswered() ? 1 : breaks + 1;
        }
        if (breaks > MOST_BREAKS) {
            breaks = 0;
            throw e;
        }
    }

    private ReportPipe open() throws IOException {
        List<ClientPort> all = ports.get();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            ClientPort port = all.get(next++ % all.size());
            try {
                ReportPipe opened = ReportPipe.open(port);
                pipe = opened;
                this.opened = System.nanoTime();
                return opened;
            } catch (IOException e) {
                problems.add(port + " " + e.getMessage());
            }
        }
        throw new IOException(problems.stream().collect(Collectors.joining("; ")));
    }

    /** Gives up what is not answered. */
    @Override
    public void close() {
        if (pipe != null) {
            pipe.close();
            pipe = null;
        }
    }
}
