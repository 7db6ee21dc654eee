package io.herd.track;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** CSV with a header, a point a line. */
final class CsvReader implements TrackReader {
    private final TrackLines lines;
    private final CsvColumns columns;

    CsvReader(InputStream in) throws IOException {
        lines = new TrackLines(in);
        String header = lines.next();
        CsvColumns named = header == null ? null : CsvColumns.of(header);
        if (named == null) {
            throw new TrackException("line 1: is no header of CSV that names columns for time, lat and lon");
        }
        columns = named;
    }

    @Override
    public @Nullable TrackItem next() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                PointDraft draft = columns.read(line);
                return draft == null ? new SkippedPoint(Flaw.MALFORMED, lines.place()) : draft.finish(lines.place());
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
