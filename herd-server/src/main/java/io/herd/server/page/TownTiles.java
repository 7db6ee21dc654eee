package io.herd.server.page;

import io.herd.server.places.Gazetteer;
import io.herd.server.places.MapTile;
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
        var tile = new MapTile(number(context, "zoom"), number(context, "x"), number(context, "y"));
        if (!tile.isValid()) {
            context.next();
            return;
        }
        loaded().map(known -> known.in(tile, MOST_TOWNS))
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

    private static int number(RoutingContext context, String name) {
        return Integer.parseInt(context.pathParam(name));
    }
}
