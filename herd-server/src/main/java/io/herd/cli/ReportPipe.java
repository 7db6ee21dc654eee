package io.herd.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection over which reports are sent in a pipeline, a bounded number ahead of the replies. One thread sends; another, of the
 * pipe's own, reads the replies.
 */
final class ReportPipe implements AutoCloseable {
    private static final int MOST_IN_FLIGHT = 1_024;
    private static final int REPLY_MILLIS = 10_000;
    private static final int BUFFER_BYTES = 1 << 16;
    /** How often a sender that waits for room looks whether the connection still stands. */
    private static final int LOOK_MILLIS = 50;

    private final ClientPort port;
    private final Socket socket;
    private final OutputStream out;
    private final BlockingQueue<SentReport> inFlight = new ArrayBlockingQueue<>(MOST_IN_FLIGHT);
    private final Thread reader;
    private volatile @Nullable IOException failure;
    private volatile boolean hasAnswered;

    private ReportPipe(ClientPort port, Socket socket) throws IOException {
        this.port = port;
        this.socket = socket;
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(REPLY_MILLIS);
        reader = Thread.ofVirtual().name("replies").unstarted(this::read);
    }

    /** Connects. */
    static ReportPipe open(ClientPort port) throws IOException {
        var pipe = new ReportPipe(port, port.connect());
        pipe.reader.start();
        return pipe;
    }

    /**
     * Sends a report, perhaps a little later; waits while too many are in flight.
     *
     * @throws IOException if the connection has broken; the report may be among the {@link #unanswered}
     */
    void send(SentReport sent) throws IOException, InterruptedException {
        if (!inFlight.offer(sent)) {
            out.flush();
            do {
                check();
            } while (!inFlight.offer(sent, LOOK_MILLIS, TimeUnit.MILLISECONDS));
        }
        check();
        out.write(("IAMAT " + sent.text() + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends what is buffered. */
    void flush() throws IOException {
        check();
        out.flush();
    }

    private void check() throws IOException {
        IOException broken = failure;
        if (broken != null) {
            throw broken;
        }
    }

    private void read() {
        try {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String reply = line(in); reply != null; reply = line(in)) {
                SentReport first = inFlight.peek();
                if (first != null) {
                    first.count(reply);
                    hasAnswered = true;
                    inFlight.remove();
                }
            }
            failure = new EOFException(port + " has closed the connection");
        } catch (SocketTimeoutException e) {
            failure = new IOException(port + " does not answer", e);
        } catch (IOException e) {
            failure = new IOException(port + " has broken the connection: " + e.getMessage(), e);
        }
    }

    /** The next reply, whenever it comes, unless one of the reports waits for too long. */
    private @Nullable String line(BufferedReader in) throws IOException {
        SentReport first = inFlight.peek();
        while (true) {
            try {
                return in.readLine();
            } catch (SocketTimeoutException e) {
                SentReport now = inFlight.peek();
                if (now != null && now == first) {
                    throw e;
                }
                first = now;
            }
        }
    }

    /** Whether any reply has come. */
    boolean hasAnswered() {
        return hasAnswered;
    }

    /** The reports without a reply, in their order, once the connection is closed. */
    List<SentReport> unanswered() {
        return new ArrayList<>(inFlight);
    }

    /** Waits for all replies. */
    void finish() throws IOException, InterruptedException {
        flush();
        socket.shutdownOutput();
        reader.join();
        if (!inFlight.isEmpty()) {
            check();
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
            reader.join();
        } catch (IOException e) {
            // Nothing more is expected of it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
