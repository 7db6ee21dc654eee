package io.herd.cli;

import io.herd.bench.Commands;
import io.herd.bench.Plan;
import io.herd.config.ServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Measures latencies at a given rate, in open loops. */
final class OpenCourse implements BenchCourse {
    private final BenchRun run;
    private final int rate;

    /** @param rate commands a second, on all connections together */
    OpenCourse(BenchRun run, int rate) {
        this.run = run;
        this.rate = rate;
    }

    @Override
    public void echo(Plan at, Supplier<Duration> processorTime) throws IOException {
        run.open("a bare echo", at, rate, run::iamat, processorTime);
    }

    @Override
    public void one(Plan at, Supplier<Duration> processorTime) throws IOException {
        run.meet(at);
        run.open("IAMAT", at, rate, run::iamat, processorTime);
        run.open("WHEREIS", at, rate, Commands::whereis, processorTime);
        run.open("WHATSAT", at, rate, Commands::whatsat, processorTime);
    }

    @Override
    public void all(List<ServerConfig> servers, Plan at, Supplier<Duration> processorTime) throws IOException {
        run.meet(at);
        run.awaitAgreement(servers);
        run.open("IAMAT at all servers", at, rate, run::iamat, processorTime);
        run.awaitAgreement(servers);
        run.delays("from a reply to the last server", at);
    }
}
