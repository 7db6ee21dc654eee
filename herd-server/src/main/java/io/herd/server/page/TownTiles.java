package io.herd.server.page;

import io.herd.geo.Box;
import io.herd.server.places.Gazetteer;
import io.herd.server.places.PopulatedPlace;
import io.herd.server.places.PopulatedPlaces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Serves the most populous towns of a tile of the map, for its labels. Tiles are those of web maps, so that browsers can keep answers.
 * Confined to the event loop that it is mounted on.
 */
final class TownTiles {
    private static final int MOST_ZOOM = 16;
    private static final int MOST_TOWNS = 24;
    private static final String FOR_A_DAY = "public, max-age=86400";

    private final Vertx vertx;
    private final Future<Gazetteer> gazetteer;
    private @Nullable Future<PopulatedPlaces> towns;

    TownTiles(Vertx vertx, Future<Gazetteer> gazetteer) {
        this.vertx = vertx;
        this.gazetteer = gazetteer;
    }

    /** Answers {@code GET <path>/<zoom>/<x>/<y>} with an array of {@code [name, latitude, longitude, population]}. */
    void mount(Router router, String path) {
        router.getWithRegex(path + "/(?<zoom>\\d{1,2})/(?<x>\\d{1,5})/(?<y>\\d{1,5})")
                .handler(this::answer);
    }

    private void answer(RoutingContext context) {
        int zoom = Integer.parseInt(context.pathParam("zoom"));
        int x = Integer.parseInt(context.pathParam("x"));
        int y = Integer.parseInt(context.pathParam("y"));
        if (zoom > MOST_ZOOM || x >= 1 << zoom || y >= 1 << zoom) {
            context.next();
            return;
        }
        Box box = new Box(longitude(x, zoom), latitude(y + 1, zoom), longitude(x + 1, zoom), latitude(y, zoom));
        loaded().map(known -> known.in(box, MOST_TOWNS))
                .onSuccess(found -> answer(context, found))
                .onFailure(context::fail);
    }

    private Future<PopulatedPlaces> loaded() {
        Future<PopulatedPlaces> known = towns;
        if (known == null || known.failed()) {
            known = gazetteer.compose(places ->
                    vertx.executeBlocking(() -> PopulatedPlaces.of(places)).map(Objects::requireNonNull));
            towns = known;
        }
        return known;
    }

    private static void answer(RoutingContext context, List<PopulatedPlace> found) {
        var towns = new JsonArray();
        found.forEach(town -> towns.add(new JsonArray()
                .add(town.name())
                .add(town.position().latitude())
                .add(town.position().longitude())
                .add(town.population())));
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, FOR_A_DAY);
        PageService.send(context, "application/json", towns.toBuffer());
    }

    private static double longitude(int x, int zoom) {
        return x * 360.0 / (1 << zoom) - 180;
    }

    /** By the spherical Mercator projection of web maps. */
    private static double latitude(int y, int zoom) {
        double height = Math.PI * (1 - 2.0 * y / (1 << zoom));
        return Math.toDegrees(Math.atan(Math.sinh(height)));
    }
}
