package io.herd.server.geonames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Decides by some ids whether a dump is a newer version of a table's dump, or a different one of the same name. */
final class EarlierTable {
    private static final int MOST_NUMBERS = 1_000;

    private final Path table;
    private final Set<String> numbers;
    private boolean isSame;

    private EarlierTable(Path table, Set<String> numbers) {
        this.table = table;
        this.numbers = numbers;
    }

    /** The table in this file, which may be missing. */
    static EarlierTable read(Path table) throws IOException {
        Set<String> numbers = new HashSet<>();
        if (Files.exists(table)) {
            // Numbers are of ASCII, and whatever else there is need not be read.
            try (BufferedReader rows = Files.newBufferedReader(table, ISO_8859_1)) {
                for (String row = rows.readLine();
                        row != null && numbers.size() < MOST_NUMBERS;
                        row = rows.readLine()) {
                    numbers.add(row.substring(0, Math.max(0, row.indexOf('\t'))));
                }
            }
        }
        return new EarlierTable(table, numbers);
    }

    /** A row of the dump. */
    void compare(Row row) {
        isSame |= row instanceof Row.Feature feature && numbers.contains(feature.id());
    }

    /** Throws if none of the dump's rows were in the table. */
    void require() throws IOException {
        if (!numbers.isEmpty() && !isSame) {
            throw new IOException("would replace " + table + ", which was made of another dump of that name; rename the"
                    + " file, or remove the table");
        }
    }
}
