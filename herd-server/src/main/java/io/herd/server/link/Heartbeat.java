package io.herd.server.link;

import io.herd.config.LinksConfig;

/** When one end of a link has to say that it lives, and when the other has been silent for too long. Times are in ms. */
final class Heartbeat {
    /** Whoever looks no more often than that was held up itself, and may not have read yet what has come meanwhile. */
    private static final long HELD_UP = 1_000;

    private final long heartbeat;
    private final long silence;
    private final long handshake;
    private long lastSaid;
    private long lastHeard;
    private long lastLook;
    private boolean heard = true;

    Heartbeat(LinksConfig config) {
        heartbeat = config.heartbeat().toMillis();
        silence = config.silence().toMillis();
        handshake = config.handshake().toMillis();
    }

    /** Something came from the other side. */
    void heard() {
        heard = true;
    }

    /**
     * Whether the other side has been silent for too long: in the handshake, or on an open link. The time for which this end was
     * held up does not count. To be asked several times a second.
     */
    boolean isSilent(long now, boolean isOpen) {
        if (heard) {
            heard = false;
            lastHeard = now;
        } else if (now - lastLook > HELD_UP) {
            lastHeard += now - lastLook;
        }
        lastLook = now;
        return now - lastHeard >= (isOpen ? silence : handshake);
    }

    /** Whether it is time to say something; then it counts as said. */
    boolean isDue(long now) {
        if (now - lastSaid < heartbeat) {
            return false;
        }
        lastSaid = now;
        return true;
    }
}
