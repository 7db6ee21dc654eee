package io.herd.cli;

import io.herd.bench.Commands;
import io.herd.bench.LoadResult;
import io.herd.bench.Plan;
import io.herd.config.ServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Measures maxima, in closed loops, and the latencies at given parts of the maximum of reports. */
final class ClosedCourse implements BenchCourse {
    private final BenchRun run;

    ClosedCourse(BenchRun run) {
        this.run = run;
    }

    @Override
    public void echo(Plan at, Supplier<Duration> processorTime) throws IOException {
        var _ = run.closed("a bare echo, pipelined", at.speaking(run.iamat()), processorTime);
    }

    @Override
    public void one(Plan at, Supplier<Duration> processorTime) throws IOException {
        run.meet(at);
        LoadResult most = run.closed("IAMAT, pipelined", at.speaking(run.iamat()), processorTime);
        run.open("IAMAT at half of that rate", at, (int) most.rate() / 2, run::iamat, processorTime);
        run.open("IAMAT at a tenth of it", at, (int) most.rate() / 10, run::iamat, processorTime);
        Plan single = at.with(at.connections(), 1).speaking(run.iamat());
        var _ = run.closed("IAMAT, one at a time", single, processorTime);
        var _ = run.closed("WHEREIS, pipelined", at.speaking(Commands.whereis()), processorTime);
        var _ = run.closed("WHATSAT, pipelined", at.speaking(Commands.whatsat()), processorTime);
    }

    @Override
    public void all(List<ServerConfig> servers, Plan at, Supplier<Duration> processorTime) throws IOException {
        run.meet(at);
        run.converge("IAMAT at all servers", servers, at, processorTime);
        run.delays("from a reply to the last server", at);
    }
}
