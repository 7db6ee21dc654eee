package io.herd.compare;

import io.herd.bench.Commands;
import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.bench.TemporaryDirectory;
import io.herd.measure.Clock;
import io.herd.measure.Five;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What a journal holds, how long replies take while a snapshot is taken, and how soon a killed server is ready again. */
final class JournalFigures {
    private static final int REPORT_BYTES =
            "IAMAT client-00000000 +34.000030-118.000027 1520023934.000000000\n".length();
    private static final Duration LOADED = Duration.ofSeconds(30);
    private static final int PROBES_PER_TURN = 10;
    private static final int KILLS = 3;
    /** So many connections, each so deep, report meanwhile, as fast as they are answered. */
    private static final int CONNECTIONS = 4;

    private static final int DEPTH = 16;

    private final OwnHerd herd;
    private final Path journal;
    private final int clients;

    private JournalFigures(OwnHerd herd, Path directory, int clients) {
        this.herd = herd;
        this.clients = clients;
        journal = directory.resolve("journal/Goloman");
    }

    /** Prints the figures; takes the project's folder, and how many clients a server knows. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        try (var temporary = TemporaryDirectory.create("herd-journal");
                OwnHerd herd = OwnHerd.start(
                        Five.launcher(Path.of(arguments[0])), Five.SERVERS, 1, temporary.path(), Map.of(), Map.of())) {
            new JournalFigures(herd, temporary.path(), Integer.parseInt(arguments[1])).print();
        }
    }

    private void print() throws IOException, InterruptedException, ExecutionException {
        long writtenBefore = writtenBytes();
        LoadResult met = Load.run(plan(LOADED).onceEach(), _ -> {});
        System.out.printf(Locale.ROOT, "%,d clients have reported once: %,.0f a second%n", clients, met.rate());
        sayWritten(writtenBefore, met);
        System.out.printf(Locale.ROOT, "bytes of the journal a client: %d%n", journalBytes() / clients);
        printLatencies();
        System.out.printf(Locale.ROOT, "then, bytes of the journal a client: %d%n", journalBytes() / clients);
        for (int i = 0; i < KILLS; i++) {
            herd.first().signal("KILL");
            long start = System.nanoTime();
            herd.restartFirst();
            System.out.printf(Locale.ROOT, "ready after it was killed: %.2f s%n", (System.nanoTime() - start) / 1e9);
        }
    }

    private Plan plan(Duration time) {
        return Plan.of(herd.addresses(), Commands.iamat(Clock.next()), clients, time);
    }

    /** How long one client waits for each of its replies while others report, with and without a snapshot on its way. */
    private void printLatencies() throws IOException, InterruptedException, ExecutionException {
        var usual = new Histogram(3);
        var meanwhile = new Histogram(3);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = new LineClient(herd.addresses().getFirst())) {
            long writtenBefore = writtenBytes();
            Future<LoadResult> load = threads.submit(() -> Load.run(plan(LOADED).with(CONNECTIONS, DEPTH), _ -> {}));
            for (long number = 0; !load.isDone(); number++) {
                Histogram times = isTakingSnapshot() ? meanwhile : usual;
                for (int i = 0; i < PROBES_PER_TURN; i++) {
                    times.recordValue(reportOnce(client, number * PROBES_PER_TURN + i));
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
            LoadResult reported = load.get();
            System.out.printf(
                    Locale.ROOT,
                    "meanwhile, %d connections report, %d deep: %,.0f a second%n",
                    CONNECTIONS,
                    DEPTH,
                    reported.rate());
            sayWritten(writtenBefore, reported);
        }
        System.out.printf(Locale.ROOT, "a reply, µs: %s%n", percentiles(usual));
        System.out.printf(Locale.ROOT, "while a snapshot is taken: %s%n", percentiles(meanwhile));
    }

    private void sayWritten(long before, LoadResult reported) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "bytes written to the disk for each byte reported, those of snapshots and of log files included: %.2f%n",
                (double) (writtenBytes() - before) / REPORT_BYTES / reported.commands());
    }

    private static long reportOnce(LineClient client, long number) throws IOException {
        long start = System.nanoTime();
        String reply = client.ask("IAMAT probe +34+118 1520023934.%09d%n".formatted(number));
        if (!reply.startsWith("AT ")) {
            throw new IOException("the server replied " + reply);
        }
        return System.nanoTime() - start;
    }

    private static String percentiles(Histogram times) {
        return String.format(
                Locale.ROOT,
                "p50 %,.0f, p99 %,.0f, max %,.0f of %,d",
                times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(99) / 1e3,
                times.getMaxValue() / 1e3,
                times.getTotalCount());
    }

    /** What the server has had written to disks so far, as the kernel counts it. */
    private long writtenBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/io".formatted(herd.first().pid()))).stream()
                .filter(line -> line.startsWith("write_bytes: "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private boolean isTakingSnapshot() throws IOException {
        return files().stream().anyMatch(file -> file.toString().endsWith(".snapshot.tmp"));
    }

    private long journalBytes() throws IOException {
        return files().stream().mapToLong(JournalFigures::size).sum();
    }

    /** A file that has just been removed has none. */
    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            return files.toList();
        }
    }
}
