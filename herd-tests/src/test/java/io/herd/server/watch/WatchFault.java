package io.herd.server.watch;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.state.HerdState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mistake planted between the hub and those who watch, to see that the tests notice. */
public enum WatchFault {
    NONE,
    /** What changes between the snapshot and the subscription is not told. */
    SUBSCRIPTION_AFTER_SNAPSHOT,
    /** Nobody is told that a client has left. */
    NO_LEFT,
    /** Nobody is told that a client is deleted or has expired. */
    NO_GONE,
    /** A change in eight is lost. */
    LOST_CHANGES,
    /** A client that was seen to leave is looked for again when its watcher is told. */
    LOOKS_AGAIN;

    private static final int EIGHT = 8;

    Watcher between(Watcher watcher, HerdState state) {
        return this == NONE ? watcher : new Faulty(watcher, state);
    }

    private final class Faulty implements Watcher {
        private final Watcher watcher;
        private final HerdState state;
        private int changes;

        private Faulty(Watcher watcher, HerdState state) {
            this.watcher = watcher;
            this.state = state;
        }

        @Override
        public void began(Interest interest, List<Bytes> known) {
            watcher.began(interest, known);
        }

        @Override
        public void changed(Interest interest, Map<Bytes, Presence> clients, Bytes lines) {
            if (WatchFault.this == LOST_CHANGES && ++changes % EIGHT == 0) {
                return;
            }
            Map<Bytes, Presence> told = new LinkedHashMap<>(clients);
            switch (WatchFault.this) {
                case NO_LEFT -> told.values().removeIf(each -> each == Presence.LEFT);
                case NO_GONE -> told.values().removeIf(each -> each == Presence.GONE);
                case LOOKS_AGAIN -> told.replaceAll((_, _) -> Presence.HERE);
                default -> {}
            }
            var out = new ByteWriter(0);
            told.forEach((client, presence) -> interest.writeChange(state, client, presence, out));
            watcher.changed(interest, told, out.take());
        }

        @Override
        public void ended(Interest interest) {
            watcher.ended(interest);
        }
    }
}
