package io.herd.server.watch;

import io.herd.geo.Position;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.HerdState;

/** What a watcher wants to be told of. */
public sealed interface Interest {
    /** Whether it is of interest that a client is at a position. */
    boolean covers(Bytes name, Position position);

    /** One client, wherever it is; its name must not change any more. */
    record OfClient(Bytes client) implements Interest {
        @Override
        public boolean covers(Bytes name, Position position) {
            return name.equals(client);
        }
    }

    /** All clients within a circle. */
    record InCircle(Position center, double radiusMetres) implements Interest {
        @Override
        public boolean covers(Bytes name, Position position) {
            // Most are far away, and a difference of latitudes is quickly told.
            double metresNorth =
                    Math.toRadians(Math.abs(position.latitude() - center.latitude())) * Position.EARTH_RADIUS;
            return metresNorth <= radiusMetres + 1 && center.distanceTo(position) <= radiusMetres;
        }
    }

    /**
     * Writes what is to be said of a client that was of interest and has changed, as a line: {@code ! AT ...}, its newest report,
     * {@code ! LEFT client}, if it is of no interest any more, or {@code ! GONE client}, if it is not known any more.
     */
    default void writeChange(HerdState state, Bytes client, ByteWriter out) {
        Report report = state.find(client);
        if (report == null) {
            out.write("! GONE ").write(client).write('\n');
        } else if (covers(client, report.position())) {
            report.writeForClient(out.write("! "));
        } else {
            out.write("! LEFT ").write(client).write('\n');
        }
    }
}
