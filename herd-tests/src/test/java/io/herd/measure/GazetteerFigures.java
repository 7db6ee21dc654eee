package io.herd.measure;

import io.herd.server.geonames.DumpImport;
import io.herd.server.places.Gazetteer;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures the gazetteer as it is built in, and with an import of 2,000,000 rows: loading, memory, searches. */
public final class GazetteerFigures {
    private static final int ROWS = 2_000_000;
    private static final int LOADS = 5;

    private GazetteerFigures() {}

    /** Takes about two minutes, and 1 GiB of disk for temporary files. */
    public static void main(String[] arguments) throws IOException, RunnerException {
        Path home = Files.createTempDirectory("gazetteer");
        Path dump = home.resolve("synthetic.txt");
        Path imported = home.resolve("places");
        Path table = imported.resolve("synthetic.tsv");
        try {
            SyntheticDump.write(dump, ROWS);
            long start = System.nanoTime();
            DumpImport.Result result = new DumpImport(imported).take(dump, (_, _) -> {});
            print("import of %,d rows, %,d MB: %.1f s", ROWS, result.bytes() / 1_000_000, seconds(start));
            load(Path.of("nowhere"));
            load(imported);
            var options = new OptionsBuilder()
                    .include(GazetteerBenchmark.class.getName())
                    .param("directory", "nowhere", imported.toString())
                    .build();
            new Runner(options).run();
        } finally {
            for (Path file : new Path[] {dump, table, imported, home}) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void load(Path imported) {
        for (int i = 0; i < LOADS; i++) {
            long before = liveBytes();
            long start = System.nanoTime();
            Gazetteer gazetteer = Gazetteer.load(imported);
            double seconds = seconds(start);
            try {
                long bytes = liveBytes() - before;
                print(
                        "%,d places: loaded in %.2f s, %.1f MB, %d bytes a place",
                        gazetteer.size(), seconds, bytes / 1e6, bytes / gazetteer.size());
            } finally {
                Reference.reachabilityFence(gazetteer);
            }
        }
    }

    private static long liveBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
