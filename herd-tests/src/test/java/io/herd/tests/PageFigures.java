package io.herd.tests;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.WebSocketFrame;
import com.sun.management.OperatingSystemMXBean;
import io.herd.config.FencesConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the page with two servers of its own: {@code PageFigures [CLIENTS]}. Up to 10,000 clients are all in view and move: how smooth
 * is it while the map is moved and zoomed? Of more it shows counts: how soon, and at what cost to the server? At last, how soon is a server
 * red that stops?
 */
final class PageFigures {
    private static final int MOST_SHOWN = 10_000;
    private static final int MEASURED_MILLIS = 10_000;
    private static final int STOPS = 3;
    private static final double NANOS = 1e9;

    private static final String PAN = """
            const pan = way => {
              herd.map.once("moveend", () => setTimeout(pan, 0, -way));
              herd.map.panBy([300 * way, 100 * way], { animate: true, duration: 1.5, easeLinearity: 1 });
            };
            pan(1);""";
    private static final String ZOOM = """
            const zoom = level => {
              herd.map.setView([50, 10], level, { animate: true });
              setTimeout(zoom, 1000, 9 - level);
            };
            zoom(5);""";
    /** How many milliseconds each frame took, and how many of the frames drew the clients anew. */
    private static final String FRAMES = """
            new Promise(resolve => {
              const [took, drawn] = [[], herd.points.frames];
              let start = 0;
              let last = 0;
              const step = now => {
                if (last > 0) {
                  took.push(now - last);
                }
                start ||= now;
                last = now;
                if (now - start < %d) {
                  requestAnimationFrame(step);
                } else {
                  resolve([herd.points.frames - drawn, ...took]);
                }
              };
              requestAnimationFrame(step);
            })""".formatted(MEASURED_MILLIS);

    private final TestHerd herd;
    private final Chromium chromium;
    private final int clients;

    private PageFigures(TestHerd herd, Chromium chromium, int clients) {
        this.herd = herd;
        this.chromium = chromium;
        this.clients = clients;
    }

    /** Takes a minute, and another for a million clients. */
    public static void main(String[] arguments) throws IOException {
        int clients = arguments.length == 0 ? MOST_SHOWN : Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory("page");
        Vertx vertx = Vertx.vertx();
        try (TestHerd herd = TestHerd.two(vertx, directory, FencesConfig.DEFAULT);
                Chromium chromium = Chromium.start()) {
            herd.awaitLinks();
            new PageFigures(herd, chromium, clients).measure();
        } finally {
            vertx.close().await();
        }
    }

    private void measure() {
        try (var flock = new Flock(herd.server("Hands"), clients)) {
            long start = System.nanoTime();
            flock.report();
            System.out.println("%,d clients were reported in %.1f s".formatted(clients, secondsSince(start)));
            Await.until("both servers know all", () -> herd.status("Goloman").clients() == clients);
            if (clients <= MOST_SHOWN) {
                flock.start();
                measureFrames("moving the map", PAN);
                measureFrames("zooming", ZOOM);
            } else {
                measureCounts(flock);
            }
        }
        measureStops();
    }

    private Viewer open() {
        return chromium.open(new Browser.NewContextOptions().setViewportSize(1280, 800));
    }

    private Viewer look(Viewer viewer) {
        return viewer.look(herd.server("Goloman"), "/#map=4/50/10");
    }

    private void measureFrames(String what, String motion) {
        try (Viewer viewer = open()) {
            long start = System.nanoTime();
            look(viewer).await("herd.clients.size === " + clients + " && herd.points.frames > 0");
            System.out.println("%s: all clients were shown after %.1f s".formatted(what, secondsSince(start)));
            PageProfile profile = viewer.profile();
            double script = profile.total("ScriptDuration");
            double task = profile.total("TaskDuration");
            viewer.evaluate("(() => {" + motion + "})()");
            List<Double> numbers = viewer.numbers(FRAMES);
            List<Double> took = numbers.stream().skip(1).sorted().toList();
            double seconds = took.stream().mapToDouble(Double::doubleValue).sum() / 1_000;
            System.out.println(
                    "%s: %.0f frames a second in the median, %.0f at the 99th percentile, %.0f ms the longest; clients were drawn %.0f times a second"
                            .formatted(
                                    what,
                                    1_000 / took.get(took.size() / 2),
                                    1_000 / took.get(took.size() * 99 / 100),
                                    took.getLast(),
                                    numbers.getFirst() / seconds));
            System.out.println("%s: the page's own code took %.0f %% of the time, its thread %.0f %%"
                    .formatted(
                            what,
                            100 * (profile.total("ScriptDuration") - script) / seconds,
                            100 * (profile.total("TaskDuration") - task) / seconds));
            profile.functions(() -> viewer.evaluate(FRAMES))
                    .forEach(each -> System.out.println("  %s".formatted(each)));
        }
    }

    private void measureCounts(Flock flock) {
        flock.start();
        double without = processorSeconds();
        var bytes = new AtomicLong();
        try (Viewer viewer = open()) {
            viewer.page().onWebSocket(socket -> socket.onFrameReceived(frame -> bytes.addAndGet(length(frame))));
            long start = System.nanoTime();
            look(viewer).await("herd.clients.cells?.total > " + clients / 2);
            System.out.println("counts of %,d clients were shown after %.2f s".formatted(clients, secondsSince(start)));
            bytes.set(0);
            double with = processorSeconds(viewer);
            System.out.println(
                    "while 10,000 of them move each second: %,.0f bytes a second to the page; servers and load take %.2f processors, %.2f without it"
                            .formatted(bytes.get() / (MEASURED_MILLIS / 1_000.0), with, without));
        }
    }

    private static int length(WebSocketFrame frame) {
        return frame.binary() == null ? frame.text().length() : frame.binary().length;
    }

    /** How many processors this process takes. */
    private double processorSeconds() {
        try (Viewer nobody = open()) {
            return processorSeconds(nobody);
        }
    }

    private static double processorSeconds(Viewer viewer) {
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = process.getProcessCpuTime();
        viewer.page().waitForTimeout(MEASURED_MILLIS);
        return (process.getProcessCpuTime() - before) / NANOS / (MEASURED_MILLIS / 1_000.0);
    }

    private void measureStops() {
        try (Viewer viewer = open()) {
            viewer.look(herd.server("Goloman"), "/#view=herd");
            for (int i = 0; i < STOPS; i++) {
                viewer.await("document.querySelectorAll('.graph .server.well').length === 2");
                herd.stop("Hands");
                long start = System.nanoTime();
                viewer.await("document.querySelector('.graph .server.down')");
                System.out.println("a server that stopped was red after %.1f s".formatted(secondsSince(start)));
                herd.start("Hands");
            }
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / NANOS;
    }
}
