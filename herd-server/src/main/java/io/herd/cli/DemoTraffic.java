package io.herd.cli;

import io.herd.demo.Flight;
import io.herd.geo.Position;
import io.herd.track.IamatLine;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Flights that report once a second, through all servers of a herd, until it is closed. */
final class DemoTraffic implements AutoCloseable {
    static final int FLIGHTS = 100;
    static final String PREFIX = "demo/flight-";

    private static final long PERIOD_NANOS = 1_000_000_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<List<ClientPort>> ports;
    private final long begin = System.nanoTime();
    private final ReportTally tally = new ReportTally();
    private final AtomicBoolean isRefusalTold = new AtomicBoolean();
    private List<Thread> threads = List.of();

    private DemoTraffic(Supplier<List<ClientPort>> ports) {
        this.ports = ports;
    }

    /**
     * Starts the flights between cities.
     *
     * @param ports those of the servers, with a fresh credential
     */
    static DemoTraffic start(Supplier<List<ClientPort>> ports, List<Position> cities) {
        var traffic = new DemoTraffic(ports);
        int servers = ports.get().size();
        traffic.threads = IntStream.range(0, servers)
                .mapToObj(server ->
                        Thread.ofVirtual().name("demo " + server).start(() -> traffic.run(server, servers, cities)))
                .toList();
        return traffic;
    }

    /** Reports every flight whose turn it is at a server, one after the other, in even steps. */
    private void run(int server, int servers, List<Position> cities) {
        List<Integer> numbers = IntStream.rangeClosed(1, FLIGHTS)
                .filter(number -> number % servers == server)
                .boxed()
                .toList();
        List<Flight> flights =
                numbers.stream().map(number -> new Flight(number, cities)).toList();
        long step = PERIOD_NANOS / Math.max(1, flights.size());
        try (var reporter = new Reporter(ports, server)) {
            for (long turn = 0; !flights.isEmpty(); turn = Math.max(turn + 1, (System.nanoTime() - begin) / step)) {
                Thread.sleep(Duration.ofNanos(Math.max(0, begin + turn * step - System.nanoTime())));
                int index = (int) (turn % flights.size());
                report(reporter, name(numbers.get(index)), flights.get(index).at((System.nanoTime() - begin) / 1e9));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Reporter reporter, String name, Position position) throws InterruptedException {
        Instant now = Clock.systemUTC().instant();
        String text = name + " " + IamatLine.locationAndTime(position.latitude(), position.longitude(), now);
        try {
            reporter.send(new SentReport(text, tally));
            reporter.flush();
        } catch (IOException e) {
            // All servers are down, or the herd stops: the next report comes soon.
            Thread.sleep(PAUSE);
        }
        if (tally.refused() > 0 && isRefusalTold.compareAndSet(false, true)) {
            System.err.println("herd: servers refuse the reports of the demo. " + LineCommand.NOT_PERMITTED);
        }
    }

    static String name(int number) {
        return String.format(Locale.ROOT, "%s%03d", PREFIX, number);
    }

    /** How servers have answered so far. */
    ReportTally tally() {
        return tally;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                boolean _ = thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
