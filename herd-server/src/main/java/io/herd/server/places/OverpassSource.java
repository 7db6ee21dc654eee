package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An Overpass interpreter: OpenStreetMap. It cuts what it finds, but not by distance. So the radius is widened until
 * there are places enough, and taken back half the way (as a ratio) where the answer was cut.
 */
final class OverpassSource implements Source {
    private static final double[] RADII = {250, 1_000, 4_000};
    /** How often a radius whose places were cut is made smaller. */
    private static final int MOST_RETREATS = 2;
    /** Where an answer is cut. */
    static final int MOST_ELEMENTS = 200;

    private static final JsonArray ATTRIBUTION = new JsonArray().add("© OpenStreetMap contributors, ODbL");

    private final String path;
    private final long timeoutSeconds;
    private final SearchFailures failures;

    /** One at this path, which is to work no longer on an answer than somebody waits for it. */
    OverpassSource(String path, Duration deadline, SearchFailures failures) {
        this.path = path;
        this.timeoutSeconds = Math.max(1, deadline.toSeconds());
        this.failures = failures;
    }

    @Override
    public boolean mayBeKept() {
        return true;
    }

    @Override
    public Question ask(Search search) {
        return ask(search, new Ring(0, Math.min(RADII[0], search.radius()), 0, List.of()));
    }

    /**
     * How far the search has come.
     *
     * @param inner within it there are too few places
     * @param radius is asked for now
     * @param retreats how often the radius was made smaller than one whose answer was cut
     * @param beyond of that answer
     */
    private record Ring(double inner, double radius, int retreats, List<FoundPlace> beyond) {
        Ring wider(Search search) {
            double next = search.radius();
            for (int i = RADII.length - 1; i >= 0; i--) {
                next = RADII[i] > radius ? Math.min(RADII[i], next) : next;
            }
            return new Ring(radius, next, 0, List.of());
        }

        Ring smaller(List<FoundPlace> cut) {
            return new Ring(inner, Math.sqrt(Math.max(inner, radius / 16) * radius), retreats + 1, cut);
        }
    }

    private Question ask(Search search, Ring ring) {
        String body = "data=" + URLEncoder.encode(query(search, ring.radius), UTF_8);
        var headers = Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json");
        return new Question(PlacesRequest.post(path, headers, body), answer -> read(answer, search, ring));
    }

    private String query(Search search, double radius) {
        String around = LegacySource.decimal(radius) + "," + LegacySource.location(search.center());
        return "[out:json][timeout:" + timeoutSeconds + "];nwr(around:" + around + ")[name][~\"^("
                + String.join("|", OverpassPlace.KINDS) + ")$\"~\".\"];out tags center " + MOST_ELEMENTS + ";";
    }

    private Step read(HttpAnswer answer, Search search, Ring ring) {
        if (answer.status() != 200) {
            return failures.ofOverpass(answer.status());
        }
        Step step = answer.json(json -> read(json, search, ring));
        return step == null ? failures.unreadable() : step;
    }

    private Step read(JsonObject answer, Search search, Ring ring) {
        String remark = answer.getString("remark");
        if (remark != null) {
            return failures.ofRemark(remark);
        }
        JsonArray elements = answer.getJsonArray("elements");
        if (elements == null) {
            return failures.unreadable();
        }
        List<FoundPlace> places = HttpAnswer.objects(answer, "elements")
                .map(OverpassPlace::read)
                .filter(Objects::nonNull)
                .toList();
        if (elements.size() >= MOST_ELEMENTS) {
            return ring.retreats < MOST_RETREATS ? ask(search, ring.smaller(places)) : found(places, 0);
        }
        if (places.size() >= search.limit() || ring.radius >= search.radius()) {
            return found(places, ring.radius);
        }
        return ring.retreats == 0
                ? ask(search, ring.wider(search))
                : found(
                        Stream.concat(places.stream(), ring.beyond.stream())
                                .distinct()
                                .toList(),
                        ring.radius);
    }

    private static NearbyDocument found(List<FoundPlace> places, double completeRadius) {
        return NearbyDocument.found(ATTRIBUTION, places, completeRadius);
    }
}
