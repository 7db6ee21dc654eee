package io.herd.server.geonames;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.herd.server.geonames.Row.Feature;
import io.herd.server.places.ImportedTables;
import io.herd.server.places.PlaceTypes;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the table of gazetteer/README.md. */
final class TableWriter {
    private static final String REGION = "ADM1";

    private final OutputStream out;
    private final Tally tally;
    private long bytes;

    TableWriter(OutputStream out, Tally tally) {
        this.out = out;
        this.tally = tally;
    }

    /** How long the table is so far. */
    long bytes() {
        return bytes;
    }

    /** Writes a row, which stands on a line of the dump, if it is a place, or the name of a region. */
    void take(Row row, long line) throws IOException {
        switch (row) {
            case Row.Bad bad -> tally.bad(line, bad.why());
            case Feature place
            when PlaceTypes.include(place.featureClass(), place.code()) -> {
                write(place);
                tally.keep();
            }
            case Feature other -> {
                if (other.code().equals(REGION)) {
                    write(other);
                }
                tally.skip(other.featureClass());
            }
        }
    }

    private void write(Feature place) throws IOException {
        String region = place.region().isEmpty() ? "" : "#" + place.region();
        byte[] row = String.join(
                        "\t",
                        place.id(),
                        place.name(),
                        place.latitude(),
                        place.longitude(),
                        place.code(),
                        place.country(),
                        region,
                        place.population().equals("0") ? "" : place.population())
                .concat("\n")
                .getBytes(UTF_8);
        bytes += row.length;
        if (bytes > ImportedTables.MOST_BYTES) {
            throw new IOException("has more than 2 GiB of places: import smaller dumps, country by country");
        }
        out.write(row);
    }
}
