package io.herd.server.places;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Every row of the embedded table, without the index. */
record EmbeddedRows(List<Place> places, Map<String, String> regions) {
    static EmbeddedRows read() throws IOException {
        byte[] text;
        try (var file = new GZIPInputStream(Gazetteer.class.getResourceAsStream("gazetteer.tsv.gz"))) {
            text = file.readAllBytes();
        }
        Map<String, String> regions = new HashMap<>();
        return new EmbeddedRows(places(text, regions), regions);
    }

    /** The places of a table. The regions are those known already; the table's own are added. */
    static List<Place> places(byte[] text, Map<String, String> regions) throws IOException {
        Table table = Table.read("table", text, regions);
        var reader = new RowReader(regions);
        var places = new ArrayList<Place>();
        for (int place = 0; place < table.size(); place++) {
            places.add(reader.read(text, table.start(place)));
        }
        return places;
    }
}
