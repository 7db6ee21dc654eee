package io.herd.server.client;

import io.herd.protocol.Bytes;
import io.herd.server.log.TrafficLog;
import org.jspecify.annotations.Nullable;

/** What a connection hears and says, noted a read and a write at a time, not line by line. */
final class Transcript {
    private final TrafficLog log;
    private final String peer;
    private @Nullable Bytes first;
    private @Nullable Bytes last;
    private int heard;
    private int unanswered;

    Transcript(TrafficLog log, String peer) {
        this.log = log;
        this.peer = peer;
    }

    /** A line of this read. */
    void line(Bytes line) {
        first = first == null ? line : first;
        last = line;
        heard++;
        unanswered++;
    }

    /** Notes the lines of the read, and lets go of them: they hold on to all the bytes that came with them. */
    void endOfRead() {
        if (first != null && last != null) {
            log.received(peer, first.through(last), heard);
        }
        first = last = null;
        heard = 0;
    }

    /** Notes what was sent in one write. */
    void sent(Bytes replies) {
        log.sent(peer, replies, unanswered);
        unanswered = 0;
    }

    /** Notes what Places answered, as far as it may be kept. */
    void places(String loggable) {
        log.places(peer, loggable);
    }
}
