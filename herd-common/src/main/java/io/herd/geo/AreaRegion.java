package io.herd.geo;

/** What is in an area: of cubes it tells the box around that, of points exactly. */
final class AreaRegion implements Region {
    private final Area area;
    private final Region box;

    AreaRegion(Area area) {
        this.area = area;
        box = new BoxRegion(area.bounds());
    }

    @Override
    public boolean meets(double x, double y, double z, double half) {
        return box.meets(x, y, z, half) && (half > 0 || area.contains(SpherePoint.position(x, y, z)));
    }
}
