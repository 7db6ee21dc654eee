package io.herd.cli;

import io.herd.track.ClientNames;
import io.herd.track.Flaw;
import io.herd.track.SkippedPoint;
import io.herd.track.TrackFormats;
import io.herd.track.TrackItem;
import io.herd.track.TrackPoint;
import io.herd.track.TrackReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file while it is replayed: its next point, and what has become of those before. */
final class ReplayFile implements AutoCloseable {
    private final Path path;
    private final ReportTally tally = new ReportTally();
    private final Map<Flaw, Skipped> skipped = new EnumMap<>(Flaw.class);
    private @Nullable TrackReader reader;
    private @Nullable TrackPoint next;
    private @Nullable String problem;
    private long bytes;
    private long sent;

    /** Points that were skipped for one reason. */
    private record Skipped(long count, String first) {}

    ReplayFile(Path path) {
        this.path = path;
    }

    /** Goes to the first point. */
    void open() {
        skipped.clear();
        bytes = 0;
        try {
            if (Files.isDirectory(path)) {
                throw new IOException("is a directory; name the files in it");
            }
            reader = TrackFormats.open(counting(Files.newInputStream(path)));
            advance();
        } catch (IOException e) {
            fail(e);
        }
    }

    private InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                bytes += next < 0 ? 0 : 1;
                return next;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = super.read(into, offset, length);
                bytes += Math.max(0, count);
                return count;
            }
        };
    }

    /** The next point; null at the end, and where the file is broken. */
    @Nullable
    TrackPoint next() {
        return next;
    }

    /** Goes to the point after that. */
    void advance() {
        next = null;
        try {
            while (reader != null && next == null) {
                TrackItem item = reader.next();
                switch (item) {
                    case TrackPoint point -> next = point;
                    case SkippedPoint each ->
                        skipped.merge(
                                each.flaw(),
                                new Skipped(1, each.place()),
                                (before, _) -> new Skipped(before.count() + 1, before.first()));
                    case null -> close();
                }
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException failure) {
        problem = switch (failure) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permissions do not allow to read it";
            default -> String.valueOf(failure.getMessage());
        };
        close();
    }

    /** The name of the client that a point is of, where none is given. */
    String client(TrackPoint point) {
        String own = ClientNames.encode(point.client());
        return own == null ? ClientNames.ofFile(String.valueOf(path.getFileName())) : own;
    }

    /** A report of the file, which is now sent. */
    SentReport report(String text) {
        sent++;
        return new SentReport(text, tally);
    }

    /** How many bytes have been read. */
    long bytes() {
        return bytes;
    }

    /** How many bytes there are; 0 where that is not known. */
    long size() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }

    long sent() {
        return sent;
    }

    /** Whether a server has refused a point. */
    boolean isRefused() {
        return tally.refused() > 0;
    }

    /** Whether all of the file was read, and no point refused. */
    boolean isDone() {
        return problem == null && sent > 0 && tally.refused() == 0;
    }

    /** Why the file was not read to its end; null if it was. */
    @Nullable
    String problem() {
        if (problem != null) {
            return path + ": " + problem + (sent > 0 ? "; the points before were sent" : "");
        }
        return sent == 0 && skipped.isEmpty() ? path + ": has no points of a track" : null;
    }

    /** What has become of the points, for people. */
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %,d points sent, %,d accepted, %,d stale, %,d refused",
                path,
                sent,
                tally.accepted(),
                tally.stale(),
                tally.refused()));
        skipped.forEach((flaw, each) -> lines.add(String.format(
                Locale.ROOT, "  %,d skipped: %s, the first at %s", each.count(), flaw.words(), each.first())));
        String refused = tally.firstRefused();
        if (refused != null) {
            lines.add("  the first that was refused: IAMAT " + ClientPort.text(refused));
        }
        return lines;
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            // All that was wanted of it has been read.
        }
        reader = null;
    }
}
