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

    /** What is to be said of a client that was of interest and has changed. */
    default Change change(HerdState state, Bytes client) {
        Report report = state.find(client);
        if (report == null) {
            return new Change.Gone();
        }
        return covers(client, report.position()) ? new Change.Reported(report) : new Change.Left();
    }

    /** Writes that as a line of the client port: {@code ! AT ...}, {@code ! LEFT client}, or {@code ! GONE client}. */
    default void writeChange(HerdState state, Bytes client, ByteWriter out) {
        switch (change(state, client)) {
            case Change.Reported(var report) -> report.writeForClient(out.write("! "));
            case Change.Left _ -> out.write("! LEFT ").write(client).write('\n');
            case Change.Gone _ -> out.write("! GONE ").write(client).write('\n');
        }
    }
}
