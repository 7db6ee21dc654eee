package io.herd.server.link;

import io.herd.config.LinksConfig;

/** When one end of a link has to say that it lives, and when the other has been silent for too long. Times are in ms. */
final class Heartbeat {
    private final long heartbeat;
    private final long silence;
    private final long handshake;
    private long lastSaid;
    private long lastHeard;
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

    /** Whether the other side has been silent for too long: in the handshake, or on an open link. */
    boolean isSilent(long now, boolean isOpen) {
        if (heard) {
            heard = false;
            lastHeard = now;
        }
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
