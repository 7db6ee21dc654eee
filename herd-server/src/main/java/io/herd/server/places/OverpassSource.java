package io.herd.server.places;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herd.config.PlacesConfig;
import io.herd.geo.Position;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * An Overpass interpreter: OpenStreetMap. It returns the elements within a radius, up to a number, but not ordered by
 * distance. So a search begins with a small radius, and asks for others until there are enough places ({@link
 * OverpassProgress}).
 *
 * <p>The interpreter measures distances to outlines, this source to the centres of bounding boxes. So areas that enclose the
 * center of the search are asked for as well, since their outlines may be far.
 */
final class OverpassSource implements Source {
    private static final String PATH = "/api/interpreter";
    private static final JsonArray ATTRIBUTION = new JsonArray().add("© OpenStreetMap contributors, ODbL");
    private static final String FILTER = "[name][~\"^(" + String.join("|", OverpassPlace.KINDS) + ")$\"~\".\"];";

    private final String path;
    private final long timeoutSeconds;
    private final ProviderErrors errors;
    private final LongAdder leftOut;

    /**
     * An interpreter, with the deadline as the time limit of its queries.
     *
     * @param leftOut counts the elements that cannot be read
     */
    OverpassSource(Endpoint interpreter, PlacesConfig config, ProviderErrors errors, LongAdder leftOut) {
        boolean isRoot = interpreter.path().isEmpty() || interpreter.path().equals("/");
        path = isRoot ? PATH : interpreter.path();
        timeoutSeconds = Math.max(1, config.deadline().toSeconds());
        this.errors = errors;
        this.leftOut = leftOut;
    }

    @Override
    public boolean mayBeKept() {
        return true;
    }

    @Override
    public Question ask(Search search) {
        return ask(OverpassProgress.begin(search));
    }

    private Question ask(OverpassProgress progress) {
        String body = "data=" + URLEncoder.encode(query(progress), UTF_8);
        var headers = Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json");
        NearbyDocument soFar = progress.places().isEmpty() ? null : document(progress);
        return new Question(PlacesRequest.post(path, headers, body), answer -> read(answer, progress), soFar);
    }

    private String query(OverpassProgress progress) {
        Position center = progress.search().center();
        String location = LegacySource.location(center);
        String around = "nwr(around:" + LegacySource.decimal(progress.radius()) + "," + location + ")" + FILTER;
        String settings = "[out:json][timeout:" + timeoutSeconds + "];";
        String out = "out tags center " + OverpassProgress.MOST_ELEMENTS + ";";
        return progress.knowsEnclosing()
                ? settings + around + out
                : settings + "is_in(" + location + ")->.in;(" + around + "wr(pivot.in)" + FILTER + ");" + out;
    }

    private Step read(HttpAnswer answer, OverpassProgress progress) {
        Step step = answer.status() == 200 ? answer.json(json -> read(json, answer, progress)) : null;
        return step == null ? errors.read(answer) : step;
    }

    private @Nullable Step read(JsonObject json, HttpAnswer answer, OverpassProgress progress) {
        JsonArray elements = json.getJsonArray("elements");
        if (elements == null) {
            return null;
        }
        PlaceRecords records = PlaceRecords.read(elements, OverpassPlace::read);
        leftOut.add(records.leftOut());
        if (json.containsKey("remark")) {
            return interrupted(progress.with(records.places()), errors.read(answer));
        }
        OverpassProgress known = progress.after(records.places(), elements.size());
        if (!known.isDone()) {
            return ask(known.next());
        }
        NearbyDocument document = document(known);
        return new Outcome.Answered(
                known.isComplete()
                        ? document
                        : document.partial("OpenStreetMap has too many places here to ask for all"));
    }

    /** The interpreter stopped, since the request took it too long or too much memory, and says so in a remark. */
    private static Outcome interrupted(OverpassProgress progress, Outcome why) {
        return progress.places().isEmpty()
                ? why
                : new Outcome.Inconclusive(
                        document(progress).partial(String.valueOf(why.document().message())));
    }

    private static NearbyDocument document(OverpassProgress progress) {
        return NearbyDocument.found(ATTRIBUTION, progress.places(), progress.complete());
    }
}
