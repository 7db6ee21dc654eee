package io.herd.server.net;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.herd.protocol.Bytes;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server's end of connections over real sockets. */
@ExtendWith(VertxExtension.class)
class LineSocketTest {
    private static final int LINE_LIMIT = 1_000;
    private static final int SENT_LIMIT = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int MEBIBYTE = 1 << 20;
    private static final String MUCH = "0123456789abcde\n".repeat(MEBIBYTE);

    private final MemoryAccount memory = new MemoryAccount(1 << 30);
    private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
    private Vertx vertx;
    private NetServer server;
    private Socket client;
    private WeakReference<NetSocketInternal> accepted = new WeakReference<>(null);

    /** Notes what it hears, and does what it is told to on its event loop. */
    private static final class Session implements LineListener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final Wire wire;
        private final Context loop = requireNonNull(Vertx.currentContext());

        private Session(Wire wire) {
            this.wire = wire;
        }

        private String next() throws InterruptedException {
            return String.valueOf(heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public void line(Bytes line) {
            heard.add(line.toString());
            switch (line.toString()) {
                case "finish" -> {
                    wire.send(Bytes.of("goodbye\n"));
                    wire.finish();
                }
                case "pause" -> wire.pause();
                case "much" -> {
                    wire.send(Bytes.of(MUCH));
                    heard.add("writable: " + wire.isWritable());
                }
                default -> wire.send(Bytes.of(line + "\n"));
            }
        }

        @Override
        public void unfinishedLine(Bytes line) {
            heard.add("unfinished " + line);
        }

        @Override
        public void overlongLine(Bytes head) {
            heard.add("overlong " + head.length());
        }

        @Override
        public void endOfRead() {}

        @Override
        public void endOfInput() {
            heard.add("end of input");
            wire.send(Bytes.of("bye\n"));
            wire.finish();
        }

        @Override
        public void writable() {
            heard.add("writable: " + wire.isWritable());
        }

        @Override
        public void stop() {
            wire.finish();
        }

        @Override
        public void closed() {
            heard.add("closed");
        }
    }

    @BeforeEach
    void connect(Vertx shared) throws IOException {
        vertx = shared;
        server = vertx.createNetServer()
                .connectHandler(this::open)
                .listen(0, "127.0.0.1")
                .await();
        client = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        client.setSoTimeout((int) PATIENCE.toMillis());
    }

    private void open(NetSocket socket) {
        accepted = new WeakReference<>((NetSocketInternal) socket);
        LineSocket _ = LineSocket.open(vertx, socket, LINE_LIMIT, SENT_LIMIT, memory, wire -> {
            var session = new Session(wire);
            sessions.add(session);
            return session;
        });
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    private Session session() throws InterruptedException {
        return requireNonNull(sessions.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void send(String bytes) throws IOException {
        client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** All that comes until the server ends its output. */
    private String rest() throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whoEndsItsOutputMayStillRead() throws Exception {
        send("one\nhalf");
        client.shutdownOutput();
        assertThat(rest()).isEqualTo("one\nbye\n");
        assertThat(session().heard).startsWith("one", "unfinished half", "end of input");
    }

    @Test
    void whatWasSentLastArrivesAlthoughTheOtherSideGoesOnSending() throws Exception {
        send("finish\n" + "x".repeat(MEBIBYTE));
        assertThat(rest()).isEqualTo("goodbye\n");
        client.close();
        Session session = session();
        assertThat(session.next()).isEqualTo("finish");
        assertThat(session.next()).isEqualTo("closed");
    }

    @Test
    void aConnectionThatIsPausedIsNotReadAndGoesOnWhereItWas() throws Exception {
        send("pause\n");
        Session session = session();
        assertThat(session.next()).isEqualTo("pause");
        int lines = 16 * MEBIBYTE / LINE_LIMIT;
        var sender = Thread.startVirtualThread(() -> {
            try {
                send(("x".repeat(LINE_LIMIT - 1) + "\n").repeat(lines));
                client.shutdownOutput();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(sender.join(Duration.ofMillis(200))).isFalse();
        assertThat(memory.used()).isLessThan(MEBIBYTE);
        session.loop.runOnContext(_ -> session.wire.resume());
        assertThat(rest()).hasSize(lines * LINE_LIMIT + "bye\n".length());
    }

    @Test
    void ofMuchOutputTheTransportHoldsLittleUntilTheOtherSideReads() throws Exception {
        send("much\n");
        Session session = session();
        assertThat(session.next()).isEqualTo("much");
        assertThat(session.next()).isEqualTo("writable: false");
        assertThat(onTheLoop(session, this::bytesInTransport)).isBetween(1L, 2L * OutputQueue.SLICE);
        assertThat(memory.used()).isGreaterThan(MEBIBYTE);

        assertThat(new String(client.getInputStream().readNBytes(MUCH.length()), StandardCharsets.ISO_8859_1))
                .isEqualTo(MUCH);
        assertThat(session.next()).isEqualTo("writable: true");
        await().until(() -> memory.used() < MEBIBYTE);
    }

    @Test
    void muchOutputArrivesBeforeTheEnd() throws Exception {
        send("much\nfinish\n");
        assertThat(rest()).isEqualTo(MUCH + "goodbye\n");
    }

    private long bytesInTransport() {
        Channel channel = requireNonNull(accepted.get()).channelHandlerContext().channel();
        return channel.unsafe().outboundBuffer().totalPendingWriteBytes();
    }

    private static <T> T onTheLoop(Session session, Callable<T> question) throws Exception {
        var answer = new CompletableFuture<T>();
        session.loop.runOnContext(_ -> {
            try {
                answer.complete(question.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void anOverlongLineIsHandedOnInPart() throws Exception {
        send("x".repeat(LINE_LIMIT + 1));
        assertThat(session().next()).isEqualTo("overlong " + LINE_LIMIT);
    }

    @Test
    void whatAConnectionHoldsIsAccountedForUntilItIsGone() throws Exception {
        send("x".repeat(LINE_LIMIT));
        await().until(() -> memory.used() > LINE_LIMIT);
        client.close();
        await().until(() -> memory.used() == 0);
    }

    @Test
    void nothingIsLeftOfAConnectionThatIsGone() throws Exception {
        send("finish\n");
        Session session = session();
        assertThat(session.next()).isEqualTo("finish");
        assertThat(rest()).isEqualTo("goodbye\n");
        client.close();
        assertThat(session.next()).isEqualTo("closed");
        var left = new WeakReference<>(session);
        session = null;
        await().until(() -> {
            System.gc();
            return left.get() == null;
        });
    }
}
