package io.herd.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was measured of several contenders, in several rounds, as a table of medians beside ours. */
final class Results {
    /** Those in whose figures more is better are rates; of the others less is better. */
    private static final String RATE = "/s";

    private final String title;
    private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

    Results(String title) {
        this.title = title;
    }

    /** Notes a figure of a round. The first contender of all is ours. */
    void add(String contender, String figure, double value) {
        figures.computeIfAbsent(contender, _ -> new LinkedHashMap<>())
                .computeIfAbsent(figure, _ -> new ArrayList<>())
                .add(value);
    }

    /** The table in Markdown. Behind each median, how many times better ours is. */
    String markdown() {
        Map<String, List<Double>> ours = figures.values().iterator().next();
        var text = new StringBuilder("| " + title + " | " + String.join(" | ", ours.keySet()) + " |\n|---|");
        text.append("---:|".repeat(ours.size())).append('\n');
        figures.forEach((contender, values) -> {
            text.append("| ").append(contender).append(" |");
            ours.forEach((figure, own) -> text.append(cell(figure, own, values.get(figure))));
            text.append('\n');
        });
        return text.toString();
    }

    private static String cell(String figure, List<Double> ours, @Nullable List<Double> theirs) {
        if (theirs == null) {
            return " – |";
        }
        double median = median(theirs);
        double better = figure.endsWith(RATE) ? median(ours) / median : median / median(ours);
        String value = String.format(Locale.ROOT, median < 100 ? " %.2f" : " %,.0f", median);
        return ours.equals(theirs) ? value + " |" : value + String.format(Locale.ROOT, " (%.2f) |", better);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
