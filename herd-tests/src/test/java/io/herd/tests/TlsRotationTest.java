package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ServerConfig;
import io.herd.config.TlsConfig.ClientCertificates;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Certificates are replaced while clients report. */
@ExtendWith(VertxExtension.class)
class TlsRotationTest {
    private static final int REPORTERS = 3;

    private final AtomicLong time = new AtomicLong(1);
    private final AtomicLong connections = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean isOver;

    @Test
    void noConnectionBreaksAndNoReportIsLost(Vertx vertx, @TempDir Path directory) throws Exception {
        var certificates = new TestCertificates(directory.resolve("tls")).issue("Goloman");
        certificates.issueAnother("second", "Goloman");
        TestHerd configured = TestHerd.single(vertx, directory);
        try (TestHerd herd =
                configured.with(certificates.config(true, false, false, ClientCertificates.NONE), TestHerd.SECRET)) {
            herd.start("Goloman");
            ServerConfig server = herd.server("Goloman");
            SSLContext context = certificates.client();
            Certificate first = shown(context, server);
            try (var kept = TlsClient.connect(context, server)) {
                List<Thread> reporters = new ArrayList<>();
                for (int i = 0; i < REPORTERS; i++) {
                    reporters.add(Thread.ofVirtual().start(() -> report(context, server)));
                }
                Files.writeString(certificates.certificate("Goloman"), "this is no certificate");
                Await.until("the broken file is refused", () -> count(herd, "failed_reloads") == 1);
                assertThat(herd.status("Goloman").tls().problem()).contains("no PEM");
                assertThat(shown(context, server)).isEqualTo(first);
                certificates.write("second", "Goloman");
                Await.until("the second one is loaded", () -> count(herd, "reloads") == 1);
                assertThat(herd.status("Goloman").tls().problem()).isEmpty();
                assertThat(shown(context, server)).isNotEqualTo(first);
                assertThat(kept.send("IAMAT kept +1+1 1\n").line()).startsWith("AT Goloman");
                long before = connections.get();
                Await.until("clients go on connecting", () -> connections.get() > before + 2 * REPORTERS);
                isOver = true;
                for (Thread reporter : reporters) {
                    reporter.join();
                }
            }
            assertThat(failures).isEmpty();
            assertThat(herd.status("Goloman").commands().get("reports")).isEqualTo(time.get());
        }
    }

    private static Certificate shown(SSLContext context, ServerConfig server) throws IOException {
        try (var client = TlsClient.connect(context, server)) {
            return client.certificate();
        }
    }

    private static long count(TestHerd herd, String counter) {
        return herd.status("Goloman").tls().counters().get(counter);
    }

    /** Connects again and again, and reports a while each time. */
    private void report(SSLContext context, ServerConfig server) {
        while (!isOver) {
            try (var client = TlsClient.connect(context, server)) {
                connections.incrementAndGet();
                for (int i = 0; i < 20; i++) {
                    long now = time.getAndIncrement();
                    String reply = client.send("IAMAT client" + now + " +1+1 " + now + "\n")
                            .line();
                    if (!reply.startsWith("AT Goloman")) {
                        failures.add("report " + now + ": " + reply);
                    }
                }
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }
}
