package io.herd.cli;

import io.herd.bench.Plan;
import io.herd.config.ServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What is measured, in this order. Each step blocks. */
interface BenchCourse {
    /** Measures the load generator, against an echo server. */
    void echo(Plan at, Supplier<Duration> processorTime) throws IOException;

    /** Measures one server. */
    void one(Plan at, Supplier<Duration> processorTime) throws IOException;

    /** Measures all servers together. */
    void all(List<ServerConfig> servers, Plan at, Supplier<Duration> processorTime) throws IOException;
}
