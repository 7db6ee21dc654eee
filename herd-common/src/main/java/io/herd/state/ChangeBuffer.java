package io.herd.state;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.ReportLine;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Changes of a feed as neighbours get them, copied while they are at hand: a sink that keeps up need not look for them where they
 * are kept, which costs a processor many times as much if another one has just written there. It is bounded; what does not fit
 * is marked as pending instead. A client may be in it several times. Safe for any number of threads.
 */
final class ChangeBuffer {
    private static final int SMALLEST = 256;

    /** By the first bits of the clients' hashes, so that threads seldom wait for each other. */
    private final Part[] parts;

    /** By how many bits to shift a client's hash, to be left with its part. */
    private final int shift;

    /**
     * @param bytes how much it may hold
     * @param threads how many threads there may be
     */
    ChangeBuffer(int bytes, int threads) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, threads - 1));
        shift = Long.SIZE - bits;
        int room = bytes >> bits;
        parts = Stream.generate(() -> new Part(room)).limit(1L << bits).toArray(Part[]::new);
    }

    private static final class Part {
        private final ByteWriter lines = new ByteWriter(SMALLEST);
        private final HashList clients = new HashList();
        private final int room;

        Part(int room) {
            this.room = room;
        }

        private synchronized boolean add(ReportLine report, long clientHash) {
            boolean fits = lines.length() + report.line().length() < room;
            if (fits) {
                report.writeForNeighbour(lines);
                clients.add(clientHash);
            }
            return fits;
        }

        private synchronized void drain(ByteWriter out, HashList drained) {
            out.write(lines.view());
            drained.addAll(clients);
            clear();
        }

        private synchronized void clear() {
            lines.cut(0);
            clients.clear();
        }

        private synchronized int size() {
            return clients.size();
        }
    }

    /** Adds a change; false if there is no room for it. */
    boolean add(ReportLine report, long clientHash) {
        return parts[(int) (clientHash >>> shift)].add(report, clientHash);
    }

    /** Takes all out: writes the reports, and adds the hashes of their clients to a list. */
    void drain(ByteWriter out, HashList drained) {
        for (Part part : parts) {
            part.drain(out, drained);
        }
    }

    /** How many changes there are, while they may become more. */
    int size() {
        return Arrays.stream(parts).mapToInt(Part::size).sum();
    }

    void clear() {
        for (Part part : parts) {
            part.clear();
        }
    }
}
