package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.server.tls.CommandTls;
import io.herd.track.ClientNames;
import io.herd.track.IamatLine;
import io.herd.track.Playback;
import io.herd.track.ReplaySpeed;
import io.herd.track.TrackPoint;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Reports the points of recorded tracks, as the clients would that were there. Reads GPX, KML (gx:Track), GeoJSON, NMEA,",
            "CSV (time,lat,lon), OwnTracks' .rec, Google's Records.json and Timeline.json, and GTFS-realtime, each gzipped or",
            "not. Points of several files are sent in the order of their times."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all points that have a time and a position are accepted, or newer ones stand",
            "1:a file is broken or has no points, a report was refused, or no server could be reached",
            "2:wrong usage or configuration"
        })
final class Replay extends ClientCommand {
    private static final long NANOS = 1_000_000_000;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            converter = PlacesImport.FilePath.class,
            description = "The files.")
    private List<Path> files;

    @Option(
            names = "--speed",
            paramLabel = "60x|max",
            defaultValue = "max",
            converter = SpeedText.class,
            description =
                    "How many times faster than they were recorded points are sent; by default as fast as they are"
                            + " acknowledged.")
    private ReplaySpeed speed;

    @Option(names = "--loop", description = "Begins again at the end, until Ctrl-C; takes --speed and --shift-to-now.")
    private boolean isLoop;

    @Option(
            names = "--shift-to-now",
            description =
                    "Sends the first point with the time of now, and with --speed each with the time at which it is sent.")
    private boolean isShifted;

    @Option(
            names = "--client",
            paramLabel = "NAME",
            description =
                    "Whose points they are. By default the name of the device or track in the file, else the file's own.")
    private @Nullable String client;

    @Mixin
    private final ServerOption server = new ServerOption();

    @Override
    int call(Vertx vertx, HerdConfig config) throws IOException, InterruptedException {
        if (isLoop && (speed.isMax() || !isShifted)) {
            throw mistake("--loop takes a --speed such as 60x, and --shift-to-now: points of the past would be stale"
                    + " when they are sent again");
        }
        String name = ClientNames.encode(client);
        if (client != null && name == null) {
            throw mistake("--client: expected a name of 1 to 200 characters");
        }
        CommandTls tls = config.tls().clients() ? CommandTls.of(vertx, config) : null;
        List<ReplayFile> all = files.stream().map(ReplayFile::new).toList();
        try (var reporter = new Reporter(() -> server.ports(config, tls), 0)) {
            long before;
            do {
                before = sent(all);
                replay(all, name, reporter);
                print(all);
            } while (isLoop && sent(all) > before);
        } catch (IOException e) {
            print(all);
            throw e;
        }
        return all.stream().allMatch(ReplayFile::isDone) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static long sent(List<ReplayFile> all) {
        return all.stream().mapToLong(ReplayFile::sent).sum();
    }

    /** Sends all points once, in the order of their times as far as each file has them so. */
    private void replay(List<ReplayFile> all, @Nullable String name, Reporter reporter)
            throws IOException, InterruptedException {
        var waiting = new PriorityQueue<ReplayFile>(
                Comparator.comparingLong(file -> point(file).nanos()));
        long size = Math.max(1, all.stream().mapToLong(ReplayFile::size).sum());
        try (var progress = new ProgressLine("replaying")) {
            all.forEach(ReplayFile::open);
            all.stream().filter(file -> file.next() != null).forEach(waiting::add);
            if (waiting.isEmpty()) {
                return;
            }
            var playback = new Playback(speed, point(waiting.element()).nanos(), now(), isShifted);
            for (ReplayFile file = waiting.poll(); file != null; file = waiting.poll()) {
                TrackPoint point = point(file);
                awaitTime(playback.due(point.nanos()), reporter);
                String whose = name == null ? file.client(point) : name;
                reporter.send(file.report(
                        latin(whose) + " " + IamatLine.locationAndTime(point, playback.sentTime(point.nanos()))));
                file.advance();
                if (file.next() != null) {
                    waiting.add(file);
                }
                progress.show(
                        () -> (double) all.stream().mapToLong(ReplayFile::bytes).sum() / size);
            }
            reporter.finish();
        } finally {
            all.forEach(ReplayFile::close);
        }
    }

    private static TrackPoint point(ReplayFile file) {
        return Objects.requireNonNull(file.next(), "files at their end do not wait");
    }

    private static void awaitTime(long due, Reporter reporter) throws IOException, InterruptedException {
        long wait = due - now();
        if (wait > 0) {
            reporter.flush();
            Thread.sleep(Duration.ofNanos(wait));
        }
    }

    private static long now() {
        Instant now = Clock.systemUTC().instant();
        return now.getEpochSecond() * NANOS + now.getNano();
    }

    /** As the client port has texts: a character for each byte. */
    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static void print(List<ReplayFile> all) {
        boolean isRefused = false;
        for (ReplayFile file : all) {
            file.summary().forEach(System.out::println);
            isRefused |= file.isRefused();
            String problem = file.problem();
            if (problem != null) {
                System.err.println("herd: " + problem);
            }
        }
        if (isRefused) {
            System.err.println(
                    "Servers refuse what is more than limits.future ahead of their clocks, or older than expiry.ttl.\n"
                            + LineCommand.NOT_PERMITTED);
        }
    }

    /** A speed. */
    static final class SpeedText implements ITypeConverter<ReplaySpeed> {
        @Override
        public ReplaySpeed convert(String text) {
            ReplaySpeed speed = ReplaySpeed.parse(text);
            if (speed == null) {
                throw new TypeConversionException("'" + text + "' is no speed such as 60x, 0.5x or max");
            }
            return speed;
        }
    }
}
