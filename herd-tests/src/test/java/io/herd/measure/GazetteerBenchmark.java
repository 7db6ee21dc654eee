package io.herd.measure;

import io.herd.geo.Position;
import io.herd.server.places.Gazetteer;
import io.herd.server.places.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The 20 places nearest to points where people are. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class GazetteerBenchmark {
    private static final int CENTERS = 1 << 14;
    private static final int PLACES = 20;

    /** Where imported tables are. */
    @Param("nowhere")
    private String directory;

    /** In kilometres. */
    @Param({"10", "50"})
    private int radius;

    private final Position[] centers = new Position[CENTERS];
    private Gazetteer gazetteer;
    private int next;

    /** Loads the gazetteer and draws the points. */
    @Setup
    public void load() throws IOException {
        gazetteer = Gazetteer.load(Path.of(directory));
        var towns = Towns.read();
        var random = new Random(1);
        for (int i = 0; i < CENTERS; i++) {
            centers[i] = Towns.about(towns.any(random), random);
        }
    }

    /** One search. */
    @Benchmark
    public List<Place> nearest() {
        return gazetteer.near(centers[next++ & (CENTERS - 1)], radius * 1_000.0, PLACES);
    }
}
