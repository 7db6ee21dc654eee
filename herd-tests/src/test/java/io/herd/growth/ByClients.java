package io.herd.growth;

import io.herd.bench.LiveHeap;
import io.herd.bench.OwnHerd;
import io.herd.growth.Neighbour.CaughtUp;
import io.herd.measure.StatusClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One server that knows ever more clients, and a neighbour that catches up with it. */
final class ByClients {
    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000, 10_000_000);
    /** Those that the server knows before its memory is looked at: it has worked by then. */
    private static final int FIRST = 1_000;

    private static final int CONNECTIONS = 16;
    private static final int DEPTH = 64;
    private static final int MISSED = 1_000;
    private static final int TIMES = 3;

    private static final String RATE = "reports/s";
    private static final String CPU = "CPU each, µs";
    private static final String HEAP = "heap each, bytes";
    private static final String EMPTY = "from empty, s";
    private static final String EMPTY_RECORDS = "records";
    private static final String MISS = "missed 1,000, s";
    private static final String MISS_RECORDS = "its records";

    private ByClients() {}

    static Findings measure(Trial trial, int most) throws IOException {
        var table = new FigureTable("clients", RATE, CPU, HEAP, EMPTY, EMPTY_RECORDS, MISS, MISS_RECORDS);
        for (int size : SIZES) {
            if (size <= most) {
                Trial.say(size + " clients");
                table.add(size, figures(trial, size));
            }
        }
        return new Findings(
                table,
                Map.of(
                        "rate", table.plot("reports a second, 16 connections 64 deep", Axis.Scale.LINEAR, RATE),
                        "cpu", table.plot("CPU of the server a report, µs", Axis.Scale.LINEAR, CPU),
                        "heap", table.plot("live heap of the server a client, bytes", Axis.Scale.LINEAR, HEAP),
                        "catch-up", table.plot("until a neighbour has caught up, s", Axis.Scale.LOG, EMPTY, MISS)));
    }

    private static List<Double> figures(Trial trial, int clients) throws IOException {
        try (OwnHerd herd = trial.start(Map.of());
                var statuses = new StatusClient()) {
            var _ = Trial.measure(herd, FIRST, CONNECTIONS, DEPTH);
            long before = LiveHeap.bytes(herd.first().pid());
            Trial.meet(herd, clients);
            double heap = (double) (LiveHeap.bytes(herd.first().pid()) - before) / (clients - FIRST);
            Trial.Cost cost = Trial.measure(herd, clients, CONNECTIONS, DEPTH);
            Neighbour neighbour = Neighbour.start(herd, statuses);
            CaughtUp empty = neighbour.catchUp();
            CaughtUp missed = miss(neighbour);
            return List.of(
                    cost.outcome().rate(),
                    cost.micros(),
                    heap,
                    empty.seconds(),
                    (double) empty.records(),
                    missed.seconds(),
                    (double) missed.records());
        }
    }

    /** Has a neighbour miss some reports, some times; the one in the middle counts. */
    private static CaughtUp miss(Neighbour neighbour) throws IOException {
        List<CaughtUp> all = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            all.add(neighbour.miss(MISSED));
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(CaughtUp::seconds))
                .skip(TIMES / 2)
                .findFirst()
                .orElseThrow();
    }
}
