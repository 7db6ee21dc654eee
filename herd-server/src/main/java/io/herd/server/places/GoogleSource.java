package io.herd.server.places;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Google's Places API (New), method Nearby Search. */
final class GoogleSource implements Source {
    static final String PATH = "/v1/places:searchNearby";

    /** Without spaces. All of these are of one price class; ratings and prices of places would be of a dearer one. */
    static final String FIELDS = "places.id,places.displayName,places.location,places.types,"
            + "places.shortFormattedAddress,places.formattedAddress,places.businessStatus,places.viewport,"
            + "places.plusCode";

    /** Google's name must stand by its places wherever no map of its does. */
    private static final String ATTRIBUTION = "Google Maps";

    private final String key;
    private final String path;
    private final SearchFailures failures;
    private final GoogleErrors errors;

    GoogleSource(String key, String path, SearchFailures failures) {
        this.key = key;
        this.path = path;
        this.failures = failures;
        errors = new GoogleErrors(failures, new Redaction(key));
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
        return new Question(PlacesRequest.post(path, headers, body.encode()), this::read);
    }

    private NearbyDocument read(HttpAnswer answer) {
        if (answer.status() != 200) {
            return errors.read(answer);
        }
        NearbyDocument document = answer.json(GoogleSource::document);
        return document == null ? failures.unreadable() : document;
    }

    private static NearbyDocument document(JsonObject answer) {
        List<FoundPlace> places = HttpAnswer.objects(answer, "places")
                .filter(Objects::nonNull)
                .map(GooglePlace::toLegacy)
                .map(NearbyReader::place)
                .filter(Objects::nonNull)
                .toList();
        var attributions = new JsonArray().add(ATTRIBUTION);
        HttpAnswer.objects(answer, "places")
                .filter(Objects::nonNull)
                .flatMap(place -> HttpAnswer.objects(place, "attributions"))
                .map(attribution -> attribution.getString("provider"))
                .filter(provider -> provider != null && !attributions.contains(provider))
                .forEach(attributions::add);
        return NearbyDocument.found(attributions, places, NearbyDocument.UNTOLD);
    }
}
