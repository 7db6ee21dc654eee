package io.herd.server.net;

import io.herd.protocol.Bytes;
import io.herd.protocol.LineFramer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One end of a connection without a socket: it remembers what was sent, and is as slow and as far as a test wishes. */
public final class TestWire implements Wire {
    public final List<String> writes = new ArrayList<>();
    public boolean writable = true;
    public boolean paused;
    public boolean finished;
    public boolean aborted;
    /** Who is at the other end; null where the connection is not encrypted. */
    public @Nullable TlsPeer tlsPeer;

    private @Nullable LineListener successor;
    /** What is to run soon. */
    public final Queue<Runnable> later = new ArrayDeque<>();

    private int handedOn;

    @Override
    public void send(Bytes bytes) {
        writes.add(bytes.toString());
    }

    /** All that was sent. */
    public String sent() {
        return String.join("", writes);
    }

    /** What was sent since the last time. */
    public String news() {
        String news = sent().substring(handedOn);
        handedOn += news.length();
        return news;
    }

    /** Hands on nothing that was sent up to now. */
    public void forget() {
        handedOn = sent().length();
    }

    /** Hands lines to a session in one read. */
    public static void say(LineListener listener, String lines) {
        new TestWire().hear(listener, lines);
    }

    /** Hands lines that came in on this wire to its session, or to the one that it was handed over to, in one read. */
    public void hear(LineListener session, String lines) {
        var framer = new LineFramer(100_000);
        framer.feed(lines.getBytes(StandardCharsets.ISO_8859_1));
        for (Bytes line = framer.next(); line != null; line = framer.next()) {
            session(session).line(line);
        }
        session(session).endOfRead();
    }

    /** Who listens: the session that the wire was handed over to, else the first. */
    public LineListener session(LineListener first) {
        return successor == null ? first : successor;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    @Override
    public void soon(Runnable task) {
        later.add(task);
    }

    @Override
    public void handOver(LineListener next, int lineLimit) {
        successor = next;
    }

    @Override
    public String peer() {
        return "test:1";
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public @Nullable TlsPeer tlsPeer() {
        return tlsPeer;
    }
}
