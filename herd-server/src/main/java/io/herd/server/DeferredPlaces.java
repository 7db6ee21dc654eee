package io.herd.server;

import io.herd.geo.Position;
import io.herd.protocol.NearbyAnswer;
import io.herd.server.client.Places;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

/**
 * A search for places that is created after clients can connect: earlier searches wait for it. Any number of event
 * loops may share it.
 */
final class DeferredPlaces implements Places {
    private final Vertx vertx;
    private final Promise<Places> opened = Promise.promise();

    DeferredPlaces(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Sets the search, which answers waiting and later searches. To be called once, from any thread. */
    void open(Places places) {
        opened.complete(places);
    }

    @Override
    public Future<NearbyAnswer> near(Position center, double radius, int limit) {
        Places places = opened.future().result();
        if (places != null) {
            return places.near(center, radius, limit);
        }
        var caller = (ContextInternal) vertx.getOrCreateContext();
        Promise<NearbyAnswer> answer = caller.promise();
        opened.future()
                .onSuccess(search -> caller.runOnContext(
                        _ -> search.near(center, radius, limit).onComplete(answer)));
        return answer.future();
    }
}
