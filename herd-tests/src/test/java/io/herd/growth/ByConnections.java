package io.herd.growth;

import io.herd.bench.OwnHerd;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One server with ever more connections, on each of which one report at a time is sent and answered. */
final class ByConnections {
    private static final List<Integer> SIZES = List.of(16, 100, 1_000, 10_000);
    private static final int CLIENTS = 100_000;

    private static final String RATE = "reports/s";
    private static final String P50 = "p50, ms";
    private static final String P99 = "p99, ms";
    private static final String CPU = "CPU each, µs";

    private ByConnections() {}

    static Findings measure(Trial trial, int most) throws IOException {
        var table = new FigureTable("connections", RATE, P50, P99, CPU);
        // All come from one address.
        try (OwnHerd herd = trial.start(Map.of("HERD_LIMITS_CONNECTIONS_PER_ADDRESS", "20000"))) {
            Trial.meet(herd, CLIENTS);
            for (int size : SIZES) {
                if (size <= most) {
                    Trial.say(size + " connections");
                    Trial.Cost cost = Trial.measure(herd, CLIENTS, size, 1);
                    table.add(
                            size,
                            List.of(
                                    cost.outcome().rate(),
                                    cost.outcome().micros(50) / 1e3,
                                    cost.outcome().micros(99) / 1e3,
                                    cost.micros()));
                }
            }
        }
        return new Findings(
                table,
                Map.of(
                        "rate", table.plot("reports a second, each connection one at a time", Axis.Scale.LINEAR, RATE),
                        "latency", table.plot("until a report is answered, ms", Axis.Scale.LOG, P50, P99),
                        "cpu", table.plot("CPU of the server a report, µs", Axis.Scale.LINEAR, CPU)));
    }
}
