package io.herd.server.places;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Removes duplicates from OpenStreetMap's places: repeated elements, or a node and an outline of one name at one spot. */
final class SamePlaces {
    /** How far a node may be from the centre of its outline. */
    private static final double NEAR_METRES = 100;

    private SamePlaces() {}

    /** Each place once, at its first position in the list; of a node and an outline, the node, whose position is more exact. */
    static List<FoundPlace> once(List<FoundPlace> places) {
        Set<String> ids = new HashSet<>();
        Map<String, List<FoundPlace>> nodes = new HashMap<>();
        List<FoundPlace> distinct =
                places.stream().filter(place -> ids.add(place.id())).toList();
        for (FoundPlace place : distinct) {
            if (isNode(place)) {
                nodes.computeIfAbsent(nameAndType(place), _ -> new ArrayList<>())
                        .add(place);
            }
        }
        return distinct.stream()
                .filter(place -> isNode(place)
                        || nodes.getOrDefault(nameAndType(place), List.of()).stream()
                                .noneMatch(node -> node.position().distanceTo(place.position()) <= NEAR_METRES))
                .toList();
    }

    private static boolean isNode(FoundPlace place) {
        return place.id().startsWith("osm:node/");
    }

    private static String nameAndType(FoundPlace place) {
        var json = new JsonObject(place.json().toString());
        return json.getString("name") + "\n" + json.getJsonArray("types").getString(0);
    }
}
