package io.herd.server.places;

import io.herd.config.PlacesConfig;
import io.herd.geo.Position;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Services of Nearby Search in its legacy form: the gazetteer's, and Google's until a project is too new for it. The
 * gazetteer returns the nearest places. Google returns up to 20 of the most prominent within the radius: it ranks by distance
 * only where no radius is given.
 */
final class LegacySource implements Source {
    /** The gazetteer's header for the radius within which its answer is complete, in metres. */
    static final String COMPLETE_RADIUS = "Complete-Radius";
    /** The gazetteer's parameter for more places than Google returns. */
    static final String LIMIT = "limit";

    private final @Nullable String key;
    private final ProviderErrors errors;
    private final NearbyReader reader;

    /**
     * The service that the configuration names: Google, asked with its key, or the gazetteer, which is not told a key.
     *
     * @param leftOut counts the records that cannot be read
     */
    LegacySource(PlacesConfig config, ProviderErrors errors, LongAdder leftOut) {
        key = config.provider().isGoogle() ? config.key() : null;
        this.errors = errors;
        reader = new NearbyReader(new Redaction(key), leftOut);
    }

    @Override
    public boolean mayBeKept() {
        return key == null;
    }

    @Override
    public Question ask(Search search) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("location", location(search.center()));
        query.put("radius", decimal(search.radius()));
        if (key == null) {
            query.put(LIMIT, Integer.toString(search.limit()));
        } else {
            query.put("key", key);
        }
        return new Question(PlacesRequest.get(NearbyDocument.PATH, query), this::read);
    }

    static String location(Position position) {
        return decimal(position.latitude()) + "," + decimal(position.longitude());
    }

    /** Without an exponent, which Google does not read. */
    static String decimal(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private Outcome read(HttpAnswer answer) {
        NearbyDocument document = answer.status() == 200 ? answer.json(json -> read(json, answer)) : null;
        return document == null ? errors.read(answer) : new Outcome.Answered(document);
    }

    private @Nullable NearbyDocument read(JsonObject json, HttpAnswer answer) {
        String complete = answer.headers().get(COMPLETE_RADIUS);
        boolean isKnown = complete != null && complete.matches("\\d{1,8}(\\.\\d{1,20})?");
        return reader.read(json, isKnown ? Double.parseDouble(complete) : NearbyDocument.UNTOLD);
    }
}
