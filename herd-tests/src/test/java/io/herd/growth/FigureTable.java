package io.herd.growth;

import io.herd.growth.Plot.Point;
import io.herd.growth.Plot.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures by the size of something: a row for each size, a column for each figure. NaN stands for what cannot be. */
final class FigureTable {
    /** Behind a column's name comes the unit. */
    private static final String UNIT = ", ";

    private record Row(int size, List<Double> figures) {}

    private final String what;
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();

    /** @param what has the sizes */
    FigureTable(String what, String... columns) {
        this.what = what;
        this.columns = List.of(columns);
    }

    void add(int size, List<Double> figures) {
        rows.add(new Row(size, figures));
    }

    /** The table in Markdown. */
    String markdown() {
        String head = "| " + what + " | " + String.join(" | ", columns) + " |\n|---:|" + "---:|".repeat(columns.size());
        return rows.stream().map(FigureTable::line).collect(Collectors.joining("\n", head + "\n", "\n"));
    }

    private static String line(Row row) {
        return row.figures.stream()
                .map(FigureTable::cell)
                .collect(Collectors.joining(" | ", String.format(Locale.ROOT, "| %,d | ", row.size), " |"));
    }

    /** About three digits, and all of whole numbers. */
    private static String cell(double figure) {
        if (Double.isNaN(figure)) {
            return "–";
        }
        boolean isWhole = Math.abs(figure - Math.rint(figure)) < 1e-9 || figure >= 100;
        return String.format(Locale.ROOT, isWhole ? "%,.0f" : figure < 10 ? "%.2f" : "%.1f", figure);
    }

    /** A plot of some columns. */
    Plot plot(String title, Axis.Scale scale, String... plotted) {
        return new Plot(
                title, what, scale, Arrays.stream(plotted).map(this::series).toList());
    }

    private Series series(String column) {
        int index = columns.indexOf(column);
        return new Series(
                column.split(UNIT, 2)[0],
                rows.stream()
                        .filter(row -> !row.figures.get(index).isNaN())
                        .map(row -> new Point(row.size, row.figures.get(index)))
                        .toList());
    }
}
