package io.herd.server.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Permissions;
import io.herd.config.LimitsConfig;
import io.herd.protocol.Bytes;
import io.herd.server.access.AccessControl;
import io.herd.server.fence.FenceFollower;
import io.herd.server.intake.Replication;
import io.herd.server.intake.ReportIntake;
import io.herd.server.net.MemoryAccount;
import io.herd.server.watch.LiveIndex;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/** The routes of the API against its description. */
@ExtendWith(VertxExtension.class)
class ApiRoutesTest {
    private static ApiService service(Vertx vertx) {
        var state = new HerdState(new SipHash(1, 2));
        return new ApiService(
                state,
                new ReportIntake(
                        Bytes.of("Goloman"), state, LimitsConfig.DEFAULT, new Replication(List.of()), System::nanoTime),
                new LiveIndex(vertx, "Goloman", state, 1_000, LoggerFactory.getLogger(ApiRoutesTest.class)),
                new FenceFollower("Goloman", state, 10, Duration.ofMinutes(1), NOPLogger.NOP_LOGGER),
                (_, _, _) -> Future.failedFuture("there are none"),
                null,
                new Guard(
                        new AccessControl(
                                new Credentials("a secret of nobody"),
                                null,
                                Permissions.ALL,
                                InstantSource.system(),
                                NOPLogger.NOP_LOGGER),
                        new HttpCounters()),
                new MemoryAccount(1 << 20),
                new HttpCounters(),
                8_192,
                10,
                100);
    }

    private static Set<String> described() throws IOException {
        Set<String> described = new TreeSet<>();
        try (InputStream in = Api.class.getResourceAsStream("openapi.json")) {
            assertThat(in).isNotNull();
            var document = new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            JsonObject paths = document.getJsonObject("paths");
            for (String path : paths.fieldNames()) {
                for (String method : paths.getJsonObject(path).fieldNames()) {
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        return described;
    }

    @Test
    void everyRouteIsDescribedAndTheOtherWayRound(Vertx vertx) throws IOException {
        Router router = Router.router(vertx);
        new Api(vertx, service(vertx), List.of()).mount(router);
        // The page's package serves it, for which the API guards it.
        router.get(Api.HERD).handler(context -> context.next());
        Set<String> served = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            // Those of all methods guard what others serve.
            for (HttpMethod method : Objects.requireNonNullElse(route.methods(), Set.<HttpMethod>of())) {
                if (!method.equals(HttpMethod.HEAD)) {
                    served.add(method + " "
                            + requireNonNull(route.getPath())
                                    .replace(":client", "{client}")
                                    .replace(":fence", "{fence}")
                                    .replaceAll("/$", "/{client}"));
                }
            }
        }
        assertThat(served).isEqualTo(described());
    }
}
