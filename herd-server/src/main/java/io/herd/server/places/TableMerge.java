package io.herd.server.places;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Merges tables so that each place counts once: its row in the first table that has it. */
final class TableMerge {
    /** The numbers at GeoNames of the places so far. They are dense: a bit each is little. */
    private final BitSet known = new BitSet();

    /** Of the places without such a number, those that are in no table looked through so far. */
    private final Set<Long> missing = new HashSet<>();

    private final boolean isOneTable;

    /** Takes rows of these tables, to be asked for table by table and row by row. A single table has each place once. */
    TableMerge(List<Table> tables) {
        isOneTable = tables.size() == 1;
        if (!isOneTable) {
            tables.forEach(this::expect);
        }
    }

    private void expect(Table table) {
        for (int place = 0; place < table.size(); place++) {
            if (table.geonameId(place) < 0) {
                missing.add(table.likeness(place));
            }
        }
    }

    /** Whether the row is of a place that was not there before. */
    boolean isNew(Table table, int place) {
        if (isOneTable) {
            return true;
        }
        int id = table.geonameId(place);
        boolean replaces = missing.remove(table.likeness(place));
        if (id < 0) {
            return replaces;
        }
        boolean isNew = !known.get(id);
        known.set(id);
        return isNew;
    }
}
