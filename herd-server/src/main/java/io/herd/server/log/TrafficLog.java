package io.herd.server.log;

import io.herd.protocol.Bytes;
import io.herd.protocol.Command;
import org.jspecify.annotations.Nullable;

/** Logs the lines that come in and go out over a server's connections. */
public final class TrafficLog {
    private static final TrafficLog NONE = new TrafficLog(null);

    private final @Nullable LogWriter writer;

    TrafficLog(@Nullable LogWriter writer) {
        this.writer = writer;
    }

    /** One that logs nothing. */
    public static TrafficLog none() {
        return NONE;
    }

    /**
     * Of a connection of a client: its commands and the replies, but for the documents of Places, of which not everything
     * may be kept, and for commands that have a credential in them.
     */
    public Transcript client(String peer) {
        return new Transcript(
                writer,
                peer,
                line -> !Command.Auth.isLikely(line),
                line -> line.startsWith("AT ") || line.startsWith("? "));
    }

    /** Of a link with a neighbour: reports, handshakes and goodbyes, but neither heartbeats nor anti-entropy. */
    public Transcript link(String peer, String neighbour) {
        return new Transcript(writer, peer + " " + neighbour, TrafficLog::isNoted, TrafficLog::isNoted);
    }

    private static boolean isNoted(Bytes line) {
        return !(line.startsWith("BEAT ")
                || line.startsWith("ASK ")
                || line.startsWith("NODE ")
                || line.startsWith("PART ")
                || line.startsWith("LEAF "));
    }
}
