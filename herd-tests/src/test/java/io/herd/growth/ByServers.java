package io.herd.growth;

import io.herd.sim.Spread;
import io.herd.sim.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Herds of ever more servers, simulated: how many messages a report takes, and how long until all know it. */
final class ByServers {
    private static final List<Integer> SIZES = List.of(5, 10, 20, 30, 50);
    private static final int HERDS = 10;
    private static final int REPORTS = 50;

    /** @param most how many servers it may have: no server has more than 32 neighbours */
    private record Shape(String name, Topology topology, int most) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape("line", Topology.LINE, Integer.MAX_VALUE),
            new Shape("ring", Topology.RING, Integer.MAX_VALUE),
            new Shape("star", Topology.STAR, 33),
            new Shape("random", Topology.RANDOM, Integer.MAX_VALUE));

    private ByServers() {}

    static Findings measure(int most) {
        String[] messages = columns("ATs");
        String[] millis = columns("ms");
        List<String> columns = new ArrayList<>(List.of(messages));
        columns.addAll(List.of(millis));
        var table = new FigureTable("servers", columns.toArray(String[]::new));
        SIZES.stream().filter(size -> size <= most).forEach(size -> {
            Trial.say(size + " servers");
            List<Spread.Outcome> outcomes =
                    SHAPES.stream().map(shape -> mean(shape, size)).toList();
            var figures = new ArrayList<Double>();
            outcomes.forEach(outcome -> figures.add(outcome.messages()));
            outcomes.forEach(outcome -> figures.add(outcome.millis()));
            table.add(size, figures);
        });
        return new Findings(
                table,
                Map.of(
                        "messages", table.plot("messages between servers, a report", Axis.Scale.LOG, messages),
                        "delay", table.plot("until the last server knows, ms", Axis.Scale.LOG, millis)));
    }

    private static String[] columns(String figure) {
        return SHAPES.stream().map(shape -> shape.name + ", " + figure).toArray(String[]::new);
    }

    private static Spread.Outcome mean(Shape shape, int size) {
        if (size > shape.most) {
            return new Spread.Outcome(Double.NaN, Double.NaN);
        }
        double messages = 0;
        double millis = 0;
        for (int seed = 1; seed <= HERDS; seed++) {
            Spread.Outcome outcome = Spread.measure(shape.topology, size, seed, REPORTS);
            messages += outcome.messages() / HERDS;
            millis += outcome.millis() / HERDS;
        }
        return new Spread.Outcome(messages, millis);
    }
}
