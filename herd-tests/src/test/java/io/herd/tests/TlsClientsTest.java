package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.ConnectionLimits;
import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.herd.config.TlsConfig.ClientCertificates;
import io.herd.server.web.ServerStatus;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that speak lines over TLS, on real sockets. */
@ExtendWith(VertxExtension.class)
class TlsClientsTest {
    private static final String IAMAT = "IAMAT kiwi +34.068930-118.445127 1520023934.918963997\n";
    private static final String AT = "AT Goloman +\\S+ kiwi \\+34.068930-118.445127 1520023934.918963997\n";

    @TempDir
    private static Path shared;

    private static TestCertificates certificates;
    private static TestCertificates strangers;

    @TempDir
    private Path logs;

    private TestHerd herd;

    @BeforeAll
    static void issue() throws IOException {
        certificates =
                new TestCertificates(shared.resolve("ours")).issue("Goloman").issue("phone");
        strangers = new TestCertificates(shared.resolve("others")).issue("phone");
    }

    private ServerConfig start(Vertx vertx, ClientCertificates wanted) {
        return start(vertx, wanted, LimitsConfig.DEFAULT);
    }

    private ServerConfig start(Vertx vertx, ClientCertificates wanted, LimitsConfig limits) {
        herd = TestHerd.of(
                        vertx,
                        logs,
                        Map.of("Goloman", List.of()),
                        limits,
                        TestHerd.places(PlacesConfig.Provider.GAZETTEER, null))
                .with(certificates.config(true, false, false, wanted), TestHerd.SECRET);
        herd.start("Goloman");
        return herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private long failed(String reason) {
        ServerStatus status = herd.status("Goloman");
        return status.tls().counters().get("failed_" + reason);
    }

    @Test
    void theReplyFollowsTheClientsCloseNotify(Vertx vertx) throws Exception {
        ServerConfig server = start(vertx, ClientCertificates.NONE);
        try (var client = TlsClient.connect(certificates.client(), server.port(), "TLSv1.3")) {
            // The server ends its side by close_notify; without it rest() fails.
            assertThat(client.send(IAMAT).endOutput().rest()).matches(AT);
        }
        assertThat(herd.status("Goloman").tls().counters()).containsEntry("handshakes", 1L);
    }

    /** A close_notify of TLS 1.2 ends both directions: RFC 5246, 7.2.1. */
    @Test
    void aClientOfTls12ReadsItsRepliesFirst(Vertx vertx) throws Exception {
        ServerConfig server = start(vertx, ClientCertificates.NONE);
        try (var client = TlsClient.connect(certificates.client(), server.port(), "TLSv1.2")) {
            assertThat(client.protocol()).isEqualTo("TLSv1.2");
            assertThat(client.send(IAMAT).line() + "\n").matches(AT);
            assertThat(client.send(IAMAT).line() + "\n").matches(AT);
            assertThat(client.endOutput().rest()).isEmpty();
        }
    }

    @Test
    void aLineWithoutAnEndIsACommandAtCloseNotify(Vertx vertx) throws Exception {
        ServerConfig server = start(vertx, ClientCertificates.NONE);
        try (var client = TlsClient.connect(certificates.client(), server)) {
            assertThat(client.send(IAMAT.strip()).endOutput().rest()).matches(AT);
        }
    }

    @Test
    void aLineThatIsCutWithoutCloseNotifyIsNoCommand(Vertx vertx) throws Exception {
        ServerConfig server = start(vertx, ClientCertificates.NONE);
        try (var plain = new Socket("localhost", server.port());
                var socket = (SSLSocket) certificates
                        .client()
                        .getSocketFactory()
                        .createSocket(plain, "localhost", server.port(), true)) {
            socket.startHandshake();
            socket.getOutputStream()
                    .write("IAMAT kiwi +34.068930-118.445127 15200".getBytes(StandardCharsets.US_ASCII));
            plain.shutdownOutput();
            assertThat(plain.getInputStream().readAllBytes()).isNotNull();
        }
        Await.until(
                "the connection is closed",
                () -> herd.status("Goloman").commands().get("connections") == 1);
        assertThat(herd.status("Goloman").clients()).isZero();
    }

    @Test
    void aPipelineOfManyLinesIsAnsweredWhole(Vertx vertx) throws Exception {
        ServerConfig server = start(vertx, ClientCertificates.NONE);
        int lines = 20_000;
        try (var client = TlsClient.connect(certificates.client(), server)) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < lines; i++) {
                        var _ = client.send("IAMAT client" + i + " +1+1 1\n");
                    }
                    var _ = client.endOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(client.rest().lines()).hasSize(lines).allMatch(line -> line.startsWith("AT Goloman"));
            writer.join();
        }
    }

    @Test
    void plainTextIsRefusedAndCounted(Vertx vertx) throws Exception {
        ServerConfig server = start(vertx, ClientCertificates.NONE);
        try (var plain = new Socket("localhost", server.port())) {
            plain.getOutputStream().write(IAMAT.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).doesNotContain("AT ");
        }
        Await.until("it is counted", () -> failed("plain_text") == 1);
        assertThat(herd.status("Goloman").clients()).isZero();
    }

    @Test
    void whoHasNotShakenHandsCountsAgainstTheLimits(Vertx vertx) throws Exception {
        ServerConfig server = start(vertx, ClientCertificates.NONE, ofTwoConnections());
        try (var _ = new Socket("localhost", server.port());
                var _ = new Socket("localhost", server.port())) {
            Await.until(
                    "both are there", () -> herd.status("Goloman").commands().get("connections") == 2);
            assertThat(ask(server, certificates.client())).startsWith("? IAMAT");
            assertThat(herd.status("Goloman").commands()).containsEntry("crowded", 1L);
        }
        Await.until(
                "there is room again", () -> ask(server, certificates.client()).startsWith("AT Goloman"));
    }

    private static LimitsConfig ofTwoConnections() {
        LimitsConfig usual = LimitsConfig.DEFAULT;
        return new LimitsConfig(
                usual.lineBytes(),
                usual.future(),
                usual.commandsInFlight(),
                usual.unknownWait(),
                usual.drain(),
                usual.clients(),
                usual.clientBytes(),
                usual.reportsPerClient(),
                new ConnectionLimits(2, 2, Duration.ofMinutes(1), Duration.ZERO, 1 << 12, 100, 0),
                usual.watches());
    }

    @Test
    void oldVersionsAreRefused(Vertx vertx) throws Exception {
        ServerConfig server = start(vertx, ClientCertificates.NONE);
        try (var plain = new Socket("localhost", server.port())) {
            plain.getOutputStream().write(OldHello.ofTls11());
            assertThat(plain.getInputStream().readAllBytes())
                    .as("an alert: fatal, protocol_version")
                    .startsWith(21, 3)
                    .endsWith(2, 70);
        }
        Await.until("it is counted", () -> failed("protocol") == 1);
    }

    @Test
    void aClientThatDoesNotKnowTheAuthorityIsCounted(Vertx vertx) {
        ServerConfig server = start(vertx, ClientCertificates.NONE);
        assertThatThrownBy(() -> TlsClient.connect(strangers.client(), server))
                .isInstanceOf(SSLHandshakeException.class);
        Await.until("it is counted", () -> failed("certificate") == 1);
    }

    @Test
    void requiredCertificatesAreChecked(Vertx vertx) throws Exception {
        ServerConfig server = start(vertx, ClientCertificates.REQUIRED);
        assertThatThrownBy(() -> ask(server, certificates.client())).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> ask(server, strangers.client("phone"))).isInstanceOf(SSLException.class);
        assertThat(ask(server, certificates.client("phone"))).matches(AT);
        assertThat(failed("certificate")).isEqualTo(2);
    }

    @Test
    void wantedCertificatesMayBeMissing(Vertx vertx) throws Exception {
        ServerConfig server = start(vertx, ClientCertificates.WANTED);
        assertThat(ask(server, certificates.client())).matches(AT);
        assertThat(ask(server, certificates.client("phone"))).matches(AT);
    }

    private static String ask(ServerConfig server, SSLContext context) throws IOException {
        try (var client = TlsClient.connect(context, server)) {
            return client.send(IAMAT).endOutput().rest();
        }
    }
}
