package io.herd.server.watch;

import io.herd.geo.Box;
import io.herd.geo.Position;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a watcher wants to be told of. Its names must not change any more. */
public sealed interface Interest {
    /** About how many bytes it takes to watch something, without its names and the clients that are of interest. */
    int WATCH_BYTES = 1_024;

    /** Whether a client is of interest at a position, as far as the interest alone can tell. */
    boolean covers(Bytes name, Position position);

    /** Clients by their names, wherever they are. */
    record OfClients(Set<Bytes> clients) implements Interest {
        public OfClients {
            clients = Set.copyOf(clients);
        }

        /** One client. */
        public OfClients(Bytes client) {
            this(Set.of(client));
        }

        @Override
        public boolean covers(Bytes name, Position position) {
            return clients.contains(name);
        }

        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public long heldBytes() {
            return clients.stream()
                    .mapToLong(name -> WATCH_BYTES + name.length())
                    .sum();
        }
    }

    /** All clients whose names begin alike, wherever they are. */
    record OfPrefix(Bytes prefix) implements Interest {
        @Override
        public boolean covers(Bytes name, Position position) {
            return name.length() >= prefix.length()
                    && name.subSequence(0, prefix.length()).equals(prefix);
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

    /** All clients within a box. */
    record InBox(Box box) implements Interest {
        @Override
        public boolean covers(Bytes name, Position position) {
            return box.contains(position);
        }
    }

    /** All other clients within a radius of one that may move. Where they are must be compared with where that one is. */
    record AroundClient(Bytes client, double radiusMetres) implements Interest {
        @Override
        public boolean covers(Bytes name, Position position) {
            return !name.equals(client);
        }
    }

    /** Whether the interest itself says how many clients it can cover. */
    default boolean isBounded() {
        return false;
    }

    /** About how many bytes it takes to keep. */
    default long heldBytes() {
        return WATCH_BYTES;
    }

    /**
     * What is to be said of a client that has changed: the newest, unless it was seen to leave. A newer report of a client that has
     * left is another change, so that whoever is told of it will also be told when the client leaves again.
     */
    default Change change(HerdState state, Bytes client, Presence presence) {
        return switch (presence) {
            case HERE -> newest(state.find(client));
            case LEFT -> new Change.Left();
            case GONE -> new Change.Gone();
        };
    }

    private Change newest(@Nullable Report report) {
        if (report == null) {
            return new Change.Gone();
        }
        return covers(report.client(), report.position()) ? new Change.Reported(report) : new Change.Left();
    }

    /** Writes that as a line of the client port: {@code ! AT ...}, {@code ! LEFT client}, or {@code ! GONE client}. */
    default void writeChange(HerdState state, Bytes client, Presence presence, ByteWriter out) {
        switch (change(state, client, presence)) {
            case Change.Reported(var report) -> report.writeForClient(out.write("! "));
            case Change.Left _ -> out.write("! LEFT ").write(client).write('\n');
            case Change.Gone _ -> out.write("! GONE ").write(client).write('\n');
        }
    }
}
