package io.herd.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Fences as people read them. */
final class FenceText {
    private FenceText() {}

    static List<String> table(List<JsonObject> fences) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FENCE", "AREA", "DEFINED"));
        for (JsonObject each : fences) {
            rows.add(List.of(each.getString("name"), area(each), each.getString("defined")));
        }
        return TextTable.lines(rows);
    }

    private static String area(JsonObject fence) {
        JsonObject geometry = fence.getJsonObject("geometry");
        if (geometry == null) {
            return fence.getNumber("radius") + " km around " + fence.getNumber("latitude") + ","
                    + fence.getNumber("longitude");
        }
        JsonArray rings = geometry.getJsonArray("coordinates");
        int corners = rings.getJsonArray(0).size() - 1;
        String holes = rings.size() == 1 ? "" : rings.size() == 2 ? ", 1 hole" : ", " + (rings.size() - 1) + " holes";
        return "polygon of " + corners + " corners" + holes;
    }
}
