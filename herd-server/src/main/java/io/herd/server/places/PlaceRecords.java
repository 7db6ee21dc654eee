package io.herd.server.places;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The records of a list in a provider's answer, each read by itself: an invalid one is skipped, and does not affect the others.
 *
 * @param places of the valid records
 * @param leftOut the number of invalid ones
 */
record PlaceRecords(List<FoundPlace> places, int leftOut) {
    /**
     * Reads the records.
     *
     * @param records null for none
     * @param reader null for a record that is no place; throws {@link ClassCastException} on fields of other types
     * @throws ClassCastException if no record has fields of the right types: it is a list of something else
     */
    static PlaceRecords read(@Nullable JsonArray records, Function<JsonObject, @Nullable FoundPlace> reader) {
        List<FoundPlace> places = new ArrayList<>();
        int mistyped = 0;
        int size = records == null ? 0 : records.size();
        for (int i = 0; i < size; i++) {
            try {
                JsonObject record = records == null ? null : records.getJsonObject(i);
                FoundPlace place = record == null ? null : reader.apply(record);
                if (place != null) {
                    places.add(place);
                }
            } catch (ClassCastException e) {
                mistyped++;
            }
        }
        if (size > 0 && mistyped == size) {
            throw new ClassCastException("no record is a place");
        }
        return new PlaceRecords(places, size - places.size());
    }
}
