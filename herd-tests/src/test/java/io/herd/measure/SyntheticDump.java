package io.herd.measure;

import io.herd.geo.Position;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Makes a file in the format of GeoNames' dumps, of features that workload where towns are. */
public final class SyntheticDump {
    private static final int FIRST_ID = 20_000_000;

    /** Class, code, and what it is called; about as often as in the dump of a rich country. */
    private static final String[] KINDS = {
        "S.CH Church",
        "S.CH Chapel",
        "S.SCH School",
        "S.SCH Academy",
        "S.HTL Hotel",
        "S.HTL Inn",
        "L.PRK Park",
        "H.STM Creek",
        "H.STM Brook",
        "H.LK Lake",
        "T.MT Hill",
        "S.CMTY Cemetery",
        "S.BLDG Building",
        "S.HSP Hospital",
        "S.RSTN Station",
        "S.PO Post Office",
        "P.PPL Village",
        "P.PPLX Quarter",
        "A.ADM3 Parish",
        "S.MUS Museum"
    };

    private SyntheticDump() {}

    /** {@code FILE ROWS}. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    }

    /** Writes so many rows; the same each time. */
    static void write(Path file, int rows) throws IOException {
        var towns = Towns.read();
        var random = new Random(rows);
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < rows; i++) {
                out.write(row(FIRST_ID + i, towns, random));
            }
        }
    }

    private static String row(int id, Towns towns, Random random) {
        String[] town = towns.any(random);
        Position position = Towns.about(town, random);
        String kind = KINDS[random.nextInt(KINDS.length)];
        String name = town[1] + " " + kind.substring(kind.indexOf(' ') + 1) + " " + random.nextInt(100);
        return String.format(
                Locale.ROOT,
                "%d\t%s\t%s\t%s,%s\t%.5f\t%.5f\t%s\t%s\t%s\t\t%s\t\t\t\t0\t\t%d\tEurope/London\t2026-01-01%n",
                id,
                name,
                name,
                name,
                town[1],
                position.latitude(),
                position.longitude(),
                kind.substring(0, 1),
                kind.substring(2, kind.indexOf(' ')),
                town[5],
                Towns.regionCode(town),
                random.nextInt(1_000));
    }
}
