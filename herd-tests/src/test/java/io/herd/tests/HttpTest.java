package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.herd.config.LimitsConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A server's HTTP port, whatever comes in. */
@ExtendWith(VertxExtension.class)
class HttpTest {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private TestHerd herd;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        herd = TestHerd.one(vertx, logs, LimitsConfig.DEFAULT, TestHerd.places(PlacesConfig.Provider.GAZETTEER, null));
        logged.start();
        ROOT.addAppender(logged);
    }

    @AfterEach
    void stop() {
        ROOT.detachAppender(logged);
        herd.close();
    }

    private ServerConfig server() {
        return herd.server("Goloman");
    }

    private TestClient connect() {
        return TestClient.connect(server().host(), server().httpPort());
    }

    /** All headers but those whose values change from answer to answer. */
    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        var headers = new HashMap<>(answer.headers().map());
        assertThat(headers.remove("content-length")).hasSize(1);
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/status", "/metrics"})
    void headIsGetWithoutTheBody(String path) {
        HttpResponse<String> get = Http.get(server(), path);
        HttpResponse<String> head = Http.request("HEAD", server(), path);
        assertThat(head.statusCode()).isEqualTo(get.statusCode()).isEqualTo(200);
        assertThat(headers(head)).isEqualTo(headers(get));
        assertThat(get.body()).isNotEmpty();
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1\r\nHost: herd\r\nConnection: close\r\n\r\n",
                "GET /status?%zz HTTP/1.1\r\nHost: herd\r\nConnection: close\r\n\r\n",
                "GET /status HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /status HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
                "GET /status HTTP/1.1\r\nHost: \u0001\r\nConnection: close\r\n\r\n",
                "GET /status HTTP/9.9\r\nHost: herd\r\nConnection: close\r\n\r\n",
                "GET http://[::1/status HTTP/1.1\r\nHost: herd\r\nConnection: close\r\n\r\n",
                "GET /status HTTP/1.1\r\nHost: herd\r\nUpgrade: websocket\r\nConnection: close, upgrade\r\n\r\n",
                "POST /status HTTP/1.1\r\nHost: herd\r\nConnection: close\r\nContent-Length: many\r\n\r\n",
                "POST /status HTTP/1.1\r\nHost: herd\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void whateverIsAskedIsAnsweredAndNotLogged(String request) {
        try (TestClient client = connect()) {
            String answer = client.send(request).shutdownOutput().rest();
            assertThat(answer).matches("(?s)(HTTP/\\d\\.\\d [2-5]\\d\\d .*)?").doesNotContain("\tat ");
        }
        assertThatNothingIsLogged();
    }

    @Test
    void whatIsTooLongIsAnsweredAndNotLogged() {
        for (String start : List.of("GET /", "GET /status HTTP/1.1\r\nHost: herd\r\nX: ")) {
            try (TestClient client = connect()) {
                assertThat(client.send(start + "x".repeat(20_000) + "\r\n\r\n").line())
                        .matches("(?s)HTTP/1\\.\\d 4\\d\\d .*");
            }
        }
        assertThatNothingIsLogged();
    }

    @Test
    void connectionsThatBreakAreNotLogged() throws IOException {
        for (String part : List.of("", "GET /sta", "GET /metrics HTTP/1.1\r\nHost: herd\r\n\r\n".repeat(100))) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), server().httpPort())) {
                socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
                socket.setSoLinger(true, 0);
            }
        }
        assertThatNothingIsLogged();
    }

    private void assertThatNothingIsLogged() {
        // The server goes on, and has dealt with what came before.
        assertThat(Http.get(server(), "/status").statusCode()).isEqualTo(200);
        assertThat(logged.list).isEmpty();
    }
}
