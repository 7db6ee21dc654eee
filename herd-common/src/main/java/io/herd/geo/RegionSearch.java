package io.herd.geo;

import java.util.function.LongPredicate;

/** Gives the keys of the points of a {@link PointTree} in a region to an action, in any order, until that returns false. */
final class RegionSearch {
    private final PointTree tree;
    private final PointStore points;
    private final Region region;
    private final LongPredicate action;

    RegionSearch(PointTree tree, Region region, LongPredicate action) {
        this.tree = tree;
        this.points = tree.points();
        this.region = region;
        this.action = action;
    }

    void run() {
        boolean _ = search(0, 0, 0, 0, SpherePoint.RADIUS);
    }

    private boolean search(int cell, int x, int y, int z, int half) {
        if (tree.count(cell) == 0 || !region.meets(x, y, z, half)) {
            return true;
        }
        if (!tree.isDivided(cell)) {
            return searchPoints(cell);
        }
        int quarter = half / 2;
        boolean goesOn = true;
        for (int octant = 0; octant < Octant.COUNT && goesOn; octant++) {
            goesOn = search(
                    tree.children(cell) + octant,
                    x + Octant.x(octant, quarter),
                    y + Octant.y(octant, quarter),
                    z + Octant.z(octant, quarter),
                    quarter);
        }
        return goesOn;
    }

    private boolean searchPoints(int cell) {
        int inBlock = tree.inFirstBlock(cell);
        for (int block = tree.firstBlock(cell); block != PointStore.NONE; block = points.next(block)) {
            for (int number = 0; number < inBlock; number++) {
                int place = PointStore.place(block, number);
                boolean isWithin = region.meets(points.x(place), points.y(place), points.z(place), 0);
                if (isWithin && !action.test(points.key(place))) {
                    return false;
                }
            }
            inBlock = PointStore.BLOCK;
        }
        return true;
    }
}
