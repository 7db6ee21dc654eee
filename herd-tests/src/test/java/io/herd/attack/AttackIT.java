package io.herd.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One server withstands attack after attack, each for some seconds: it lives, another client is answered meanwhile, and a new one
 * afterwards.
 */
class AttackIT {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("launcher", "../herd")).toAbsolutePath().normalize();
    private static final Duration LASTS = Duration.ofSeconds(Integer.getInteger("seconds", 1));
    /** Attackers share the machine's processors with a server that is not warm yet: the build asks only that it answers. */
    private static final Duration MOST = Duration.ofMillis(Integer.getInteger("most", 8_000));

    /** How long nine in ten answers may take. */
    private static final Duration USUALLY_MOST = Duration.ofMillis(Integer.getInteger("usually", 8_000));

    private static final int PERCENTILE = 90;

    private static final Duration RECOVERY = Duration.ofSeconds(10);

    @TempDir
    private static Path directory;

    /** The servers that are attacked, by their settings. */
    private static final Map<Map<String, String>, Victim> VICTIMS = new HashMap<>();

    @AfterAll
    static void stop() throws IOException {
        for (Victim each : VICTIMS.values()) {
            each.close();
        }
    }

    private static Victim victim(Map<String, String> settings) throws IOException {
        Victim running = VICTIMS.get(settings);
        if (running == null || !running.isAlive()) {
            running = Victim.start(LAUNCHER, settings, Files.createTempDirectory(directory, "victim"));
            VICTIMS.put(settings, running);
        }
        return running;
    }

    static Stream<Attack> attacks() {
        String wanted = System.getProperty("attack", "");
        return Attacks.all().filter(attack -> attack.name().contains(wanted));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void theServerLivesAndAnswersOthers(Attack attack) throws Exception {
        Victim victim = victim(attack.settings());
        try (Bystander bystander = newcomer(victim);
                var attackers = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + LASTS.toNanos();
            Future<?> attacked = attackers.submit(() -> {
                attack.act().run(victim, end);
                return null;
            });
            List<Duration> delays = bystander.reportUntil(attacked::isDone);
            attacked.get();
            print(attack, delays);
            assertThat(victim.isAlive()).as("the server lives").isTrue();
            assertThat(delays.get(delays.size() * PERCENTILE / 100)).isLessThan(USUALLY_MOST);
            assertThat(delays.getLast()).isLessThan(MOST);
        }
        newcomer(victim).close();
    }

    /** A client that has been answered, at the latest some seconds after an attack. */
    private static Bystander newcomer(Victim victim) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (true) {
            var newcomer = new Bystander(victim.clients());
            try {
                List<Duration> _ = newcomer.reportUntil(() -> true);
                return newcomer;
            } catch (UncheckedIOException e) {
                newcomer.close();
                assertThat(System.nanoTime())
                        .as("newcomers are answered again: %s", e)
                        .isLessThan(end);
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static void print(Attack attack, List<Duration> delays) {
        System.out.printf(
                Locale.ROOT,
                "%-50s %5d answers, p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                attack,
                delays.size(),
                millis(delays.get(delays.size() / 2)),
                millis(delays.get(delays.size() * 99 / 100)),
                millis(delays.getLast()));
    }

    private static double millis(Duration delay) {
        return delay.toNanos() / 1e6;
    }
}
