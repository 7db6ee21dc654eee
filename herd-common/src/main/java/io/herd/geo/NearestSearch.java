package io.herd.geo;

/** One search of a {@link PointTree} for the points nearest to one. */
final class NearestSearch {
    /** In that order the octants of a cube are the farther from a point the later, if its own is taken for the first. */
    private static final int[] ORDER = {0, 1, 2, 4, 3, 5, 6, 7};

    private final PointTree tree;
    private final PointStore points;
    private final SpherePoint center;

    NearestSearch(PointTree tree, SpherePoint center) {
        this.tree = tree;
        this.points = tree.points();
        this.center = center;
    }

    void run(NearestKeys nearest) {
        nearest(0, 0, 0, 0, SpherePoint.RADIUS, nearest);
    }

    private void nearest(int cell, int x, int y, int z, int half, NearestKeys nearest) {
        if (tree.count(cell) == 0 || center.squareToCube(x, y, z, half) > nearest.bound()) {
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
}
