package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.TlsConfig;
import io.herd.config.TlsConfig.ClientCertificates;
import io.herd.server.web.LinkEntry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links with mutual TLS between two servers on real sockets. */
@ExtendWith(VertxExtension.class)
class TlsLinksTest {
    private static final Map<String, List<String>> TWO =
            Map.of("Goloman", List.of("Hands"), "Hands", List.of("Goloman"));

    @TempDir
    private static Path shared;

    private static TestCertificates certificates;
    private static TestCertificates strangers;

    @TempDir
    private Path logs;

    private Vertx vertx;
    private TestHerd herd;

    @BeforeAll
    static void issue() throws IOException {
        certificates = new TestCertificates(shared.resolve("ours"))
                .issue("Goloman")
                .issue("Hands")
                .issue("Welsh")
                .issueExpired("expired", "Hands");
        strangers = new TestCertificates(shared.resolve("others")).issue("Hands");
    }

    @BeforeEach
    void take(Vertx given) {
        vertx = given;
    }

    private static TlsConfig links(TestCertificates issued) {
        return issued.config(false, false, true, ClientCertificates.NONE);
    }

    private TestHerd herd(@Nullable String secret) {
        herd = TestHerd.of(
                        vertx, logs, TWO, LimitsConfig.DEFAULT, TestHerd.places(PlacesConfig.Provider.GAZETTEER, null))
                .with(links(certificates), secret);
        return herd;
    }

    @AfterEach
    void stop() {
        herd.close();
    }

    private LinkEntry link(String server) {
        return herd.status(server).links().getFirst();
    }

    private long failed(String server, String reason) {
        return herd.status(server).tls().counters().get("failed_" + reason);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = TestHerd.SECRET)
    void serversLinkByCertificatesWithASecretOrWithout(@Nullable String secret) {
        herd(secret).start("Goloman", "Hands");
        herd.awaitLinks();
        assertThat(TestClient.ask(herd.server("Goloman"), "IAMAT kiwi +1+1 1")).startsWith("AT Goloman");
        herd.awaitAgreement(1);
        assertThat(link("Goloman").digestsCompared()).isTrue();
    }

    @Test
    void aServerOfAnotherAuthorityIsRefused() {
        herd(null).certify("Hands", links(strangers));
        mustNotLink();
    }

    @Test
    void aServerWhoseCertificateHasExpiredIsRefused() {
        herd(null).certify("Hands", withCertificateOf("expired"));
        mustNotLink();
        assertThat(herd.status("Hands").tls().expirySeconds()).isNegative();
    }

    /** Links where a server shows another certificate than its own. */
    private static TlsConfig withCertificateOf(String alias) {
        return new TlsConfig(
                certificates.certificate(alias).toString(),
                certificates.key(alias).toString(),
                certificates.ca().toString(),
                false,
                false,
                false,
                true,
                null,
                null,
                ClientCertificates.NONE);
    }

    private void mustNotLink() {
        herd.start("Goloman", "Hands");
        Await.until(
                "each knows that certificates are the reason",
                () -> failed("Goloman", "certificate") > 0 && failed("Hands", "certificate") > 0);
        assertThat(link("Goloman").counters()).containsEntry("opened", 0L);
        assertThat(link("Hands").counters()).containsEntry("opened", 0L);
    }

    @Test
    void aServerWithAnotherServersCertificateIsRefused() {
        herd(TestHerd.SECRET).certify("Hands", withCertificateOf("Welsh"));
        herd.start("Goloman", "Hands");
        Await.until(
                "Goloman says why it does not link",
                () -> link("Goloman").reason().contains("its certificate is not for Hands"));
        Await.until(
                "Hands is told why it is refused",
                () -> link("Hands").reason().contains("the certificate is not for Hands"));
        assertThat(link("Goloman").counters()).containsEntry("opened", 0L);
    }

    @Test
    void aServerThatSpeaksPlainTextIsRefused() {
        herd(TestHerd.SECRET).certify("Hands", TlsConfig.DEFAULT);
        herd.start("Goloman", "Hands");
        Await.until("it is counted", () -> failed("Goloman", "plain_text") > 0);
        assertThat(link("Goloman").counters()).containsEntry("opened", 0L);
        assertThat(link("Hands").counters()).containsEntry("opened", 0L);
    }

    @Test
    void aManInTheMiddleWithStolenKeysDoesNotKnowTheSecret() throws Exception {
        herd(TestHerd.SECRET);
        try (var relay = new TlsRelay(
                certificates.client("Hands"),
                certificates.client("Goloman"),
                herd.server("Hands").linkPort())) {
            herd.reroute("Goloman", "Hands", relay.port());
            herd.start("Goloman", "Hands");
            Await.until("Goloman is refused", () -> link("Goloman").reason().contains("the herd's secret is another"));
            assertThat(relay.passedOn()).isPositive();
            assertThat(link("Goloman").counters()).containsEntry("opened", 1L);
            assertThat(link("Goloman").accepted()).isTrue();
            assertThat(link("Goloman").state()).isEqualTo("away");
        }
    }
}
