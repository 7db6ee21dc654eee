package io.herd.server.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.util.function.Supplier;

/**
 * Tells over HTTP whether a server is well: with status 200 if it is and 503 if not, and a JSON document of all checks.
 * To be put together before it is mounted.
 */
public final class HealthService {
    /** Whether the server lives; one that does not for a while is to be killed and started again. */
    public static final String LIVE = "/health/live";
    /** Whether clients are to be sent to the server. */
    public static final String READY = "/health/ready";

    /** How long a check may take, in ms; longer is a failure. A busy server is not a dead one. */
    private static final long PATIENCE = 5_000;

    private final HealthChecks live;
    private final HealthChecks ready;

    public HealthService(Vertx vertx) {
        live = HealthChecks.create(vertx);
        ready = HealthChecks.create(vertx);
    }

    /** Adds something without which the server does not live. */
    public HealthService live(String name, Supplier<Future<Boolean>> check) {
        add(live, name, check);
        return this;
    }

    /** Adds something without which the server is not ready. */
    public HealthService ready(String name, Supplier<Future<Boolean>> check) {
        add(ready, name, check);
        return this;
    }

    private static void add(HealthChecks checks, String name, Supplier<Future<Boolean>> check) {
        var _ = checks.register(
                name,
                PATIENCE,
                status -> check.get()
                        .map(isWell -> isWell ? Status.OK() : Status.KO())
                        .onComplete(status));
    }

    /** Answers {@code GET} at both paths. */
    public void mount(Router router) {
        router.get(LIVE).handler(HealthCheckHandler.createWithHealthChecks(live));
        router.get(READY).handler(HealthCheckHandler.createWithHealthChecks(ready));
    }
}
