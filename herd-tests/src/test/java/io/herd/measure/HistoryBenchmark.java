package io.herd.measure;

import io.herd.bench.Commands;
import io.herd.bench.Template;
import io.herd.bench.TemporaryDirectory;
import io.herd.config.HistoryConfig;
import io.herd.config.JournalConfig;
import io.herd.config.LimitsConfig;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.server.history.History;
import io.herd.server.intake.Replication;
import io.herd.server.intake.ReportIntake;
import io.herd.server.intake.ReportSink;
import io.herd.server.journal.JournalException;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.helpers.NOPLogger;

/** What history adds to a report, from its bytes to its place in the state: to its thread, and until it is written, but for forcing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HistoryBenchmark {
    private static final int BATCH = 4_096;
    private static final int CLIENTS = 10_000;
    private static final SipHash HASH = new SipHash(1, 2);
    private static final long START = 1_700_000_000;

    private final Template template = Commands.iamat(START).command();
    private final ByteBuffer buffer = ByteBuffer.allocate(512);
    private final ByteWriter out = new ByteWriter(256);
    private final Vertx vertx = Vertx.vertx();
    private final HerdState hashes = new HerdState(HASH);
    private final ReportIntake without = intake(null);
    private TemporaryDirectory directory;
    private History history;
    private ReportIntake with = without;
    private long serial;

    private static ReportIntake intake(@Nullable ReportSink history) {
        return new ReportIntake(
                Bytes.of("Goloman"),
                new HerdState(HASH),
                LimitsConfig.DEFAULT,
                new Replication(List.of(Future::succeededFuture)),
                () -> START * 1_000_000_000,
                history);
    }

    @Setup
    public void start() throws IOException, JournalException {
        directory = TemporaryDirectory.create("herd-history");
        var config = new HistoryConfig(
                true, directory.path().toString(), 1_000, Duration.ofDays(3_650), HistoryConfig.DEFAULT.bytes());
        var journal = new JournalConfig(true, "unused", JournalConfig.Sync.OFF, Duration.ofMinutes(1));
        history = new History(vertx, "Goloman", config, journal, new HerdState(HASH), NOPLogger.NOP_LOGGER);
        history.start(() -> START * 1_000_000_000);
        with = intake(history);
    }

    @TearDown
    public void stop() {
        var _ = history.stop().await();
        directory.close();
        var _ = vertx.close().await();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long withoutHistory() {
        return take(without);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long withHistory() {
        long taken = take(with);
        var _ = history.flush().await();
        return taken;
    }

    private long take(ReportIntake intake) {
        for (int i = 0; i < BATCH; i++) {
            template.write(buffer.clear(), (int) (serial % CLIENTS), serial++);
            var line = new byte[buffer.position() - 1];
            buffer.get(0, line);
            if (CommandParser.parse(Bytes.view(line, 0, line.length)) instanceof Iamat iamat) {
                out.cut(0);
                var _ = intake.report(iamat, hashes.clientHash(iamat.client()), intake.now(), out);
            }
        }
        return serial;
    }
}
