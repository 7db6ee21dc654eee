package io.herd.server.places;

import io.herd.geo.Position;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The gazetteer as an HTTP service in the form of Google's Nearby Search (legacy): the places within {@code radius}
 * metres of {@code location}, nearest first, at most 20. Beyond Google's form, {@code limit} asks for another number of
 * places, up to 60, and the header {@code Complete-Radius} says within how many metres none is left out. It ignores
 * other parameters. Any number of event loops may share it.
 */
public final class GazetteerService {
    private static final int USUAL_RESULTS = 20;
    private static final int MOST_RESULTS = 60;
    /** Google reads a longer radius as its longest, too, which is a little less than this. */
    private static final double LONGEST_RADIUS = 51_000;

    private static final String NUMBER = "([+-]?\\d{1,9}(?:\\.\\d{1,20})?)";
    private static final Pattern LOCATION = Pattern.compile("\\s*" + NUMBER + "\\s*,\\s*" + NUMBER + "\\s*");
    private static final Pattern LIMIT = Pattern.compile("\\d{1,9}");
    private static final Pattern RADIUS = Pattern.compile("\\s*" + NUMBER + "\\s*");

    private static final String ATTRIBUTION = "Places: GeoNames.org, CC BY 4.0";
    private static final String STATION = "db:";
    private static final String STATION_ATTRIBUTION = "Stations: Deutsche Bahn, CC BY 4.0";

    private final Future<Gazetteer> gazetteer;

    /** Serves a gazetteer that may still be loading; requests wait until it is loaded. */
    public GazetteerService(Future<Gazetteer> gazetteer) {
        this.gazetteer = gazetteer;
    }

    /** Answers where Google's service does: {@code GET /maps/api/place/nearbysearch/json}. */
    public void mount(Router router) {
        router.get(NearbyDocument.PATH).respond(this::answer);
    }

    private Future<Buffer> answer(RoutingContext context) {
        MultiMap parameters = context.queryParams();
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8");
        return whenLoaded()
                .map(loaded -> search(loaded, parameters))
                .otherwise(failure -> NearbyDocument.failed(
                        SearchStatus.UNKNOWN_ERROR,
                        "this server could not load its gazetteer; its log says why: start it anew once mended"))
                .map(document -> {
                    if (document.completeRadius() >= 0) {
                        String complete = LegacySource.decimal(document.completeRadius());
                        context.response().putHeader(LegacySource.COMPLETE_RADIUS, complete);
                    }
                    return Buffer.buffer(document.text());
                });
    }

    /** Once loaded, a future without a context: otherwise every search would run on the event loop that loaded it. */
    private Future<Gazetteer> whenLoaded() {
        return gazetteer.succeeded() ? Future.succeededFuture(gazetteer.result()) : gazetteer;
    }

    private NearbyDocument search(Gazetteer loaded, MultiMap parameters) {
        Position center = location(parameters.get("location"));
        if (center == null) {
            return NearbyDocument.failed(
                    SearchStatus.INVALID_REQUEST,
                    "location must be latitude and longitude in degrees, as in location=34.0689,-118.4451");
        }
        double radius = radius(parameters.get("radius"));
        if (radius <= 0) {
            return NearbyDocument.failed(
                    SearchStatus.INVALID_REQUEST, "radius must be metres, more than 0, as in radius=10000");
        }
        int limit = limit(parameters.get(LegacySource.LIMIT));
        if (limit <= 0) {
            return NearbyDocument.failed(SearchStatus.INVALID_REQUEST, "limit must be a number of places, at least 1");
        }
        return search(loaded, new Search(center, Math.min(radius, LONGEST_RADIUS), Math.min(limit, MOST_RESULTS)));
    }

    private NearbyDocument search(Gazetteer loaded, Search search) {
        List<Place> near = loaded.near(search.center(), search.radius(), search.limit());
        double complete = near.size() < search.limit()
                ? search.radius()
                : search.center().distanceTo(near.getLast().position());
        return NearbyDocument.found(
                attributions(near),
                near.stream()
                        .map(place -> FoundPlace.of(place.position(), result(place)))
                        .toList(),
                complete);
    }

    /** The attribution that the licences of these places require. */
    private static JsonArray attributions(List<Place> places) {
        var attributions = new JsonArray().add(ATTRIBUTION);
        if (places.stream().anyMatch(place -> place.id().startsWith(STATION))) {
            attributions.add(STATION_ATTRIBUTION);
        }
        return attributions;
    }

    private static @Nullable Position location(@Nullable String text) {
        Matcher matcher = LOCATION.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            return null;
        }
        double latitude = Double.parseDouble(matcher.group(1));
        double longitude = Double.parseDouble(matcher.group(2));
        boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
        return onEarth ? new Position(latitude, longitude) : null;
    }

    /** In metres; 0 where the text is no number. */
    private static double radius(@Nullable String text) {
        Matcher matcher = RADIUS.matcher(text == null ? "" : text);
        return matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    /** 0 where the text is no number. */
    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL_RESULTS;
        }
        return LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    private static JsonObject result(Place place) {
        var location = new JsonObject()
                .put("lat", place.position().latitude())
                .put("lng", place.position().longitude());
        return new JsonObject()
                .put("geometry", new JsonObject().put("location", location))
                .put("name", place.name())
                .put("place_id", place.id())
                .put("reference", place.id())
                .put("types", new JsonArray(place.types()))
                .put("vicinity", place.vicinity());
    }
}
