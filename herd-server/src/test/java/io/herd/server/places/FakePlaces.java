package io.herd.server.places;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Places service at a port of its own that answers as it is told, and remembers what it was asked. */
final class FakePlaces {
    /** A good place in the middle of the searches, and what frames it. */
    static final String GOOD =
            "{\"html_attributions\":[],\"results\":[%s],\"status\":\"OK\"}".formatted(place("good", 34.07, -118.44));

    private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Future<Void>> connections = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Handler<HttpServerRequest> answer = request -> {};

    FakePlaces(Vertx vertx) {
        server = vertx.createHttpServer()
                .connectionHandler(connection -> {
                    Promise<Void> closed = Promise.promise();
                    connection.closeHandler(closed::complete);
                    connections.add(closed.future());
                })
                .requestHandler(request -> {
                    requests.add(request);
                    request.body().onSuccess(body -> {
                        bodies.add(body.toString());
                        answer.handle(request);
                    });
                });
        server.listen(0, "127.0.0.1").await();
    }

    static String place(String name, double latitude, double longitude) {
        return "{\"name\":\"%s\",\"place_id\":\"id-%s\",\"geometry\":{\"location\":{\"lat\":%s,\"lng\":%s}}}"
                .formatted(name, name, latitude, longitude);
    }

    void answer(Handler<HttpServerRequest> handler) {
        answer = handler;
    }

    void answer(int code, String body) {
        answer = request -> request.response().setStatusCode(code).end(body);
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    int port() {
        return server.actualPort();
    }

    /** The requests so far. */
    List<HttpServerRequest> requests() {
        return requests;
    }

    /** The bodies of the requests so far; empty ones too. */
    List<String> bodies() {
        return bodies;
    }

    /** The connections so far, each with the future of its end. */
    List<Future<Void>> connections() {
        return connections;
    }

    void close() {
        server.close().await();
    }
}
