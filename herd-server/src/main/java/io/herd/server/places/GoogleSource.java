package io.herd.server.places;

import io.herd.config.PlacesConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Google's Places API (New), method Nearby Search. */
final class GoogleSource implements Source {
    private static final String PATH = "/v1/places:searchNearby";

    /** Without spaces. All of these are of one price class; ratings and prices of places are in a more expensive one. */
    private static final String FIELDS = "places.id,places.displayName,places.location,places.types,"
            + "places.shortFormattedAddress,places.formattedAddress,places.businessStatus,places.viewport,"
            + "places.plusCode,places.attributions";

    private final String key;
    private final ProviderErrors errors;
    private final LongAdder leftOut;

    /**
     * Google, asked with the key of the configuration.
     *
     * @param leftOut counts the records that cannot be read
     */
    GoogleSource(PlacesConfig config, ProviderErrors errors, LongAdder leftOut) {
        key = Objects.requireNonNull(config.key(), "Google is not asked without a key");
        this.errors = errors;
        this.leftOut = leftOut;
    }

    @Override
    public boolean mayBeKept() {
        return false;
    }

    @Override
    public Question ask(Search search) {
        var headers = Map.of("Content-Type", "application/json", "X-Goog-Api-Key", key, "X-Goog-FieldMask", FIELDS);
        var center = new JsonObject()
                .put("latitude", search.center().latitude())
                .put("longitude", search.center().longitude());
        var circle = new JsonObject().put("center", center).put("radius", search.radius());
        var body = new JsonObject()
                .put("maxResultCount", search.limit())
                .put("rankPreference", "DISTANCE")
                .put("locationRestriction", new JsonObject().put("circle", circle));
        return new Question(PlacesRequest.post(PATH, headers, body.encode()), this::read);
    }

    private Outcome read(HttpAnswer answer) {
        Outcome outcome = answer.status() == 200 ? answer.json(this::read) : null;
        return outcome == null ? errors.read(answer) : outcome;
    }

    private Outcome read(JsonObject answer) {
        if (answer.containsKey("error")) {
            throw new ClassCastException("an error");
        }
        JsonArray places = answer.getJsonArray("places");
        PlaceRecords records = PlaceRecords.read(places, place -> NearbyReader.place(GooglePlace.toLegacy(place)));
        leftOut.add(records.leftOut());
        JsonArray attributions = GoogleAttributions.of(places);
        return new Outcome.Answered(NearbyDocument.found(attributions, records.places(), NearbyDocument.UNTOLD));
    }
}
