package io.herd.server.places;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attribution that Google's terms require: Google, and the third parties that a place's data come from. */
final class GoogleAttributions {
    /** Google's name must be shown with its places, unless they are on one of its maps. */
    private static final String GOOGLE = "Google Maps";

    private GoogleAttributions() {}

    /** As HTML, each once, for a list of places of the Places API (New). */
    static JsonArray of(@Nullable JsonArray places) {
        Set<String> attributions = new LinkedHashSet<>();
        attributions.add(GOOGLE);
        objects(places)
                .flatMap(place -> objects(place.getValue("attributions")))
                .map(GoogleAttributions::html)
                .filter(html -> !html.isEmpty())
                .forEach(attributions::add);
        return new JsonArray(attributions.stream().toList());
    }

    private static Stream<JsonObject> objects(@Nullable Object list) {
        return list instanceof JsonArray array
                ? array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast)
                : Stream.empty();
    }

    private static String html(JsonObject attribution) {
        String provider = escaped(attribution.getValue("provider"));
        String uri = escaped(attribution.getValue("providerUri"));
        return uri.startsWith("https://") || uri.startsWith("http://")
                ? "<a href=\"" + uri + "\">" + (provider.isEmpty() ? uri : provider) + "</a>"
                : provider;
    }

    private static String escaped(@Nullable Object text) {
        return text instanceof String given
                ? given.strip()
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                : "";
    }
}
