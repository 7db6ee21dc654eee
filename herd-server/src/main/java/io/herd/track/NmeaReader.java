package io.herd.track;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** NMEA 0183: the sentences RMC, which have a date, of any talker. All others are left out. */
final class NmeaReader implements TrackReader {
    private static final double METRES_PER_SECOND = 1_852 / 3_600.0;
    /** Two digits of a year from here on are of the last century. */
    private static final int FIRST_YEAR = 80;

    private static final Pattern RMC = Pattern.compile("\\$([A-Z]{2}RMC,[^*]*)(?:\\*([0-9A-Fa-f]{2}))?.*");
    private static final Pattern TIME = Pattern.compile("([0-9]{2})([0-9]{2})([0-9]{2})(?:\\.([0-9]{1,9}))?");
    private static final Pattern DATE = Pattern.compile("([0-9]{2})([0-9]{2})([0-9]{2})");
    private static final Pattern ANGLE = Pattern.compile("([0-9]{2,3})([0-9]{2}(?:\\.[0-9]+)?)");

    private static final int STATUS = 2;
    private static final int DATE_FIELD = 9;

    private final TrackLines lines;

    NmeaReader(InputStream in) {
        lines = new TrackLines(in);
    }

    @Override
    public @Nullable TrackItem next() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            // Loggers put their own time before a sentence.
            int start = line.indexOf('$');
            Matcher sentence = RMC.matcher(start < 0 ? "" : line.substring(start));
            if (sentence.matches()) {
                return point(sentence.group(1), sentence.group(2));
            }
        }
        return null;
    }

    private TrackItem point(String sentence, @Nullable String checksum) {
        String place = lines.place();
        if (checksum == null || Integer.parseInt(checksum, 16) != checksum(sentence)) {
            return new SkippedPoint(Flaw.BAD_CHECKSUM, place);
        }
        String[] fields = sentence.split(",", -1);
        if (fields.length <= DATE_FIELD) {
            return new SkippedPoint(Flaw.MALFORMED, place);
        } else if (!fields[STATUS].equals("A")) {
            return new SkippedPoint(Flaw.VOID, place);
        }
        var draft = new PointDraft();
        draft.latitude = degrees(fields[3], fields[4], "S");
        draft.longitude = degrees(fields[5], fields[6], "W");
        draft.speed = PointDraft.number(fields[7]) * METRES_PER_SECOND;
        draft.course = PointDraft.number(fields[8]);
        if (!fields[1].isEmpty() && !fields[DATE_FIELD].isEmpty()) {
            draft.nanos(time(fields[1], fields[DATE_FIELD]));
        }
        return draft.finish(place);
    }

    private static int checksum(String sentence) {
        return sentence.chars().reduce(0, (sum, each) -> sum ^ each);
    }

    private static double degrees(String angle, String hemisphere, String negative) {
        Matcher matcher = ANGLE.matcher(angle);
        if (!matcher.matches()) {
            return Double.NaN;
        }
        double degrees = PointDraft.number(matcher.group(1)) + PointDraft.number(matcher.group(2)) / 60;
        return hemisphere.equals(negative) ? -degrees : degrees;
    }

    private static long time(String time, String date) {
        Matcher clock = TIME.matcher(time);
        Matcher day = DATE.matcher(date);
        if (!clock.matches() || !day.matches()) {
            return TrackTime.NONE;
        }
        int year = number(day, 3);
        String fraction = clock.group(4) == null ? "" : clock.group(4);
        try {
            LocalTime at = LocalTime.of(
                    number(clock, 1),
                    number(clock, 2),
                    number(clock, 3),
                    Integer.parseInt((fraction + "000000000").substring(0, 9)));
            LocalDate on = LocalDate.of(year + (year < FIRST_YEAR ? 2_000 : 1_900), number(day, 2), number(day, 1));
            return TrackTime.of(LocalDateTime.of(on, at).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return TrackTime.NONE;
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
