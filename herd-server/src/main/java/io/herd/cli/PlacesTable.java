package io.herd.cli;

import io.herd.geo.Position;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Formats places near a point as a table. */
final class PlacesTable {
    private PlacesTable() {}

    /** A line of headings, a line for each place, and what must be shown with them or is said about them; from a document of Nearby Search. */
    static List<String> lines(Position center, JsonObject document) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("distance", "name", "types", "vicinity"));
        JsonArray results = document.getJsonArray("results");
        results.forEach(result -> rows.add(row(center, (JsonObject) result)));
        List<String> lines = new ArrayList<>();
        lines.addAll(results.isEmpty() ? List.of("There are no places within the radius.") : TextTable.lines(rows));
        Stream.of("html_attributions", "info_messages")
                .flatMap(field -> document.getJsonArray(field, new JsonArray()).stream())
                .forEach(said -> {
                    lines.add("");
                    lines.add(TextTable.printable(text(said).replaceAll("<[^>]*>", "")));
                });
        return lines;
    }

    private static List<String> row(Position center, JsonObject place) {
        JsonObject location = place.getJsonObject("geometry").getJsonObject("location");
        double metres = center.distanceTo(new Position(location.getDouble("lat"), location.getDouble("lng")));
        return List.of(
                metres < 1_000
                        ? String.format(Locale.ROOT, "%.0f m", metres)
                        : String.format(Locale.ROOT, "%.1f km", metres / 1_000),
                text(place.getValue("name")),
                place.getValue("types") instanceof JsonArray types
                        ? types.stream().map(PlacesTable::text).collect(Collectors.joining(" "))
                        : "",
                text(place.getValue("vicinity")));
    }

    /** Sources may answer anything. */
    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
