package io.herd.measure;

import io.herd.access.Credentials;
import io.herd.access.Permissions;
import io.herd.access.TokenList;
import io.herd.bench.Commands;
import io.herd.bench.Template;
import io.herd.config.LimitsConfig;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.LineFramer;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Report;
import io.herd.server.access.AccessControl;
import io.herd.server.client.ClientCounters;
import io.herd.server.client.ClientService;
import io.herd.server.client.ClientSession;
import io.herd.server.client.WaitingQuestions;
import io.herd.server.fence.FenceFollower;
import io.herd.server.intake.Replication;
import io.herd.server.intake.ReportIntake;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.MemoryAccount;
import io.herd.server.watch.LiveIndex;
import io.herd.sim.DirectWire;
import io.herd.state.ChangeFeed;
import io.herd.state.HerdState;
import io.herd.state.Origin;
import io.herd.state.PrefetchBatch;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.helpers.NOPLogger;

/** What a report costs a server, but for sockets: where it comes in, where a neighbour tells it, and to tell it on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReportBenchmark {
    private static final int BATCH = 64;

    /** How many clients are known. */
    @Param({"100000"})
    private int clients;

    /** What a token permits that the connection has shown; nothing where it has shown none and everybody may do everything. */
    @Param({"", "report=*", "report=client-*"})
    private String permits;

    private final HerdState state = new HerdState(new SipHash(1, 2));
    private final SplittableRandom random = new SplittableRandom(1);
    private final Template iamat = Commands.iamat(1_700_000_000).command();
    private final Template at = new Template(
            "AT client-CCCCCCCC Goloman +34.NNNN30 -118.EEEE27 +0.000123456 SSSSSSSSSS.FFFFFFFFF\n", 1_700_000_000);
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final LineFramer framer = new LineFramer(8_192);
    private long sent;
    private final Credentials credentials = new Credentials("a secret of nobody");
    private final AccessControl access =
            new AccessControl(credentials, null, Permissions.ALL, InstantSource.system(), NOPLogger.NOP_LOGGER);
    private final ClientSession session = new ClientSession(
            new ClientService(
                    state,
                    new ReportIntake(
                            Bytes.of("Goloman"),
                            state,
                            LimitsConfig.DEFAULT,
                            new Replication(List.of(Future::succeededFuture)),
                            () -> 1_700_000_000_123_456_789L),
                    (_, _, _) -> Future.failedFuture("no places"),
                    new LiveIndex(Vertx.vertx(), "Goloman", state, 1, NOPLogger.NOP_LOGGER),
                    new FenceFollower("Goloman", state, 10, Duration.ofMinutes(1), NOPLogger.NOP_LOGGER),
                    (_, task) -> task.run(),
                    access,
                    LimitsConfig.DEFAULT,
                    TrafficLog.none(),
                    new MemoryAccount(Long.MAX_VALUE),
                    new ClientCounters()),
            new WaitingQuestions(state, (_, task) -> task.run(), Runnable::run, Duration.ZERO),
            Runnable::run,
            new DirectWire(bytes -> sent += bytes.length()));
    private final PrefetchBatch<Report> told = new PrefetchBatch<>(state, (report, place) -> {
        var _ = state.mergeRemote(report, place, Origin.UNKNOWN);
    });
    private final ByteWriter out = new ByteWriter(64 * 1024);
    private @Nullable ChangeFeed feed;
    private long serial;

    /** Has the state know all clients. */
    @Setup
    public void meet() {
        for (int client = 0; client < clients; client++) {
            at.write(buffer.clear(), client, serial++);
            hear(Bytes.view(Arrays.copyOf(buffer.array(), buffer.position()), 0, buffer.position() - 1));
        }
    }

    /** Has the connection show its token. */
    @Setup
    public void authenticate() {
        if (!permits.isEmpty()
                && TokenList.parse("BENCH0 bench " + permits) instanceof TokenList.Parsed.Sound(var list)) {
            access.use(list);
            session.line(Bytes.of("AUTH " + credentials.token("BENCH0")));
            session.endOfRead();
        }
    }

    /** IAMATs of one read, from bytes to replies. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long taken() {
        feed(iamat);
        for (Bytes line = framer.next(); line != null; line = framer.next()) {
            session.line(line);
        }
        session.endOfRead();
        return sent;
    }

    /** ATs of one read, all of them news. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long told() {
        feed(at);
        for (Bytes line = framer.next(); line != null; line = framer.next()) {
            hear(line);
        }
        told.carryOut();
        return state.size();
    }

    /** The same, and told on to a neighbour. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Bytes toldOn() {
        if (feed == null) {
            feed = state.open(ChangeFeed.Scope.ALL);
        }
        long _ = told();
        int _ = feed.drain(out, Integer.MAX_VALUE);
        feed.commit();
        return out.take();
    }

    private void feed(Template template) {
        buffer.clear();
        for (int i = 0; i < BATCH; i++) {
            template.write(buffer, random.nextInt(clients), serial++);
        }
        framer.feed(Arrays.copyOf(buffer.array(), buffer.position()));
    }

    private void hear(Bytes line) {
        if (LinkMessageParser.parse(line) instanceof At(Report report)) {
            told.add(report.client(), report);
        }
    }
}
