package io.herd.server.places;

import io.herd.geo.Position;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns an element of OpenStreetMap into a result of Nearby Search in its legacy form. */
final class OverpassPlace {
    /** The keys of the tags for the kind of a place, the most specific first. */
    static final List<String> KINDS =
            List.of("amenity", "shop", "tourism", "leisure", "historic", "office", "railway", "aeroway");

    private OverpassPlace() {}

    /**
     * An element as a place; null if it has no name, no number or no position. Throws {@link ClassCastException} on fields
     * of other types.
     */
    static @Nullable FoundPlace read(JsonObject element) {
        JsonObject tags = element.getJsonObject("tags");
        // Nodes have a position of their own, ways and relations the centre of their bounding box.
        Position position = NearbyReader.position(element.getJsonObject("center", element), "lat", "lon");
        String type = (String) element.getValue("type");
        Long id = element.getLong("id");
        return tags == null || position == null || type == null || id == null
                ? null
                : FoundPlace.read(position, result("osm:" + type + "/" + id, tags, position));
    }

    private static JsonObject result(String id, JsonObject tags, Position position) {
        var location = new JsonObject().put("lat", position.latitude()).put("lng", position.longitude());
        var result = new JsonObject()
                .put("geometry", new JsonObject().put("location", location))
                .put("name", tags.getValue("name"))
                .put("place_id", id)
                .put("reference", id)
                .put("types", types(tags));
        String vicinity = vicinity(tags);
        return vicinity.isEmpty() ? result : result.put("vicinity", vicinity);
    }

    private static JsonArray types(JsonObject tags) {
        Stream<String> kinds = KINDS.stream()
                .filter(tags::containsKey)
                .flatMap(kind -> Stream.of(tags.getString(kind).split(";", -1))
                        .map(value -> value.equals("yes") ? kind : value.strip()));
        Stream<String> types = Stream.concat(kinds, Stream.of("point_of_interest", "establishment"));
        return new JsonArray(types.distinct().toList());
    }

    /** As far as the address is tagged: {@code 12 Main Street, Springfield}. */
    private static String vicinity(JsonObject tags) {
        return Stream.of(join(" ", tags, "addr:housenumber", "addr:street"), join("", tags, "addr:city"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String join(String separator, JsonObject tags, String... keys) {
        return Stream.of(keys)
                .map(tags::getString)
                .filter(value -> value != null && !value.isBlank())
                .collect(Collectors.joining(separator));
    }
}
