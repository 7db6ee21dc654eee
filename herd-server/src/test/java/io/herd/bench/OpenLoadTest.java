package io.herd.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What loads measure of a server that stalls. */
class OpenLoadTest {
    private static final int PER_SECOND = 2_000;
    private static final int COMMANDS = 1_000;
    /** After a fifth of the commands. */
    private static final int STALLS_AFTER =
            COMMANDS / 5 * Commands.whereis().command().length();

    private static final Duration STALL = Duration.ofMillis(100);

    private static Plan plan(InetSocketAddress server, int millis) {
        return Plan.of(List.of(server), Commands.whereis(), COMMANDS, Duration.ofMillis(millis))
                .with(1, 1);
    }

    /** How many commands took half of the stall, or longer. */
    private static long slow(Histogram times) {
        return times.getCountBetweenValues(STALL.toNanos() / 2, Long.MAX_VALUE);
    }

    @Test
    void aStallDelaysEveryCommandThatIsDueMeanwhile() throws IOException {
        try (var server = new StallingServer(STALLS_AFTER, STALL)) {
            OpenResult result = OpenLoad.run(plan(server.address(), 500), PER_SECOND, _ -> {});
            assertThat(result.due()).isEqualTo(COMMANDS);
            assertThat(result.answered()).isEqualTo(COMMANDS);
            assertThat(result.latencies().getTotalCount()).isEqualTo(COMMANDS);
            assertThat(slow(result.latencies())).isGreaterThan(90);
            assertThat(result.micros(99)).isGreaterThan(80_000);
        }
    }

    @Test
    void aClosedLoopOmitsThem() throws IOException {
        try (var server = new StallingServer(STALLS_AFTER, STALL)) {
            LoadResult result = Load.run(plan(server.address(), 500).onceEach(), _ -> {});
            assertThat(result.commands()).isEqualTo(COMMANDS);
            assertThat(slow(result.serviceTimes())).isBetween(1L, 9L);
            assertThat(result.micros(99)).isLessThan(80_000);
        }
    }

    @Test
    void aServerThatDoesNotKeepUpIsGivenUp() throws IOException {
        try (var server = new StallingServer(0, Duration.ofMinutes(1))) {
            OpenResult result = OpenLoad.run(plan(server.address(), 200), PER_SECOND, _ -> {});
            assertThat(result.isKeptUp()).isFalse();
            assertThat(result.due()).isEqualTo(PER_SECOND / 5);
            assertThat(result.answered()).isZero();
            assertThat(result.rate()).isZero();
            assertThat(result.behind()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            assertThat(result.latencies().getTotalCount()).isEqualTo(PER_SECOND / 5);
            assertThat(result.micros(0)).isGreaterThan(190_000);
        }
    }

    @Test
    void aServerThatReadsNothingHoldsUpNeitherTheLoadNorItsEnd() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            OpenResult result = OpenLoad.run(plan(address, 200), 2_000_000, _ -> {});
            assertThat(result.answered()).isZero();
            assertThat(result.latencies().getTotalCount()).isEqualTo(400_000);
        }
    }

    @Test
    void aServerThatHangsUpIsAnError() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            Thread hangUp = Thread.ofVirtual().start(() -> {
                try (var client = server.accept()) {
                    var _ = client.getInputStream().read();
                } catch (IOException e) {
                    // The load does not care why.
                }
            });
            assertThatThrownBy(() -> OpenLoad.run(plan(address, 5_000), PER_SECOND, _ -> {}))
                    .isInstanceOf(IOException.class);
            hangUp.join();
        }
    }
}
