package io.herd.server.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Health checks over HTTP: status 200 if all pass and 503 if not, with a JSON document of all checks.
 * All checks are added before it is mounted. Confined to one event loop.
 */
public final class HealthService {
    /** Liveness; a server that fails it is to be killed and started again. */
    public static final String LIVE = "/health/live";
    /** Readiness: whether clients are to be sent to the server. */
    public static final String READY = "/health/ready";

    /** How long a check of readiness may take, in ms; longer is a failure. */
    private static final long READY_WAIT = 5_000;
    /** How long a check of liveness may take, in ms. */
    private static final long HUNG_AFTER = 30_000;

    private final List<Check> live = new ArrayList<>();
    private final List<Check> ready = new ArrayList<>();

    private record Check(String name, Supplier<Future<Boolean>> isWell) {}

    /** Adds a check of liveness. One that is late fails only after half a minute. */
    public HealthService live(String name, Supplier<Future<Boolean>> check) {
        live.add(new Check(name, new PatientCheck(check, HealthService::millis, HUNG_AFTER)));
        return this;
    }

    /** Adds a check of readiness. One that is late fails. */
    public HealthService ready(String name, Supplier<Future<Boolean>> check) {
        ready.add(new Check(name, () -> check.get().timeout(READY_WAIT, TimeUnit.MILLISECONDS)));
        return this;
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Answers {@code GET} and {@code HEAD} at both paths. */
    public void mount(Router router) {
        Documents.route(router, LIVE).handler(context -> answer(context, live));
        Documents.route(router, READY).handler(context -> answer(context, ready));
    }

    /** Whether all checks of readiness pass. */
    public Future<Boolean> isReady() {
        List<Future<Boolean>> results = results(ready);
        return Future.all(results).map(_ -> results.stream().allMatch(Future::result));
    }

    private static List<Future<Boolean>> results(List<Check> checks) {
        return checks.stream().map(check -> check.isWell.get().otherwise(false)).toList();
    }

    private static void answer(RoutingContext context, List<Check> checks) {
        List<Future<Boolean>> results = results(checks);
        Future.all(results)
                .onSuccess(_ -> {
                    boolean isWell = results.stream().allMatch(Future::result);
                    Documents.send(context, isWell ? 200 : 503, document(checks, results, isWell));
                })
                .onFailure(context::fail);
    }

    private static JsonObject document(List<Check> checks, List<Future<Boolean>> results, boolean isWell) {
        var all = new JsonArray();
        for (int i = 0; i < checks.size(); i++) {
            all.add(new JsonObject()
                    .put("id", checks.get(i).name)
                    .put("status", word(results.get(i).result())));
        }
        return new JsonObject().put("status", word(isWell)).put("checks", all).put("outcome", word(isWell));
    }

    private static String word(boolean isWell) {
        return isWell ? "UP" : "DOWN";
    }
}
