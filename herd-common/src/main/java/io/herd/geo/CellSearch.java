package io.herd.geo;

/**
 * Counts the points of a {@link PointTree} in the cells of a grid. A part of the tree that is small against a cell is counted as a whole
 * at its center, so that it takes no longer where there are more points; near its edges, a cell may lack points or have
 * some of its neighbours'.
 */
final class CellSearch {
    /** How many times the edge of a part that is counted as a whole fits into a cell, at least. */
    private static final int PARTS = 2;

    private final PointTree tree;
    private final PointStore points;
    private final Region region;
    private final CellCounts counts;
    /** Half of the longest edge of a part that is counted as a whole. */
    private final double smallest;

    CellSearch(PointTree tree, CellCounts counts) {
        this.tree = tree;
        this.points = tree.points();
        this.counts = counts;
        Box box = counts.box();
        region = new BoxRegion(box);
        double height = Math.toRadians(box.north() - box.south()) / counts.rows();
        double middle = Math.toRadians((box.north() + box.south()) / 2);
        double width = Math.toRadians(box.width()) * Math.cos(middle) / counts.columns();
        smallest = Math.min(height, width) * SpherePoint.RADIUS / PARTS / 2;
    }

    void run() {
        search(0, 0, 0, 0, SpherePoint.RADIUS);
    }

    private void search(int cell, int x, int y, int z, int half) {
        if (tree.count(cell) == 0 || !region.meets(x, y, z, half)) {
            return;
        }
        if (!tree.isDivided(cell)) {
            addPoints(cell);
        } else if (half <= smallest) {
            add(x, y, z, tree.count(cell));
        } else {
            int quarter = half / 2;
            for (int octant = 0; octant < Octant.COUNT; octant++) {
                search(
                        tree.children(cell) + octant,
                        x + Octant.x(octant, quarter),
                        y + Octant.y(octant, quarter),
                        z + Octant.z(octant, quarter),
                        quarter);
            }
        }
    }

    private void addPoints(int cell) {
        int inBlock = tree.inFirstBlock(cell);
        for (int block = tree.firstBlock(cell); block != PointStore.NONE; block = points.next(block)) {
            for (int number = 0; number < inBlock; number++) {
                int place = PointStore.place(block, number);
                if (region.meets(points.x(place), points.y(place), points.z(place), 0)) {
                    add(points.x(place), points.y(place), points.z(place), 1);
                }
            }
            inBlock = PointStore.BLOCK;
        }
    }

    /** Adds points that are all about at one of space, seen from the ball's center. */
    private void add(double x, double y, double z, int count) {
        double latitude = Math.toDegrees(Math.atan2(z, Math.hypot(x, y)));
        counts.add(latitude, Math.toDegrees(Math.atan2(y, x)), count);
    }
}
