package io.herd.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.SmallState;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The simulator can fail: mistakes planted in servers are noticed, and for the right reason. */
class PlantedFaultsTest {
    /** Within so many seeds each has to be noticed. */
    private static final int SEEDS = 300;

    private static String caught(Plant plant, Faults faults) {
        return LongStream.rangeClosed(1, SEEDS)
                .mapToObj(Scenario::of)
                .filter(scenario -> scenario.faults() == faults)
                .map(scenario -> complaint(scenario, plant))
                .filter(complaint -> !complaint.isEmpty())
                .findFirst()
                .orElse("nothing");
    }

    private static String complaint(Scenario scenario, Plant plant) {
        try {
            Simulation.run(scenario, plant, null);
            return "";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void aLostBatchIsNoticedAlthoughItWouldBeRepaired() {
        var writes = new AtomicInteger();
        Plant plant = Plant.NONE.losing(write -> write.startsWith("AT ") && writes.incrementAndGet() % 50 == 0);
        assertThat(caught(plant, Faults.CALM)).contains("had to look for what a neighbour lacked");
    }

    @Test
    void aWrongTieBreakIsNoticed() {
        Plant plant = Plant.NONE.withOrder(Comparator.comparingLong(Report::timeNanos));
        assertThat(caught(plant, Faults.CALM)).contains("has not settled");
    }

    @Test
    void anOrderByWhatIsNotTheTimeIsNoticed() {
        Plant plant = Plant.NONE.withOrder(Comparator.comparing(Report::line));
        assertThat(caught(plant, Faults.CALM)).contains("went back");
    }

    /** Nothing is missed where the flood does it all: it takes connections that break, and what was on them. */
    @Test
    void aDigestThatForgetsChangesIsNoticed() {
        Plant plant = Plant.NONE.withHash(PlantedFaultsTest::forgetful);
        assertThat(caught(plant, Faults.CUTS)).contains("has not settled");
    }

    /** Leaves every fourth report out of the digests. */
    private static long forgetful(Bytes bytes) {
        long hash = SmallState.hash(bytes);
        return bytes.startsWith("AT ") && hash % 4 == 0 ? 0 : hash;
    }

    @Test
    void serversAsTheyAreGiveNoCauseForComplaint() {
        assertThat(caught(Plant.NONE, Faults.ALL)).isEqualTo("nothing");
    }
}
