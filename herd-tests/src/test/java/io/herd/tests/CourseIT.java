package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the course's graders do, but without their pauses: they start five servers, report at one and ask all others, end
 * two servers by ending whatever uses their client ports, ask again, and start the two again.
 */
class CourseIT {
    private static final int ROUNDS = Integer.getInteger("rounds", 1);

    /** How much of the processors may be in use. */
    private static final double QUIET = 0.25;

    /** Far more than it takes, and less than a back-off may last. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final List<Duration> joined = new ArrayList<>();
    private final List<Duration> caughtUp = new ArrayList<>();

    @Test
    void reportsReachAllAndServersJoinAtOnce(@TempDir Path directory) throws Exception {
        boolean quiet = isMachineQuiet();
        grade(directory, "hill.yaml");
        assumeThat(quiet && isMachineQuiet())
                .as("nothing else runs, so that times count")
                .isTrue();
        assertThat(joined.getLast()).isLessThanOrEqualTo(BOUND);
        assertThat(caughtUp.getLast()).isLessThanOrEqualTo(BOUND);
    }

    @Test
    void reportsReachAllWhileCoresAreBusy(@TempDir Path directory) throws Exception {
        try (var _ = new BusyCores()) {
            grade(directory, "bailey.yaml");
        }
    }

    private static boolean isMachineQuiet() throws InterruptedException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var _ = system.getCpuLoad();
        TimeUnit.MILLISECONDS.sleep(500);
        return system.getCpuLoad() < QUIET;
    }

    private void grade(Path directory, String file) throws InterruptedException, TimeoutException {
        assumeThat(PortUsers.areKnown()).isTrue();
        try (var herd = new CourseHerd(directory, file)) {
            var grader = new Grader(herd);
            for (String name : herd.names()) {
                herd.start(name);
                TimeUnit.MILLISECONDS.sleep(500);
            }
            for (String name : herd.names()) {
                var _ = herd.awaitJoined(name);
            }
            grader.reportAndAsk(herd.names().getFirst());
            List<List<String>> pairs = pairs(herd.names());
            for (int round = 0; round < ROUNDS; round++) {
                // In ten rounds each pair is dropped once; three of the pairs cut the others off from each other.
                dropTwo(herd, grader, pairs.get(round * 3 % pairs.size()));
            }
        }
        print("linked with all neighbours, both ways", joined);
        print("knew the newest report again", caughtUp);
    }

    private static List<List<String>> pairs(List<String> names) {
        List<List<String>> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (String other : names.subList(i + 1, names.size())) {
                pairs.add(List.of(names.get(i), other));
            }
        }
        return pairs;
    }

    private void dropTwo(CourseHerd herd, Grader grader, List<String> dropped) throws TimeoutException {
        Map<String, Set<ProcessHandle>> others = new HashMap<>();
        for (String name : herd.names()) {
            if (!dropped.contains(name)) {
                others.put(name, herd.users(name));
            }
        }
        for (String name : dropped) {
            assertThat(herd.end(name)).as("who used the port of %s", name).hasSize(1);
            grader.reportAndAsk(herd.running().getFirst());
        }
        for (String name : dropped.reversed()) {
            herd.start(name);
            Duration delay = herd.awaitJoined(name);
            joined.add(delay);
            caughtUp.add(delay.plus(grader.untilNewestIsKnown(name)));
            grader.reportAndAsk(name);
        }
        others.forEach(
                (name, processes) -> assertThat(herd.users(name)).as(name).isEqualTo(processes));
    }

    private static void print(String what, List<Duration> delays) {
        delays.sort(null);
        System.out.printf(
                "from its port's opening until a server %s: p50 %d ms, max %d ms of %d%n",
                what, delays.get(delays.size() / 2).toMillis(), delays.getLast().toMillis(), delays.size());
    }
}
