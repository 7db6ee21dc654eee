package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.herd.config.TlsConfig.ClientCertificates;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL's own client, which shares no code with Java's TLS. Skipped where it is not installed. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class OpensslTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void isInstalled() throws InterruptedException {
        boolean isThere;
        try {
            isThere = new ProcessBuilder("openssl", "version").start().waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            isThere = false;
        }
        assumeThat(isThere).as("openssl is installed").isTrue();
    }

    private Process client(TestHerd herd, Path ca) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-quiet", "-verify_return_error"));
        command.addAll(List.of("-verify_hostname", "localhost", "-CAfile", ca.toString(), "-connect"));
        command.add("localhost:" + herd.server("Goloman").port());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void reportsOverTlsAndRefusesOtherAuthorities(Vertx vertx) throws Exception {
        var certificates = new TestCertificates(directory.resolve("ours")).issue("Goloman");
        var others = new TestCertificates(directory.resolve("others"));
        TestHerd plain = TestHerd.single(vertx, directory);
        try (TestHerd herd =
                plain.with(certificates.config(true, false, false, ClientCertificates.NONE), TestHerd.SECRET)) {
            herd.start("Goloman");
            Process client = client(herd, certificates.ca());
            try (BufferedReader replies = client.inputReader(StandardCharsets.ISO_8859_1)) {
                client.getOutputStream().write("IAMAT kiwi +1+1 1\nWHEREIS kiwi\n".getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                assertThat(replies.readLine()).startsWith("AT Goloman");
                assertThat(replies.readLine()).startsWith("AT Goloman");
            } finally {
                client.destroy();
            }
            Process stranger = client(herd, others.ca());
            assertThat(stranger.waitFor()).isNotZero();
            Await.until(
                    "the server has counted it",
                    () -> herd.status("Goloman").tls().counters().get("failed_certificate") == 1);
        }
    }
}
