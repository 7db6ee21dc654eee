package io.herd.server.fence;

import io.herd.geo.Area;
import io.herd.protocol.FenceName;
import io.herd.protocol.Report;
import org.jspecify.annotations.Nullable;

/**
 * A named area that the herd keeps.
 *
 * @param record its definition as servers keep it, which tells this version of the fence from others
 * @param leaveMetres how far outside a client has left it: farther than the noise of positions, so that a client at the border does not
 *     enter and leave all the time
 */
public record Fence(FenceName name, Area area, Report record, double leaveMetres) {
    private static final double LEAST_METRES = 20;
    private static final double PART = 0.1;

    /** The fence of its definition. */
    public static Fence of(Report definition) {
        Area area = definition.area();
        return new Fence(
                FenceName.ofRecord(definition), area, definition, Math.max(LEAST_METRES, PART * area.radius()));
    }

    /** {@inheritDoc} The record says all. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fence that && record.equals(that.record);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
