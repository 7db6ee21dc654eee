package io.herd.geo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds values by boxes around them: grids of cells, each half as wide as the one before. A value is in the finest grid of which it
 * needs no more than four cells, so that a search looks into a few cells of each. Confined to one thread.
 */
public final class BoxIndex<T> {
    /** The finest cells are some 20 m wide. */
    private static final int LEVELS = 20;

    private static final int HALF_AROUND = 180;
    private static final int POLE = 90;

    private final List<Grid<T>> grids = new ArrayList<>();
    private final Map<T, Box> boxes = new HashMap<>();

    public BoxIndex() {
        for (int level = 0; level < LEVELS; level++) {
            grids.add(new Grid<>(1 << level));
        }
    }

    /** Adds a value that is not there. */
    public void add(Box box, T value) {
        boxes.put(value, box);
        Grid<T> grid = gridOf(box);
        grid.cells(box)
                .forEach(cell -> grid.values
                        .computeIfAbsent(cell, _ -> new LinkedHashSet<>())
                        .add(value));
    }

    /** Removes a value, if it is there. */
    public void remove(T value) {
        Box box = boxes.remove(value);
        if (box != null) {
            Grid<T> grid = gridOf(box);
            grid.cells(box)
                    .forEach(cell -> grid.values.computeIfPresent(cell, (_, values) -> {
                        values.remove(value);
                        return values.isEmpty() ? null : values;
                    }));
        }
    }

    public boolean isEmpty() {
        return boxes.isEmpty();
    }

    /** All values whose boxes meet a box, each once, and perhaps some that are only near it. */
    public Collection<T> near(Box box) {
        Set<T> found = Set.of();
        for (Grid<T> grid : grids) {
            if (!grid.values.isEmpty()) {
                found = grid.addNear(box, found);
            }
        }
        return found;
    }

    /** Gives all values whose boxes contain a position, each once, and perhaps some that are only near it, to an action. */
    public void forEachAt(Position position, Consumer<T> action) {
        for (Grid<T> grid : grids) {
            if (!grid.values.isEmpty()) {
                grid.values.getOrDefault(grid.cell(position), Set.of()).forEach(action);
            }
        }
    }

    private Grid<T> gridOf(Box box) {
        double size = Math.max(box.width(), box.north() - box.south());
        int level = LEVELS - 1;
        while (level > 0 && size > (double) HALF_AROUND / (1 << level)) {
            level--;
        }
        return grids.get(level);
    }

    /** Cells of one size. */
    private static final class Grid<T> {
        private final Map<Long, Set<T>> values = new HashMap<>();
        private final int rows;
        private final double size;

        Grid(int rows) {
            this.rows = rows;
            size = (double) HALF_AROUND / rows;
        }

        private Set<T> addNear(Box box, Set<T> found) {
            Set<T> all = found;
            // A long way crosses more cells of a fine grid than there are.
            Collection<Set<T>> cells = count(box) > values.size()
                    ? values.values()
                    : cells(box).stream()
                            .map(cell -> values.getOrDefault(cell, Set.of()))
                            .toList();
            for (Set<T> each : cells) {
                if (!each.isEmpty()) {
                    all = all.isEmpty() ? new LinkedHashSet<>() : all;
                    all.addAll(each);
                }
            }
            return all;
        }

        private double count(Box box) {
            return (box.width() / size + 2) * ((box.north() - box.south()) / size + 2);
        }

        private List<Long> cells(Box box) {
            int west = column(box.west());
            int east = column(box.east()) + (box.west() <= box.east() ? 0 : 2 * rows);
            int columns = Math.min(2 * rows, east - west + 1);
            int north = row(box.north());
            List<Long> cells = new ArrayList<>();
            for (int row = row(box.south()); row <= north; row++) {
                for (int i = 0; i < columns; i++) {
                    cells.add(cell(row, west + i));
                }
            }
            return cells;
        }

        private long cell(Position position) {
            return cell(row(position.latitude()), column(position.longitude()));
        }

        private long cell(int row, int column) {
            return (long) row << Integer.SIZE | column % (2 * rows);
        }

        private int column(double longitude) {
            return (int) Math.floor((longitude + HALF_AROUND) / size);
        }

        private int row(double latitude) {
            return Math.min(rows - 1, (int) Math.floor((latitude + POLE) / size));
        }
    }
}
