package io.herd.cli;

import io.herd.bench.Child;
import io.herd.bench.Commands;
import io.herd.bench.Delay;
import io.herd.bench.Dialect;
import io.herd.bench.LiveHeap;
import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.config.ServerConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Runs all measurements in turn, and makes a table of the results. Blocks. */
final class BenchCourse {
    private static final int REPORTS = 5_000;
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final String NONE = "-";

    private final Vertx vertx;
    private final Plan plan;
    private final List<List<String>> rows = new ArrayList<>();
    /** Each load's reports are newer than those of all loads before. */
    private long second = System.currentTimeMillis() / 1_000;

    /** @param plan the load of most measurements; where and what is said differs */
    BenchCourse(Vertx vertx, Plan plan) {
        this.vertx = vertx;
        this.plan = plan;
        rows.add(List.of("", "a second", "p50 us", "p99 us", "p99.9 us", "most us", "CPU us each"));
    }

    List<String> table() {
        return TextTable.lines(rows);
    }

    /** The maximum of the load generator, against an echo server. */
    void echo(List<String> program, Path directory) throws IOException {
        int port = OwnHerd.freePorts(1).getFirst();
        List<String> command = new ArrayList<>(program);
        command.add(Integer.toString(port));
        try (var echo = Child.start(command, Map.of(), directory, "is ready")) {
            Plan at = plan.at(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            load("a bare echo, pipelined", at, this::iamat, echo::processorTime);
        }
    }

    /** How much memory a client takes in a server that knows none yet. */
    void memory(OwnHerd herd) throws IOException {
        if (!LiveHeap.isKnown()) {
            rows.add(row("live heap a client: only a JDK tells", NONE, null, NONE));
            return;
        }
        long before = LiveHeap.bytes(herd.first().pid());
        meet(plan.at(herd.addresses()));
        double each = (double) (LiveHeap.bytes(herd.first().pid()) - before) / plan.clients();
        rows.add(row("live heap a client: %.0f bytes".formatted(each), NONE, null, NONE));
    }

    /** What one server does. */
    void one(ServerConfig server, Supplier<Duration> processorTime) throws IOException {
        Plan at = plan.at(OwnHerd.addresses(List.of(server)));
        meet(at);
        load("IAMAT, pipelined", at, this::iamat, processorTime);
        load("IAMAT, one at a time", at.with(plan.connections(), 1), this::iamat, processorTime);
        load("WHEREIS, pipelined", at, Commands::whereis, processorTime);
        load("WHATSAT, pipelined", at, Commands::whatsat, processorTime);
    }

    /** What all servers do together. */
    void all(List<ServerConfig> servers, Supplier<Duration> processorTime) throws IOException {
        Plan at = plan.at(OwnHerd.addresses(servers));
        meet(at);
        awaitAgreement(servers);
        var _ = run("warming up", at.speaking(iamat()));
        awaitAgreement(servers);
        Duration before = processorTime.get();
        long start = System.nanoTime();
        LoadResult outcome = run("IAMAT at all servers", at.speaking(iamat()));
        awaitAgreement(servers);
        double taken = (System.nanoTime() - start) / 1e9;
        String each = each(processorTime.get().minus(before), outcome.commands());
        rows.add(row("IAMAT at all servers", rate(outcome.rate()), outcome.latencies(), NONE));
        rows.add(row("the same, until all agree", rate(outcome.commands() / taken), null, each));
        try (var progress = new ProgressLine("from a reply to the last server")) {
            Histogram delays = Delay.measure(at.targets(), ++second, REPORTS, PAUSE, progress::show);
            rows.add(row("from a reply to the last server", rate(1e9 / PAUSE.toNanos()), delays, NONE));
        }
    }

    private Dialect iamat() {
        return Commands.iamat(++second);
    }

    /** Reports all clients to the servers. */
    private void meet(Plan at) throws IOException {
        var _ = run("telling of clients", at.speaking(iamat()).onceEach());
    }

    private void load(String what, Plan at, Supplier<Dialect> dialect, Supplier<Duration> processorTime)
            throws IOException {
        try (Load load = Load.open(at.speaking(dialect.get()))) {
            var _ = run(what + ": warming up", load);
            Duration before = processorTime.get();
            LoadResult outcome = run(what, load);
            String each = each(processorTime.get().minus(before), outcome.commands());
            rows.add(row(what, rate(outcome.rate()), outcome.latencies(), each));
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
            if (outcome.refused() > 0) {
                throw new IOException(
                        what + ": %d of %d commands were refused".formatted(outcome.refused(), outcome.commands()));
            }
            return outcome;
        }
    }

    private void awaitAgreement(List<ServerConfig> servers) throws IOException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!new HerdHealth(new StatusPoll(vertx).ask(servers).await()).isGood()) {
            if (System.nanoTime() > end) {
                throw new IOException("the servers do not agree within a minute: see ./herd status");
            }
        }
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%,.0f", perSecond);
    }

    private static String each(Duration processorTime, long commands) {
        return processorTime.isZero()
                ? NONE
                : String.format(Locale.ROOT, "%.2f", processorTime.toNanos() / 1e3 / commands);
    }

    private static List<String> row(String what, String rate, @Nullable Histogram latencies, String each) {
        return List.of(
                what,
                rate,
                micros(latencies, 50),
                micros(latencies, 99),
                micros(latencies, 99.9),
                micros(latencies, 100),
                each);
    }

    private static String micros(@Nullable Histogram latencies, double percentile) {
        return latencies == null
                ? NONE
                : String.format(Locale.ROOT, "%,.0f", latencies.getValueAtPercentile(percentile) / 1e3);
    }
}
