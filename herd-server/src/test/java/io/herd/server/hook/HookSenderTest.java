package io.herd.server.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.herd.config.HooksConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Receivers that do not behave, each on a socket of its own. */
@ExtendWith(VertxExtension.class)
class HookSenderTest {
    private static final Duration DEADLINE = Duration.ofMillis(600);
    private static final Buffer BODY = Buffer.buffer("{\"events\":[]}");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String ENDLESS = "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n";

    /** How many connections receivers have, and had. */
    private final AtomicInteger open = new AtomicInteger();

    private final AtomicInteger opened = new AtomicInteger();
    private ServerSocket port;
    private Vertx vertx;
    private HookSender sender;

    /** What a receiver does with a connection, once a request has begun to come. */
    private interface Receiver {
        void receive(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start(Vertx anyVertx) throws IOException {
        vertx = anyVertx;
        port = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        sender = sender(true, 3);
    }

    @AfterEach
    void stop() throws IOException {
        sender.close().await();
        port.close();
    }

    private HookSender sender(boolean privateNetworks, int targets) {
        return new HookSender(
                vertx, new HooksConfig(Collections.nCopies(targets, url()), null, privateNetworks, DEADLINE));
    }

    private String url() {
        return "http://127.0.0.1:" + port.getLocalPort() + "/hook";
    }

    /** Takes the next connections, until the port is closed. */
    private void serve(Receiver receiver) {
        Thread _ = Thread.startVirtualThread(() -> {
            while (!port.isClosed()) {
                try {
                    Socket socket = port.accept();
                    Thread _ = Thread.startVirtualThread(() -> serve(receiver, socket));
                } catch (IOException _) {
                    // The port is closed.
                }
            }
        });
    }

    private void serve(Receiver receiver, Socket socket) {
        opened.getAndIncrement();
        open.getAndIncrement();
        try (socket) {
            int _ = socket.getInputStream().read();
            receiver.receive(socket, socket.getOutputStream());
        } catch (IOException | InterruptedException _) {
            // The other side has closed it.
        } finally {
            open.getAndDecrement();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void hang(Socket socket, OutputStream out) throws IOException {
        out.flush();
        while (socket.getInputStream().read() >= 0) {
            // It reads, and never answers.
        }
    }

    private Delivery post() {
        return sender.post(url(), BODY, 5).await();
    }

    private static Delivery.Reason reason(Delivery delivery) {
        return ((Delivery.Failed) delivery).reason();
    }

    @Test
    void whoTakesItIsLeftInPeace() {
        serve((_, out) -> write(out, OK));
        assertThat(post()).isEqualTo(new Delivery.Taken());
    }

    @Test
    void whoHangsIsGivenUpAndItsConnectionClosed() {
        serve(HookSenderTest::hang);
        Delivery delivery = post();
        assertThat(delivery)
                .isEqualTo(new Delivery.Failed(Delivery.Reason.TIMEOUT, "it does not answer within 600 ms"));
        await().until(() -> open.get() == 0);
    }

    @Test
    void whoDiesMidwayHasNotTakenIt() {
        serve((_, out) -> write(out, "HTTP/1.1 200 O"));
        assertThat(reason(post())).isEqualTo(Delivery.Reason.UNREACHABLE);
    }

    @Test
    void whoIsNotThereHasNotTakenIt() throws IOException {
        port.close();
        assertThat(reason(post())).isEqualTo(Delivery.Reason.UNREACHABLE);
    }

    @Test
    void anErrorIsTold() {
        serve((_, out) -> write(out, "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\nno"));
        assertThat(post()).isEqualTo(new Delivery.Failed(Delivery.Reason.STATUS, "it answers with status 500"));
    }

    @Test
    void aRedirectionIsNotFollowed() {
        serve((_, out) ->
                write(out, "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + url() + "\r\nContent-Length: 0\r\n\r\n"));
        assertThat(post()).isEqualTo(new Delivery.Failed(Delivery.Reason.STATUS, "it answers with status 307"));
        assertThat(opened.get()).isEqualTo(1);
    }

    @Test
    void privateNetworksAreNotDialled() {
        serve((_, out) -> write(out, OK));
        var careful = sender(false, 1);
        assertThat(reason(careful.post(url(), BODY, 5).await())).isEqualTo(Delivery.Reason.PRIVATE_ADDRESS);
        assertThat(reason(careful.post(url().replace("127.0.0.1", "localhost"), BODY, 5)
                        .await()))
                .isEqualTo(Delivery.Reason.PRIVATE_ADDRESS);
        assertThat(opened.get()).isZero();
        careful.close().await();
    }

    @Test
    void whoAnswersByteByByteIsGivenUpInTime() {
        serve((_, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nX: ");
            while (true) {
                out.write('x');
                Thread.sleep(20);
            }
        });
        long start = System.nanoTime();
        assertThat(reason(post())).isEqualTo(Delivery.Reason.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.multipliedBy(3));
        await().until(() -> open.get() == 0);
    }

    @Test
    void aBodyThatTricklesIsCutOffAndTheStatusCounts() {
        serve((_, out) -> {
            write(out, ENDLESS);
            while (true) {
                out.write('x');
                Thread.sleep(20);
            }
        });
        assertThat(post()).isEqualTo(new Delivery.Taken());
        await().until(() -> open.get() == 0);
    }

    @Test
    void aBodyWithoutAnEndIsCutOffLongBeforeItsTime() {
        serve((_, out) -> {
            write(out, ENDLESS);
            while (true) {
                out.write(new byte[8_192]);
            }
        });
        long start = System.nanoTime();
        assertThat(post()).isEqualTo(new Delivery.Taken());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE);
        await().until(() -> open.get() == 0);
    }

    @Test
    void whoHangsDelaysNobodyElse() {
        var count = new AtomicInteger();
        serve((socket, out) -> {
            if (count.getAndIncrement() < 2) {
                hang(socket, out);
            } else {
                write(out, OK);
            }
        });
        var ticks = new AtomicInteger();
        long timer = vertx.setPeriodic(5, _ -> ticks.getAndIncrement());
        List<Future<Delivery>> hanging = List.of(sender.post(url(), BODY, 5), sender.post(url(), BODY, 5));
        await().until(() -> count.get() == 2);
        assertThat(post()).isEqualTo(new Delivery.Taken());
        assertThat(hanging).noneMatch(Future::isComplete);
        int before = ticks.get();
        await().until(() -> ticks.get() > before + 10);
        assertThat(hanging).allMatch(each -> reason(each.await()) == Delivery.Reason.TIMEOUT);
        assertThat(vertx.cancelTimer(timer)).isTrue();
    }
}
