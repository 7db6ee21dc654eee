package io.herd.server.places;

import io.herd.geo.Position;

/**
 * A tile of web maps: the world in the spherical Mercator projection is a square, and each zoom cuts every tile into four.
 *
 * @param x from west
 * @param y from north
 */
public record MapTile(int zoom, int x, int y) {
    /** The zoom of the smallest tiles, some 1.2 km wide at the equator. */
    private static final int MOST_ZOOM = 15;

    private static final int SIDE = 1 << MOST_ZOOM;

    /** Whether there is such a tile. */
    public boolean isValid() {
        return zoom >= 0 && zoom <= MOST_ZOOM && x >= 0 && y >= 0 && x < 1 << zoom && y < 1 << zoom;
    }

    /** The smallest tile that has a position. What is beyond the projection's limit is at its edge. */
    static MapTile of(Position position) {
        double sine = Math.sin(Math.toRadians(position.latitude()));
        double south = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
        return new MapTile(MOST_ZOOM, side(position.longitude() / 360 + 0.5), side(south));
    }

    private static int side(double part) {
        return Math.clamp((long) Math.floor(part * SIDE), 0, SIDE - 1);
    }

    /** Its number in Morton order, which numbers the tiles within a tile one after the other. */
    int number() {
        return (spread(y) << 1) | spread(x);
    }

    /** The number of the first of the smallest tiles within it. */
    int first() {
        return number() << (2 * (MOST_ZOOM - zoom));
    }

    /** The number behind that of the last. */
    int end() {
        return (number() + 1) << (2 * (MOST_ZOOM - zoom));
    }

    /** Puts a zero before each of 16 bits. */
    private static int spread(int bits) {
        int spread = (bits | (bits << 8)) & 0x00ff00ff;
        spread = (spread | (spread << 4)) & 0x0f0f0f0f;
        spread = (spread | (spread << 2)) & 0x33333333;
        return (spread | (spread << 1)) & 0x55555555;
    }
}
