package io.herd.server.kafka;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Records for tests, and a topic that acknowledges when it is told to. */
final class Topics {
    static final long SECOND = 1_000_000_000L;

    private Topics() {}

    static Report report(String server, String client, long seconds) {
        return Report.past(Bytes.of(server), Bytes.of(client), Bytes.of("+34-118"), seconds * SECOND);
    }

    /** As neighbours get it, without its LF. */
    static Bytes line(Report report) {
        var out = new ByteWriter(100);
        report.writeForNeighbour(out);
        Bytes line = out.take();
        return line.subSequence(0, line.length() - 1);
    }

    static TopicRecord record(Report report, String herd) {
        return new TopicCodec(Bytes.of(herd)).encode(line(report), report);
    }

    /** Notes what is sent. */
    static final class Sent implements TopicWriter {
        private final List<Consumer<Outcome>> waiting = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void send(int partition, TopicRecord record, Consumer<Outcome> done) {
            keys.add(String.valueOf(record.key()));
            waiting.add(done);
        }

        /** The names of the records that were sent since this was asked last. */
        List<String> take() {
            List<String> taken = List.copyOf(keys);
            keys.clear();
            return taken;
        }

        /** What became of all that has no outcome yet. */
        void settle(Outcome outcome) {
            List<Consumer<Outcome>> settled = List.copyOf(waiting);
            waiting.clear();
            settled.forEach(each -> each.accept(outcome));
        }
    }
}
