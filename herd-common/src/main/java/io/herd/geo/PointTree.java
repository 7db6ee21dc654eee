package io.herd.geo;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.function.LongPredicate;

/**
 * A spatial index of points that move, each known by a key: an octree over the Earth as a ball in a cube, so that poles and
 * antimeridian are places like any other, and where points are dense, cells are small. Keys must be evenly spread, as hashes are.
 * Positions are kept to some millimetres. Only for one thread, or for several while all of them only look.
 */
public final class PointTree {
    /** The smallest cells have edges of 0.2 m, and are not divided. */
    private static final int DEEPEST = 26;
    /** A cell is divided when it has so many points: a few blocks, so that most of their room is used. */
    private static final int MANY = 4 * PointStore.BLOCK;
    /** A cell with so few points is not divided any more: so few that it is not divided again soon. */
    private static final int FEW = MANY / 2;

    private static final int ROOT = 0;
    private static final int EMPTY = -1;

    private final PointStore points = new PointStore();
    private final KeyTable places = new KeyTable(points::key);

    /** What is in each cell: its first child, if it is divided, or {@link #EMPTY}, or its first block, below that. */
    private int[] cells = {EMPTY};
    /** How many points are in each cell. */
    private int[] counts = {0};

    private int used = 1;
    /** The first of eight cells that are free, each such first one followed by another, or {@link #EMPTY}. */
    private int free = EMPTY;

    /** How many points there are. */
    public int size() {
        return places.size();
    }

    /** Adds a point, or moves it. */
    public void put(long key, Position position) {
        SpherePoint point = SpherePoint.of(position);
        int place = places.get(key);
        if (place == KeyTable.NONE) {
            places.add(key, insert(key, point.x(), point.y(), point.z()));
        } else if (isInCellOf(place, point)) {
            points.put(place, key, point.x(), point.y(), point.z());
        } else {
            remove(key, place);
            places.add(key, insert(key, point.x(), point.y(), point.z()));
        }
    }

    /** Removes a point, if it is there. */
    public void remove(long key) {
        int place = places.get(key);
        if (place != KeyTable.NONE) {
            remove(key, place);
        }
    }

    /** The keys of the points nearest to a center and within a radius, at most so many, the nearest first. */
    public long[] nearest(Position center, double radiusMetres, int limit) {
        var nearest = new NearestKeys(SpherePoint.square(radiusMetres), Math.min(limit, size()));
        new NearestSearch(this, SpherePoint.of(center)).run(nearest);
        return nearest.keys();
    }

    /** Gives the keys of all points within a radius of a center, in any order, to an action, until that returns false. */
    public void forEachWithin(Position center, double radiusMetres, LongPredicate action) {
        SpherePoint point = SpherePoint.of(center);
        double bound = SpherePoint.square(radiusMetres);
        new RegionSearch(this, (x, y, z, half) -> point.squareToCube(x, y, z, half) <= bound, action).run();
    }

    /** The keys of points in a box, in any order, at most so many; some may be of points that are up to a few centimetres outside. */
    public long[] in(Box box, int limit) {
        return keys(new BoxRegion(box), limit);
    }

    /** Gives the keys of points in a box to an action, as above, until that returns false. */
    public void forEachIn(Box box, LongPredicate action) {
        new RegionSearch(this, new BoxRegion(box), action).run();
    }

    /** About how many points are in each cell of a grid over a box. What it takes depends on the cells, not on the points. */
    public CellCounts count(Box box, int columns, int rows) {
        var counts = new CellCounts(box, columns, rows);
        new CellSearch(this, counts).run();
        return counts;
    }

    /** Gives the keys of all points in an area, to a few millimetres and in any order, to an action, until that returns false. */
    public void forEachIn(Area area, LongPredicate action) {
        new RegionSearch(this, new AreaRegion(area), action).run();
    }

    /** The keys of all points. */
    public long[] keys() {
        return keys((_, _, _, _) -> true, Integer.MAX_VALUE);
    }

    private long[] keys(Region region, int limit) {
        long[] keys = new long[Math.min(limit, size())];
        int[] found = {0};
        if (keys.length == 0) {
            return keys;
        }
        new RegionSearch(this, region, key -> {
                    keys[found[0]++] = key;
                    return found[0] < keys.length;
                })
                .run();
        return Arrays.copyOf(keys, found[0]);
    }

    /** How many bytes are allocated, but for what does not grow with the points. */
    public long bytes() {
        return points.bytes() + places.bytes() + (long) Integer.BYTES * (cells.length + counts.length);
    }

    PointStore points() {
        return points;
    }

    boolean isDivided(int cell) {
        return cells[cell] >= 0;
    }

    /** The first of the eight children of a cell that is divided. */
    int children(int cell) {
        return cells[cell];
    }

    int count(int cell) {
        return counts[cell];
    }

    /** The first block of a cell that is not divided, or {@link PointStore#NONE}. Only this block may have room. */
    int firstBlock(int cell) {
        return EMPTY - 1 - cells[cell];
    }

    private void setFirstBlock(int cell, int block) {
        cells[cell] = EMPTY - 1 - block;
    }

