package io.herd.compare;

import io.herd.bench.Child;
import io.herd.bench.LoadResult;
import io.herd.bench.Plan;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/** Servers that are compared, running until they are closed. */
interface Contender extends AutoCloseable {
    String name();

    /** How many loads it is under before it counts, as its code is compiled meanwhile. */
    default int warmUps() {
        return 1;
    }

    @Override
    void close() throws IOException;

    /** One server that takes reports. */
    interface One extends Contender {
        /** Puts a load of reports on it. */
        LoadResult load(Plan plan) throws IOException;

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

    /** Five servers that push reports to those who watch. */
    interface Pushing extends Five {
        /** How long it takes, in ns, from sending one of so many reports to one server until watchers at all five have it. */
        Histogram pushes(int reports) throws IOException;
    }

    /** One server that knows who is near whom. */
    interface Searching extends Contender {
        /** Has all clients of a plan report where they are. */
        void settle(Plan plan) throws IOException;

        /** Asks for the ten clients that are nearest to one, within so many km. */
        LoadResult search(Plan plan, int kilometres) throws IOException;
    }

    /** One server that tells a client what happens. */
    interface Telling extends Contender {
        /** How long it takes, in ns, from sending one of so many reports until who waits for it is told. */
        Histogram told(int reports) throws IOException;
    }
}
