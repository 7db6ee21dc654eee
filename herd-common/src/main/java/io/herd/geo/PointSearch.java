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
            offerAll(cell, nearest);
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
            return giveAll(cell, bound, action);
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

    private void offerAll(int cell, NearestKeys nearest) {
        int inBlock = tree.inFirstBlock(cell);
        for (int block = tree.firstBlock(cell); block != PointStore.NONE; block = points.next(block)) {
            int first = PointStore.place(block, 0);
            int[] page = points.page(first);
            int end = PointStore.at(first) + inBlock * PointStore.INTS;
            for (int at = PointStore.at(first); at < end; at += PointStore.INTS) {
                double square = center.squareTo(page[at], page[at + 1], page[at + 2]);
                if (square <= nearest.bound()) {
                    nearest.offer(PointStore.key(page, at), square);
                }
            }
            inBlock = PointStore.BLOCK;
        }
    }

    private boolean giveAll(int cell, double bound, LongPredicate action) {
        int inBlock = tree.inFirstBlock(cell);
        for (int block = tree.firstBlock(cell); block != PointStore.NONE; block = points.next(block)) {
            for (int number = 0; number < inBlock; number++) {
                int place = PointStore.place(block, number);
                boolean isWithin = center.squareTo(points.x(place), points.y(place), points.z(place)) <= bound;
                if (isWithin && !action.test(points.key(place))) {
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
