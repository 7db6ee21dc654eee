package io.herd.cli;

import io.herd.bench.Commands;
import io.herd.bench.Delay;
import io.herd.bench.Dialect;
import io.herd.bench.LiveHeap;
import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.OpenLoad;
import io.herd.bench.OpenResult;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.config.HerdConfig;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Runs measurements and notes their results in a table. Blocks. */
final class BenchRun {
    private static final int REPORTS = 5_000;
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Vertx vertx;
    private final BenchTable table;
    private final HerdConfig herd;
    /** Each load's reports are newer than those of all loads before. */
    private long second = System.currentTimeMillis() / 1_000;

    /** @param herd how servers are asked for their status */
    BenchRun(Vertx vertx, BenchTable table, HerdConfig herd) {
        this.herd = herd;
        this.vertx = vertx;
        this.table = table;
    }

    /** Reports that are newer than all before. */
    Dialect iamat() {
        return Commands.iamat(++second);
    }

    /** Reports all clients to the servers. */
    void meet(Plan at) throws IOException {
        var _ = run("telling of clients", at.speaking(iamat()).onceEach());
    }

    /** How much memory a client takes in a server that knows none yet. */
    void memory(OwnHerd herd, Plan plan) throws IOException {
        if (!LiveHeap.isKnown()) {
            table.note("live heap a client: only a JDK tells");
            return;
        }
        long before = LiveHeap.bytes(herd.first().pid());
        meet(plan.at(herd.addresses()));
        double each = (double) (LiveHeap.bytes(herd.first().pid()) - before) / plan.clients();
        table.note("live heap a client: %.0f bytes".formatted(each));
    }

    /** As many commands as are answered, each connection waiting for its replies. */
    LoadResult closed(String what, Plan plan, Supplier<Duration> processorTime) throws IOException {
        try (Load load = Load.open(plan)) {
            var _ = run(what + ": warming up", load);
            Duration before = processorTime.get();
            LoadResult outcome = run(what, load);
            table.closed(what, outcome, processorTime.get().minus(before));
            return outcome;
        }
    }

    /** So many commands a second, whatever the replies do. */
    void open(String what, Plan at, int rate, Supplier<Dialect> dialect, Supplier<Duration> processorTime)
            throws IOException {
        var _ = run(what + ": warming up", at.speaking(dialect.get()), rate);
        Duration before = processorTime.get();
        OpenResult outcome = run(what, at.speaking(dialect.get()), rate);
        table.open(what, rate, outcome, processorTime.get().minus(before));
    }

    /** As many reports as are answered, and how long it takes until all servers know them. */
    void converge(String what, List<ServerConfig> servers, Plan at, Supplier<Duration> processorTime)
            throws IOException {
        awaitAgreement(servers);
        var _ = run("warming up", at.speaking(iamat()));
        awaitAgreement(servers);
        Duration before = processorTime.get();
        long start = System.nanoTime();
        LoadResult outcome = run(what, at.speaking(iamat()));
        awaitAgreement(servers);
        double taken = (System.nanoTime() - start) / 1e9;
        table.closed(what, outcome, Duration.ZERO);
        table.agreed(
                "the same, until all agree",
                outcome.commands(),
                taken,
                processorTime.get().minus(before));
    }

    /** How long it takes from a reply to a report until all servers know it. */
    void delays(String what, Plan at) throws IOException {
        try (var progress = new ProgressLine(what)) {
            Histogram delays = Delay.measure(at.targets(), ++second, REPORTS, PAUSE, progress::show);
            table.paced(what, PAUSE, delays);
        }
    }

    void awaitAgreement(List<ServerConfig> servers) throws IOException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!new HerdHealth(new StatusPoll(vertx, herd).ask(servers).await()).isGood()) {
            if (System.nanoTime() > end) {
                throw new IOException("the servers do not agree within a minute: see ./herd status");
            }
        }
    }

    private static LoadResult run(String what, Plan plan) throws IOException {
        try (Load load = Load.open(plan)) {
            return run(what, load);
        }
    }

    private static LoadResult run(String what, Load load) throws IOException {
        try (var progress = new ProgressLine(what)) {
            LoadResult outcome = load.run(progress::show);
            check(what, outcome.refused(), outcome.commands());
            return outcome;
        }
    }

    private static OpenResult run(String what, Plan plan, int rate) throws IOException {
        try (var progress = new ProgressLine(what)) {
            OpenResult outcome = OpenLoad.run(plan, rate, progress::show);
            check(what, outcome.refused(), outcome.answered());
            return outcome;
        }
    }

    private static void check(String what, long refused, long commands) throws IOException {
        if (refused > 0) {
            throw new IOException(what + ": %d of %d commands were refused".formatted(refused, commands));
        }
    }
}
