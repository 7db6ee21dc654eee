package io.herd.measure;

import io.herd.bench.TemporaryDirectory;
import io.herd.config.LogConfig;
import io.herd.protocol.Bytes;
import io.herd.server.log.ServerLog;
import io.herd.server.log.Transcript;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What an event loop spends on the log under a flood, of which nearly all lines are dropped. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LogBenchmark {
    private final Bytes command = Bytes.of("IAMAT client-00000123 +34.068930-118.445127 1700000000.123456789");
    private final Bytes reply =
            Bytes.of("AT Goloman +0.000123456 client-00000123 +34.068930-118.445127 1700000000.123456789\n");
    private TemporaryDirectory directory;
    private ServerLog log;
    private Transcript transcript;

    /** Opens a log. */
    @Setup
    public void open() throws IOException {
        directory = TemporaryDirectory.create("herd-log");
        log = ServerLog.open(
                "Goloman", new LogConfig(directory.path().toString(), 64 << 20, 1, false, true, 1 << 20, 8_192));
        transcript = log.traffic().client("127.0.0.1:51234");
    }

    /** A command that comes alone, and its reply. */
    @Benchmark
    public void commandAndReply() {
        transcript.line(command);
        transcript.endOfRead();
        transcript.sent(reply);
    }

    /** Closes the log. */
    @TearDown
    public void close() {
        log.close();
        directory.close();
    }
}
