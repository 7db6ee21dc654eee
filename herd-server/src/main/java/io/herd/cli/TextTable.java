package io.herd.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats rows of cells as lines with aligned columns. */
final class TextTable {
    /** Characters two columns wide: East Asian ones and emoji. */
    private static final Pattern WIDE = Pattern.compile("[\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff"
            + "\\uff00-\\uff60\\x{20000}-\\x{3ffff}\\p{IsEmoji_Presentation}]");

    /** Characters without a width: combining marks. */
    private static final Pattern MARK = Pattern.compile("[\\p{Mn}\\p{Me}\\p{Cf}]");

    /** Characters that control a terminal: controls, line ends, changes of direction. */
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\u2028-\\u202e\\u2066-\\u2069]");

    private TextTable() {}

    /** A line for each row; all rows have as many cells. */
    static List<String> lines(List<List<String>> rows) {
        List<List<String>> shown = rows.stream()
                .map(row -> row.stream().map(TextTable::printable).toList())
                .toList();
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> shown.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        return shown.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - width(row.get(column))))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length()) + count(WIDE, text) - count(MARK, text);
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }

    /** Replaces characters that control a terminal. */
    static String printable(String text) {
        return STEERING.matcher(text).replaceAll("?");
    }
}
