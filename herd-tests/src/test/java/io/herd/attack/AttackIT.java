package io.herd.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers withstand attack after attack, each for some seconds: they live, another client is answered meanwhile, and a new one afterwards. */
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

    /** The server that is attacked. */
    private static @Nullable Victim victim;

    @AfterAll
    static void stop() throws IOException {
        if (victim != null) {
            victim.close();
        }
    }

    private static Victim victim(Attack attack) throws IOException {
        Victim running = victim;
        if (running == null || attack.isAlone() || !running.isAlive()) {
            stop();
            running = Victim.start(LAUNCHER, attack.settings(), Files.createTempDirectory(directory, "victim"));
            victim = running;
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
        Victim attacked = victim(attack);
        try (Bystander bystander = newcomer(attacked);
                var attackers = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + LASTS.toNanos();
            Future<?> acting = attackers.submit(() -> {
                attack.act().run(attacked, end);
                return null;
            });
            List<Duration> delays = bystander.reportUntil(acting::isDone);
            acting.get();
            print(attack, delays);
            assertThat(attacked.isAlive()).as("the server lives").isTrue();
            assertThat(delays.get(delays.size() * PERCENTILE / 100)).isLessThan(USUALLY_MOST);
            assertThat(delays.getLast()).isLessThan(MOST);
        }
        newcomer(attacked).close();
    }

    /** A client that has been answered, at the latest some seconds after an attack. */
    private static Bystander newcomer(Victim victim) {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (true) {
            try {
                return Bystander.admitted(victim.clients());
            } catch (UncheckedIOException e) {
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
