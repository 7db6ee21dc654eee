package io.herd.growth;

import io.herd.bench.TemporaryDirectory;
import io.herd.measure.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures how costs grow, part by part, and writes tables and plots into the documentation. */
public final class Growth {
    private static final Map<String, Part> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("clients", ByClients::measure);
        PARTS.put("connections", ByConnections::measure);
        PARTS.put("servers", (_, most) -> ByServers.measure(most));
    }

    private Growth() {}

    /**
     * Takes the project's folder; then the one part to measure, if it shall not be all; then how far to go, if it shall
     * not be all the way: then the figures are printed only.
     */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
        try (var temporary = TemporaryDirectory.create("herd-growth")) {
            var trial = new Trial(home, temporary.path());
            for (Map.Entry<String, Part> part : PARTS.entrySet()) {
                if (arguments.length < 2 || arguments[1].equals(part.getKey())) {
                    int most = arguments.length < 3 ? Integer.MAX_VALUE : Integer.parseInt(arguments[2]);
                    Findings findings = part.getValue().measure(trial, most);
                    System.out.println(findings.table().markdown());
                    if (arguments.length < 3) {
                        write(home.resolve("docs"), part.getKey(), findings);
                    }
                }
            }
        }
    }

    private static void write(Path docs, String part, Findings findings) throws IOException {
        new Page(docs.resolve("growth.md")).write(part, findings.table().markdown());
        Path plots = Files.createDirectories(docs.resolve("plots"));
        for (Map.Entry<String, Plot> plot : findings.plots().entrySet()) {
            Files.writeString(
                    plots.resolve(part + "-" + plot.getKey() + ".svg"),
                    plot.getValue().svg());
        }
    }
}
