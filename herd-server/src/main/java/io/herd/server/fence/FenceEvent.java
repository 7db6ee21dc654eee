package io.herd.server.fence;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Something that happened at a fence.
 *
 * @param cause the report that shows it; of a client that is forgotten, its last one
 * @param id the same on every server for the same event, so that a receiver can drop doubles
 */
public record FenceEvent(Fence fence, Kind kind, Report cause, String id) {
    /** How many bytes of a hash an id has. */
    private static final int ID_BYTES = 16;

    /** What happened. */
    public enum Kind {
        /** The client is in the fence, and was not before. */
        ENTER,
        /** The client was in the fence, and has left it. */
        LEAVE,
        /** The client was on one side of the fence, and is on another. */
        PASS,
        /** The client is in the fence, and has been silent for long. */
        STALE,
        /** The client was in the fence, and is deleted or expired. */
        GONE;

        /** As JSON has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static FenceEvent of(Fence fence, Kind kind, Report cause) {
        return new FenceEvent(fence, kind, cause, id(fence, kind, cause));
    }

    /** The client that it happened to. */
    public Bytes client() {
        return cause.client();
    }

    private static String id(Fence fence, Kind kind, Report cause) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (Bytes part : new Bytes[] {fence.record().line(), Bytes.of(kind.name()), cause.line()}) {
                hash.update(part.toByteBuffer());
                hash.update((byte) '\n');
            }
            return HexFormat.of().formatHex(hash.digest(), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes the line that watchers of the client port get. */
    public void writeLine(ByteWriter out) {
        out.write("! FENCE ").write(fence.name().bytes()).write(' ').write(kind.name());
        out.write(' ').write(id).write(' ');
        cause.writeForClient(out);
    }
}
