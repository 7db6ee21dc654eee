package io.herd.compare;

import io.herd.bench.OwnHerd;
import io.herd.bench.Pace;
import io.herd.config.ServerConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * One of our servers with a thousand fences, and a client that enters the next one with each report. The fences are so far apart
 * that it crosses none on its way.
 */
final class OurFences implements Contender.Pushing {
    private static final int FENCES = 1_000;
    private static final int COLUMNS = 40;
    private static final int DEGREES_OF_LATITUDE = 4;
    private static final int DEGREES_OF_LONGITUDE = 8;
    private static final int OK = 200;
    private static final long NANOS = 1_000_000_000;

    private final OwnHerd herd;
    private final LineClient watcher;
    private final LineClient reporter;
    private int next;

    private OurFences(OwnHerd herd, LineClient watcher, LineClient reporter) {
        this.herd = herd;
        this.watcher = watcher;
        this.reporter = reporter;
    }

    /** Has a server know the fences, and somebody watch them all. */
    static OurFences at(OwnHerd herd) throws IOException {
        InetSocketAddress address = herd.addresses().getFirst();
        define(herd.servers().getFirst());
        var watcher = new LineClient(address);
        if (!watcher.ask("FENCE *\n").isEmpty()) {
            throw new IOException("the fences cannot be watched");
        }
        var reporter = new LineClient(address);
        // Who is in a fence when first heard of has not entered it.
        if (!reporter.ask("IAMAT emu +80+0 1520023934\n").startsWith("AT ")) {
            throw new IOException("a report was refused");
        }
        return new OurFences(herd, watcher, reporter);
    }

    private static void define(ServerConfig server) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int fence = 0; fence < FENCES; fence++) {
                JsonObject circle = new JsonObject()
                        .put("latitude", latitude(fence))
                        .put("longitude", longitude(fence))
                        .put("radius", 0.5);
                var request = HttpRequest.newBuilder(URI.create("http://%s:%d/api/v1/fences/fence-%d"
                                .formatted(server.host(), server.httpPort(), fence)))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(circle.encode()))
                        .build();
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != OK) {
                    throw new IOException("a fence was refused: " + answer.body());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static int latitude(int fence) {
        return fence / COLUMNS * DEGREES_OF_LATITUDE - 48;
    }

    private static int longitude(int fence) {
        return fence % COLUMNS * DEGREES_OF_LONGITUDE - 160;
    }

    @Override
    public String name() {
        return "**the herd**, 1,000 fences";
    }

    @Override
    public Histogram pushes(int reports) throws IOException {
        return Pace.measure(reports, PAUSE, _ -> enter(next++ % FENCES));
    }

    private long enter(int fence) throws IOException {
        long now = System.currentTimeMillis() * 1_000_000 + next % 1_000_000;
        String report = String.format(
                Locale.ROOT, "IAMAT emu %+d%+d %d.%09d%n", latitude(fence), longitude(fence), now / NANOS, now % NANOS);
        String entered = "! FENCE fence-%d ENTER ".formatted(fence);
        long start = System.nanoTime();
        reporter.say(report);
        while (!watcher.hear().startsWith(entered)) {
            // It has left another.
        }
        long taken = System.nanoTime() - start;
        if (!reporter.hear().startsWith("AT ")) {
            throw new IOException("a report was refused");
        }
        return taken;
    }

    @Override
    public void close() throws IOException {
        watcher.close();
        reporter.close();
        herd.close();
    }
}
