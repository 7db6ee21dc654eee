package io.herd.compare;

import io.herd.bench.Child;
import io.herd.bench.Load;
import io.herd.bench.LoadResult;
import io.herd.bench.OpenLoad;
import io.herd.bench.OpenResult;
import io.herd.bench.Plan;
import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Servers that are compared, running until they are closed. */
interface Contender extends AutoCloseable {
    /** Where one report at a time is on its way, one is due after each such pause. */
    Duration PAUSE = Duration.ofMillis(1);

    String name();

    /** How many loads it is under before it counts, as its code is compiled meanwhile. */
    default int warmUps() {
        return 1;
    }

    @Override
    void close() throws IOException;

    /** One server that takes reports. */
    interface One extends Contender {
        /** The same load, as reports to this server. */
        Plan reporting(Plan plan);

        /** Puts a load of reports on it, in a closed loop. */
        default LoadResult load(Plan plan) throws IOException {
            return Load.run(reporting(plan), _ -> {});
        }

        /** The same in an open loop, in which so many reports a second are due. */
        default OpenResult load(Plan plan, int perSecond) throws IOException {
            return OpenLoad.run(reporting(plan), perSecond, _ -> {});
        }

        /** Its process. */
        Child child();
    }

    /** Five servers that tell each other. */
    interface Five extends Contender {
        /** Puts a load of reports on them and waits until all know them; returns how many a second that were. */
        double converge(Plan plan) throws IOException;

        /** How long it takes, in ns, from the answer to one of so many reports until all five know it. */
        Histogram delays(int reports) throws IOException;
    }

    /** One server that knows who is near whom. */
    interface Searching extends Contender {
        /** Has all clients of a plan report where they are. */
        void settle(Plan plan) throws IOException;

        /** Asks for the ten clients that are nearest to one, within so many km. */
        LoadResult search(Plan plan, int kilometres) throws IOException;
    }

    /** Servers that push what happens to those who watch. */
    interface Pushing extends Contender {
        /** How long it takes, in ns, from sending one of so many reports to one server until all watchers have been told. */
        Histogram pushes(int reports) throws IOException;
    }
}
