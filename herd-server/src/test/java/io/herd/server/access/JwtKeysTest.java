package io.herd.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.herd.config.JwtConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.helpers.NOPLogger;

@ExtendWith(VertxExtension.class)
class JwtKeysTest {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = "";
    private HttpServer issuer;
    private JwtCredentials credentials;
    private JwtKeys keys;

    @BeforeEach
    void begin(Vertx vertx) {
        issuer = vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    var _ = request.response().setStatusCode(status).end(body);
                })
                .listen(0, "127.0.0.1")
                .await();
        String url = "http://127.0.0.1:" + issuer.actualPort() + "/keys";
        credentials = new JwtCredentials(vertx, new JwtConfig(url, "issuer", "herd", "herd"));
        keys = new JwtKeys(vertx, url, credentials, NOPLogger.NOP_LOGGER, 20);
    }

    @AfterEach
    void end() {
        keys.stop();
        issuer.close().await();
    }

    @Test
    void keysAreFetchedAgainUntilThereAreSome() {
        status = 503;
        keys.start();
        await().until(() -> asked.get() >= 2);
        status = 200;
        body = "no JSON";
        int before = asked.get();
        await().until(() -> asked.get() >= before + 2);
        assertThat(credentials.hasKeys()).isFalse();
        body = "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\","
                + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}]}";
        await().until(credentials::hasKeys);
    }

    @Test
    void keysThatCannotBeUsedAreNone() {
        body = "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"},7]}";
        keys.start();
        await().until(() -> asked.get() >= 2);
        assertThat(credentials.hasKeys()).isFalse();
    }
}
