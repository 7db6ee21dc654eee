package io.herd.geo;

import java.util.function.LongPredicate;

/** One search of a {@link PointTree} around a point. */
final class PointSearch {
    /** In that order the octants of a cube are the farther from a point the later, if its own is taken for the first. */
    private static final int[] ORDER = {0, 1, 2, 4, 3, 5, 6, 7};

    private final PointTree tree;
    private final PointStore points;
    private final SpherePoint center;

    PointSearch(PointTree tree, SpherePoint center) {
        this.tree = tree;
        this.points = tree.points();
        this.center = center;
    }

    void nearest(NearestKeys nearest) {
        nearest(0, 0, 0, 0, SpherePoint.RADIUS, nearest);
    }

    private void nearest(int cell, int x, int y, int z, int half, NearestKeys nearest) {
        if (tree.count(cell) == 0 || squareToCube(x, y, z, half) > nearest.bound()) {
            return;
        }
        if (!tree.isDivided(cell)) {
            var _ = forEach(cell, (key, square) -> {
                nearest.offer(key, square);
                return true;
            });
            return;
        }
        int own = Octant.of(center.x(), center.y(), center.z(), x, y, z);
        int quarter = half / 2;
        for (int order : ORDER) {
            int octant = own ^ order;
            nearest(
                    tree.children(cell) + octant,
                    x + Octant.x(octant, quarter),
                    y + Octant.y(octant, quarter),
                    z + Octant.z(octant, quarter),
                    quarter,
                    nearest);
        }
    }

    /** Gives all keys to an action, as far as their square is not above a bound; false if that returned false. */
    boolean within(double bound, LongPredicate action) {
        return within(0, 0, 0, 0, SpherePoint.RADIUS, bound, action);
    }

    private boolean within(int cell, int x, int y, int z, int half, double bound, LongPredicate action) {
        if (tree.count(cell) == 0 || squareToCube(x, y, z, half) > bound) {
            return true;
        }
        if (!tree.isDivided(cell)) {
            return forEach(cell, (key, square) -> square > bound || action.test(key));
        }
        int quarter = half / 2;
        for (int octant = 0; octant < Octant.COUNT; octant++) {
            boolean goesOn = within(
                    tree.children(cell) + octant,
                    x + Octant.x(octant, quarter),
                    y + Octant.y(octant, quarter),
                    z + Octant.z(octant, quarter),
                    quarter,
                    bound,
                    action);
            if (!goesOn) {
                return false;
            }
        }
        return true;
    }

    /** Something that is done with a point, given the square of its distance; false ends the search. */
    @FunctionalInterface
    private interface Action {
        boolean with(long key, double square);
    }

    private boolean forEach(int cell, Action action) {
        int left = tree.count(cell);
        // All blocks but the first are full.
        int inBlock = (left - 1) % PointStore.BLOCK + 1;
        for (int block = tree.firstBlock(cell); block != PointStore.NONE; block = points.next(block)) {
            for (int number = 0; number < inBlock; number++) {
                int place = PointStore.place(block, number);
                double square = center.squareTo(points.x(place), points.y(place), points.z(place));
                if (!action.with(points.key(place), square)) {
                    return false;
                }
            }
            inBlock = PointStore.BLOCK;
        }
        return true;
    }

    /** The square of the distance to the nearest point of a cube. */
    private double squareToCube(int x, int y, int z, int half) {
        double dx = beyond(center.x(), x, half);
        double dy = beyond(center.y(), y, half);
        double dz = beyond(center.z(), z, half);
        return dx * dx + dy * dy + dz * dz;
    }

    private static double beyond(int coordinate, int middle, int half) {
        return Math.max(0, Math.abs((double) coordinate - middle) - half);
    }
}
