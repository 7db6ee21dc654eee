package io.herd.track;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a CSV file holds what, by its header.
 *
 * @param delimiter the character between columns
 * @param setters for each column what takes its cells; null for a column of no use
 */
record CsvColumns(char delimiter, List<CsvColumns.@Nullable Setter> setters) {
    private static final String DELIMITERS = ",;\t";
    private static final char QUOTE = '"';

    /** Takes a cell. */
    @FunctionalInterface
    interface Setter {
        void set(PointDraft draft, String cell);
    }

    /** The columns that a header names; null if they lack a time or a position. */
    static @Nullable CsvColumns of(String header) {
        char delimiter = delimiter(header);
        List<String> names = split(header, delimiter).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]", ""))
                .map(name -> name.replaceAll("[(\\[].*", ""))
                .toList();
        List<@Nullable Setter> setters = new ArrayList<>();
        for (String name : names) {
            setters.add(setter(name));
        }
        var columns = new CsvColumns(delimiter, setters);
        return columns.setsAll() ? columns : null;
    }

    private static char delimiter(String header) {
        return (char) DELIMITERS
                .chars()
                .reduce(DELIMITERS.charAt(0), (most, each) -> count(header, each) > count(header, most) ? each : most);
    }

    private static long count(String text, int character) {
        return text.chars().filter(each -> each == character).count();
    }

    private static @Nullable Setter setter(String name) {
        return switch (name) {
            case "time", "timestamp", "datetime", "date", "utc", "timeutc", "tst", "gpstime" -> PointDraft::time;
            case "lat", "latitude", "y" -> (draft, cell) -> draft.latitude = PointDraft.number(cell);
            case "lon", "lng", "long", "longitude", "x" -> (draft, cell) -> draft.longitude = PointDraft.number(cell);
            case "client", "name", "device", "deviceid", "vehicle", "vehicleid" ->
                (draft, cell) -> draft.client = cell.isEmpty() ? draft.client : cell;
            case "accuracy", "acc" -> (draft, cell) -> draft.accuracy = PointDraft.number(cell);
            case "altitude", "alt", "elevation", "ele" -> (draft, cell) -> draft.altitude = PointDraft.number(cell);
            case "speed" -> (draft, cell) -> draft.speed = PointDraft.number(cell);
            case "course", "bearing", "heading" -> (draft, cell) -> draft.course = PointDraft.number(cell);
            default -> null;
        };
    }

    /** Whether a row can have a time and a position: a row of zeros has. */
    private boolean setsAll() {
        var draft = new PointDraft();
        setters.stream().filter(setter -> setter != null).forEach(setter -> setter.set(draft, "0"));
        return draft.finish("") instanceof TrackPoint;
    }

    /** What a row says; null if it has more or fewer cells than the header, as one has whose quote is not closed. */
    @Nullable
    PointDraft read(String row) {
        List<String> cells = split(row, delimiter);
        if (cells.size() != setters.size()) {
            return null;
        }
        var draft = new PointDraft();
        for (int i = 0; i < setters.size(); i++) {
            Setter setter = setters.get(i);
            if (setter != null) {
                setter.set(draft, cells.get(i).strip());
            }
        }
        return draft;
    }

    /** The cells of a row, without the quotes that may be around them (RFC 4180). */
    static List<String> split(String row, char delimiter) {
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < row.length(); i++) {
            char each = row.charAt(i);
            if (each == QUOTE && isQuoted && i + 1 < row.length() && row.charAt(i + 1) == QUOTE) {
                cell.append(QUOTE);
                i++;
            } else if (each == QUOTE) {
                isQuoted = !isQuoted;
            } else if (each == delimiter && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(each);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
