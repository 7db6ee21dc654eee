package io.herd.server.places;

import io.herd.geo.Position;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Services of Nearby Search in its legacy form: the gazetteer's, and Google's until a project is too new for it. */
final class LegacySource implements Source {
    /** How the gazetteer's service says how far its answer is complete, in metres. */
    static final String COMPLETE_RADIUS = "Complete-Radius";
    /** How the gazetteer's service is asked for more places than Google gives. */
    static final String LIMIT = "limit";

    private static final String TOO_NEW =
            "; projects made since March 2025 cannot use the legacy form: set places.provider to google for them";

    private final @Nullable String key;
    private final String path;
    private final SearchFailures failures;
    private final NearbyReader reader;

    private LegacySource(@Nullable String key, String path, SearchFailures failures) {
        this.key = key;
        this.path = path;
        this.failures = failures;
        reader = new NearbyReader(new Redaction(key));
    }

    /** The gazetteer: asked without a key, and for as many places as wished. */
    static LegacySource gazetteer(String path, SearchFailures failures) {
        return new LegacySource(null, path, failures);
    }

    /** Google. */
    static LegacySource google(String key, String path, SearchFailures failures) {
        return new LegacySource(key, path, failures);
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
        return new Question(PlacesRequest.get(path, query), this::read);
    }

    static String location(Position position) {
        return decimal(position.latitude()) + "," + decimal(position.longitude());
    }

    /** Without an exponent, which Google does not read. */
    static String decimal(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private NearbyDocument read(HttpAnswer answer) {
        if (answer.status() != 200) {
            return failures.ofHttpStatus(answer.status());
        }
        NearbyDocument document = answer.json(json -> read(json, answer));
        return document == null ? failures.unreadable() : document;
    }

    private NearbyDocument read(JsonObject json, HttpAnswer answer) {
        String complete = answer.headers().get(COMPLETE_RADIUS);
        boolean isKnown = complete != null && complete.matches("\\d{1,8}(\\.\\d{1,20})?");
        NearbyDocument document = reader.read(json, isKnown ? Double.parseDouble(complete) : NearbyDocument.UNTOLD);
        return key != null && document.status() == SearchStatus.REQUEST_DENIED
                ? document.withAdvice(TOO_NEW)
                : document;
    }
}
