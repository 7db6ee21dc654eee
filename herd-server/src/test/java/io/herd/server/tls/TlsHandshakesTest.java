package io.herd.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.herd.server.net.MemoryAccount;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Handshakes on real sockets. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class TlsHandshakesTest {
    private static final long SHORT_MILLIS = 200;
    private static final long LONG_MILLIS = 60_000;
    private static final Executor AT_ONCE = Runnable::run;

    @TempDir
    private static Path directory;

    private static PemFiles files;

    private final TlsCounters counters = new TlsCounters();
    private final MemoryAccount memory = new MemoryAccount(1 << 30);
    private Vertx vertx;
    private Identity identity;

    @BeforeAll
    static void issue() throws IOException {
        var authority = CertificateAuthority.create(directory.resolve("keys.p12"), "CA of tests", 30);
        authority.issue(List.of("Goloman", "localhost", "127.0.0.1"), 30);
        files = new PemFiles(authority.certificate("Goloman"), authority.key("Goloman"), authority.certificate(), "");
    }

    @BeforeEach
    void take(Vertx given) {
        vertx = given;
        identity = Identity.of(vertx, files);
    }

    /** A server on one event loop that answers each byte, after a handshake unless the other side is a plain client. */
    private int listen(long timeoutMillis, Executor workers) {
        SslContext context = Contexts.forClients(identity, ClientAuth.NONE, new OwnCertificates());
        var log = LoggerFactory.getLogger(TlsHandshakesTest.class);
        var handshakes = new TlsHandshakes(
                () -> context, workers, timeoutMillis, counters, new FailureLog(System.nanoTime()), memory, log);
        return vertx.createNetServer()
                .connectHandler(socket -> {
                    Channel channel =
                            ((NetSocketInternal) socket).channelHandlerContext().channel();
                    handshakes.begin(channel).onComplete(_ -> echo(socket), _ -> {});
                })
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static void echo(NetSocket socket) {
        socket.handler(bytes -> {
            var _ = socket.write(bytes);
        });
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private SSLSocket secure(int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {Authorities.of(identity.authorities())}, null);
        return (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
    }

    private long timeouts() {
        return counters.failed(HandshakeFailure.TIMEOUT).sum();
    }

    @Test
    void whoSaysNothingIsCutAndCounted() throws IOException {
        int port = listen(SHORT_MILLIS, AT_ONCE);
        try (Socket silent = connect(port)) {
            // It ends, after an alert.
            assertThat(silent.getInputStream().readAllBytes()).isNotNull();
        }
        assertThat(timeouts()).isEqualTo(1);
    }

    @Test
    void whoTricklesTheHandshakeIsCutAsSoon() throws IOException {
        int port = listen(SHORT_MILLIS, AT_ONCE);
        // The head of a record of 512 bytes, which never ends.
        byte[] record = {22, 3, 1, 2, 0};
        try (Socket trickling = connect(port)) {
            trickling.getOutputStream().write(record);
            var trickle = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        trickling.getOutputStream().write(1);
                        Thread.sleep(SHORT_MILLIS / 4);
                    }
                } catch (IOException e) {
                    // The server has cut it.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            await().until(() -> timeouts() == 1);
            await().until(() -> !trickle.isAlive());
        }
    }

    @Test
    void theMemoryOfAConnectionIsAccountedForUntilItEnds() throws IOException {
        int port = listen(LONG_MILLIS, AT_ONCE);
        try (Socket silent = connect(port)) {
            assertThat(silent.isConnected()).isTrue();
            await().until(() -> memory.used() > 0);
        }
        await().until(() -> memory.used() == 0);
        assertThat(counters.failed(HandshakeFailure.CLOSED).sum()).isEqualTo(1);
    }

    /** The workers do nothing until they are told to, as if others' handshakes kept them busy. */
    @Test
    void whileHandshakesWaitOthersAreServed() throws Exception {
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        var isBusy = new AtomicBoolean();
        Executor workers = task -> {
            if (isBusy.get()) {
                tasks.add(task);
            } else {
                task.run();
            }
        };
        int port = listen(LONG_MILLIS, workers);
        try (SSLSocket early = secure(port);
                SSLSocket late = secure(port)) {
            assertThat(echo(early, "one")).isEqualTo("one");
            isBusy.set(true);
            Thread handshake = Thread.ofVirtual().start(() -> {
                try {
                    late.startHandshake();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            await().until(() -> !tasks.isEmpty());
            assertThat(echo(early, "two")).isEqualTo("two");
            assertThat(counters.handshakes.sum()).isEqualTo(1);
            isBusy.set(false);
            tasks.forEach(Runnable::run);
            handshake.join();
            assertThat(echo(late, "three")).isEqualTo("three");
        }
    }

    private static String echo(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readNBytes(text.length()), StandardCharsets.US_ASCII);
    }
}
