package io.herd.server.geonames;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Texts that may be dumps of GeoNames. */
public final class DumpFuzz {
    private DumpFuzz() {}

    /** Whatever a dump says, each row of the table has its columns, and its degrees are on the Earth. */
    public static void dump(byte[] input) {
        var table = new ByteArrayOutputStream();
        var tally = new Tally();
        try {
            var lines = new DumpLines(new ByteArrayInputStream(input), _ -> {});
            var writer = new TableWriter(table, tally);
            for (Row row = lines.next(); row != null; row = lines.next()) {
                writer.take(row, lines.number());
            }
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("is no dump of GeoNames");
        }
        table.toString(StandardCharsets.UTF_8).lines().forEach(DumpFuzz::checkRow);
    }

    private static void checkRow(String row) {
        String[] columns = row.split("\t", -1);
        assertThat(columns).hasSize(8);
        assertThat(columns[1]).isNotBlank();
        assertThat(Double.parseDouble(columns[2])).isBetween(-90.0, 90.0);
        assertThat(Double.parseDouble(columns[3])).isBetween(-180.0, 180.0);
    }
}
