package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.herd.config.TlsConfig.ClientCertificates;
import io.herd.server.web.ServerStatus;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP port over TLS, asked with the JDK's own client. */
@ExtendWith(VertxExtension.class)
class TlsHttpTest {
    @TempDir
    private static Path shared;

    private static TestCertificates certificates;

    @TempDir
    private Path logs;

    private TestHerd herd;
    private ServerConfig server;

    @BeforeAll
    static void issue() throws IOException {
        certificates = new TestCertificates(shared).issue("Goloman").issue("phone");
    }

    private void start(Vertx vertx, ClientCertificates wanted) {
        herd = TestHerd.of(
                        vertx,
                        logs,
                        Map.of("Goloman", List.of()),
                        LimitsConfig.DEFAULT,
                        TestHerd.places(PlacesConfig.Provider.GAZETTEER, null))
                .with(certificates.config(false, true, false, wanted), TestHerd.SECRET);
        herd.start("Goloman");
        server = herd.server("Goloman");
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private HttpResponse<String> get(SSLContext context, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            URI uri = URI.create("https://localhost:" + server.httpPort() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    @Test
    void statusSaysWhenTheCertificateExpires(Vertx vertx) throws Exception {
        start(vertx, ClientCertificates.NONE);
        HttpResponse<String> answer = get(certificates.client(), "/status");
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        ServerStatus status = ServerStatus.of(new JsonObject(answer.body()));
        assertThat(status.tls().expirySeconds()).isBetween(29 * 86_400L, 30 * 86_400L);
        assertThat(get(certificates.client(), "/metrics").body())
                .contains("herd_tls_certificate_expiry_seconds{server=\"Goloman\"}")
                .contains("herd_tls_handshakes_total{server=\"Goloman\"}");
    }

    @Test
    void plainTextIsRefused(Vertx vertx) throws Exception {
        start(vertx, ClientCertificates.NONE);
        try (var plain = new Socket("localhost", server.httpPort())) {
            plain.getOutputStream()
                    .write("GET /status HTTP/1.1\r\nHost: herd\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).doesNotContain("HTTP");
        }
    }

    /** The server asks its own gazetteer over HTTP, and so over TLS, whoever issued its certificate. */
    @Test
    void theServerItselfNeedsNoOtherCertificateThanItsOwn(Vertx vertx) throws Exception {
        start(vertx, ClientCertificates.REQUIRED);
        assertThatThrownBy(() -> get(certificates.client(), "/status")).isInstanceOf(IOException.class);
        assertThat(get(certificates.client("phone"), "/status").statusCode()).isEqualTo(200);
        try (TestClient client = TestClient.connect(server)) {
            assertThat(client.send("IAMAT kiwi +34.068930-118.445127 1\n").line())
                    .startsWith("AT");
            assertThat(client.send("WHATSAT kiwi 10 5\n").line()).startsWith("AT");
            String document = client.send("").line();
            assertThat(document).isNotEmpty();
            Await.until("places are found", () -> client.line().contains("\"OK\""));
        }
    }
}