    /** Whether a point would be in the same cell as the one at a place. */
    private boolean isInCellOf(int place, SpherePoint point) {
        int x = points.x(place);
        int y = points.y(place);
        int z = points.z(place);
        int centerX = 0;
        int centerY = 0;
        int centerZ = 0;
        int half = SpherePoint.RADIUS / 2;
        for (int cell = ROOT; isDivided(cell); half /= 2) {
            int octant = Octant.of(x, y, z, centerX, centerY, centerZ);
            if (octant != Octant.of(point.x(), point.y(), point.z(), centerX, centerY, centerZ)) {
                return false;
            }
            centerX += Octant.x(octant, half);
            centerY += Octant.y(octant, half);
            centerZ += Octant.z(octant, half);
            cell = children(cell) + octant;
        }
        return true;
    }

    /** Returns its place. */
    private int insert(long key, int x, int y, int z) {
        int centerX = 0;
        int centerY = 0;
        int centerZ = 0;
        int half = SpherePoint.RADIUS / 2;
        int cell = ROOT;
        for (int depth = 0; ; depth++) {
            if (!isDivided(cell) && counts[cell] == MANY && depth < DEEPEST) {
                divide(cell, centerX, centerY, centerZ);
            }
            if (!isDivided(cell)) {
                int place = append(cell);
                points.put(place, key, x, y, z);
                return place;
            }
            counts[cell]++;
            int octant = Octant.of(x, y, z, centerX, centerY, centerZ);
            centerX += Octant.x(octant, half);
            centerY += Octant.y(octant, half);
            centerZ += Octant.z(octant, half);
            half /= 2;
            cell = children(cell) + octant;
        }
    }

    /** A new place in a cell that is not divided. */
    private int append(int cell) {
        int number = counts[cell]++ % PointStore.BLOCK;
        if (number == 0) {
            setFirstBlock(cell, points.allocate(firstBlock(cell)));
        }
        return PointStore.place(firstBlock(cell), number);
    }

    /** Gives the points of a cell to eight children. */
    private void divide(int cell, int centerX, int centerY, int centerZ) {
        int children = allocateChildren();
        empty(cell, place -> append(children + Octant.of(points, place, centerX, centerY, centerZ)));
        cells[cell] = children;
    }

    /** Moves all points of a cell that is not divided, and frees its blocks. */
    private void empty(int cell, IntUnaryOperator newPlace) {
        int inBlock = inFirstBlock(cell);
        for (int block = firstBlock(cell); block != PointStore.NONE; block = points.free(block)) {
            for (int number = 0; number < inBlock; number++) {
                int place = PointStore.place(block, number);
                move(place, newPlace.applyAsInt(place));
            }
            inBlock = PointStore.BLOCK;
        }
    }

    /** How many points are in the first block of a cell; all behind it are full. */
    int inFirstBlock(int cell) {
        return (counts[cell] - 1) % PointStore.BLOCK + 1;
    }

    private void move(int place, int newPlace) {
        points.copy(place, newPlace);
        places.replace(points.key(place), place, newPlace);
    }

    private int allocateChildren() {
        int children = free;
        if (children == EMPTY) {
            children = used;
            used += Octant.COUNT;
            if (used > cells.length) {
                int length = Math.addExact(used, used / 2);
                cells = Arrays.copyOf(cells, length);
                counts = Arrays.copyOf(counts, length);
            }
        } else {
            free = cells[children];
        }
        Arrays.fill(cells, children, children + Octant.COUNT, EMPTY);
        Arrays.fill(counts, children, children + Octant.COUNT, 0);
        return children;
    }

    private void freeChildren(int children) {
        cells[children] = free;
        free = children;
    }

    private void remove(long key, int place) {
        places.remove(key);
        int x = points.x(place);
        int y = points.y(place);
        int z = points.z(place);
        int centerX = 0;
        int centerY = 0;
        int centerZ = 0;
        int half = SpherePoint.RADIUS / 2;
        int cell = ROOT;
        int few = EMPTY;
        for (; isDivided(cell); half /= 2) {
            few = few == EMPTY && counts[cell] - 1 <= FEW ? cell : few;
            counts[cell]--;
            int octant = Octant.of(x, y, z, centerX, centerY, centerZ);
            centerX += Octant.x(octant, half);
            centerY += Octant.y(octant, half);
            centerZ += Octant.z(octant, half);
            cell = children(cell) + octant;
        }
        removeFrom(cell, place);
        if (few != EMPTY) {
            unite(few);
        }
    }

    /** Moves the last point of a cell that is not divided to a place, and gives up its own. */
    private void removeFrom(int cell, int place) {
        int last = --counts[cell] % PointStore.BLOCK;
        int block = firstBlock(cell);
        int lastPlace = PointStore.place(block, last);
        if (lastPlace != place) {
            move(lastPlace, place);
        }
        if (last == 0) {
            setFirstBlock(cell, points.free(block));
        }
    }

    /** Takes the few points of a cell back from its children. */
    private void unite(int cell) {
        int children = children(cell);
        cells[cell] = EMPTY;
        counts[cell] = 0;
        takeFrom(children, cell);
    }

    private void takeFrom(int children, int cell) {
        for (int child = children; child < children + Octant.COUNT; child++) {
            if (isDivided(child)) {
                takeFrom(children(child), cell);
            } else {
                empty(child, _ -> append(cell));
            }
        }
        freeChildren(children);
    }
}
