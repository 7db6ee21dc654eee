package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.FencesConfig;
import io.herd.config.HooksConfig;
import io.herd.server.web.HookEntry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What happens at fences is posted to a receiver that fails, and by a server that dies. */
@ExtendWith(VertxExtension.class)
class WebhooksTest {
    private static final String SECRET = "a secret of the receiver";
    private static final String DEPOT = "{\"latitude\":34,\"longitude\":-118,\"radius\":0.15}";

    private final Map<String, String> events = new ConcurrentHashMap<>();
    /** The sender and the id of each event, as often as it came. */
    private final List<String> arrivals = new CopyOnWriteArrayList<>();

    private final List<String> senders = new CopyOnWriteArrayList<>();
    private final List<String> mistakes = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private final AtomicInteger refused = new AtomicInteger();
    private HttpServer receiver;
    private TestHerd herd;
    private long time = 1_000;

    @BeforeEach
    void start(Vertx vertx, @TempDir Path logs) {
        receiver = vertx.createHttpServer()
                .requestHandler(this::receive)
                .listen(0, "127.0.0.1")
                .await();
        var hooks = new HooksConfig(
                List.of("http://127.0.0.1:" + receiver.actualPort() + "/fences"), SECRET, true, Duration.ofSeconds(2));
        herd = TestHerd.two(vertx, logs, new FencesConfig(10, 10, Duration.ofMinutes(10), hooks));
        report("Goloman", "marker", "+34-118");
        report("Goloman", "kiwi", "+35-118");
        herd.awaitAgreement(2);
        assertThat(Http.request(
                                "PUT",
                                herd.server("Goloman").httpPort(),
                                "/api/v1/fences/depot",
                                DEPOT,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(200);
        for (String server : List.of("Goloman", "Hands")) {
            Await.until(server + " follows the fence", () -> isFollowed(server));
        }
    }

    private boolean isFollowed(String server) {
        try (TestClient watcher = TestClient.connect(herd.server(server))) {
            return watcher.send("FENCE depot\n").document().contains(" marker ");
        }
    }

    @AfterEach
    void stop() {
        herd.close();
        receiver.close().await();
        assertThat(mistakes).isEmpty();
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (status != 200) {
                refused.getAndIncrement();
                request.response().setStatusCode(status).end();
                return;
            }
            String text = body.toString();
            if (!isSigned(request.getHeader("X-Herd-Signature"), text)) {
                mistakes.add(text);
            }
            var document = new JsonObject(text);
            senders.add(document.getString("sender"));
            document.getJsonArray("events").forEach(each -> {
                var event = (JsonObject) each;
                arrivals.add(document.getString("sender") + " " + event.getString("id"));
                events.put(event.getString("id"), event.getString("event") + " " + event.getString("client"));
            });
            request.response().end();
        });
    }

    private static boolean isSigned(String signature, String body) {
        try {
            String seconds = signature.replaceAll("^t=([0-9]+),.*", "$1");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] expected = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return signature.equals("t=" + seconds + ",v1=" + HexFormat.of().formatHex(expected));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void report(String server, String client, String location) {
        assertThat(TestClient.ask(herd.server(server), "IAMAT %s %s %d".formatted(client, location, time++)))
                .startsWith("AT " + server);
    }

    @Test
    void anEventIsPostedAgainUntilItIsTaken() {
        status = 500;
        report("Hands", "kiwi", "+34-118");
        Await.until("the receiver has refused the event", () -> refused.get() > 0);
        assertThat(events).isEmpty();
        status = 200;
        Await.until("the receiver has the event", () -> events.containsValue("enter kiwi"));
        assertThat(events).hasSize(1);
    }

    @Test
    void theStatusSaysHowAWebhookStands() {
        status = 500;
        report("Hands", "kiwi", "+34-118");
        Await.until("the receiver has refused the event", () -> refused.get() > 0);
        String target = "http://127.0.0.1:" + receiver.actualPort();
        List<String> names = List.of("Goloman", "Hands");
        String[] owner = new String[1];
        Await.until(
                "one of them fails to send",
                () -> names.stream().anyMatch(each -> {
                    owner[0] = each;
                    return hook(each).equals(new HookEntry(target, each, "failing", 1, "it answers with status 500"));
                }));
        String other = owner[0].equals("Hands") ? "Goloman" : "Hands";
        assertThat(hook(other)).isEqualTo(new HookEntry(target, owner[0], "standby", 1, ""));
        assertThat(herd.status(other).fences()).isEqualTo(1);
        status = 200;
        Await.until("it sends again", () -> hook(owner[0]).equals(new HookEntry(target, owner[0], "ok", 0, "")));
        assertThat(Http.get(herd.server(owner[0]), "/metrics").body())
                .containsPattern("herd_webhook_failures_total\\{reason=\"status\",server=\"" + owner[0] + "\"} [1-9]")
                .containsPattern("herd_webhook_retries_total\\{server=\"" + owner[0] + "\"} [1-9]");
    }

    private HookEntry hook(String server) {
        return herd.status(server).webhooks().getFirst();
    }

    @Test
    void anotherServerTakesOverFromOneThatDies() {
        report("Hands", "emu", "+35-118");
        herd.awaitAgreement(3);
        report("Hands", "emu", "+34-118");
        report("Hands", "kiwi", "+34-118");
        Await.until(
                "the receiver has the events", () -> events.values().containsAll(List.of("enter kiwi", "enter emu")));
        String owner = senders.getLast();
        String other = owner.equals("Hands") ? "Goloman" : "Hands";
        herd.stop(owner);
        report(other, "kiwi", "+35-118");
        report(other, "kiwi", "+36-118");
        Await.until("the other server sends", () -> events.containsValue("leave kiwi"));
        assertThat(senders.getLast()).isEqualTo(other);
        // What was sent again has the same id.
        assertThat(events).hasSize(3);
        String entered = events.entrySet().stream()
                .filter(each -> each.getValue().equals("enter emu"))
                .findFirst()
                .orElseThrow()
                .getKey();
        assertThat(arrivals).contains(owner + " " + entered, other + " " + entered);
    }
}
