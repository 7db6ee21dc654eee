package io.herd.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ConnectionLimits;
import io.herd.config.LimitsConfig;
import io.herd.protocol.Bytes;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.TestWire;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

class ClientSessionTest {
    private final TestWire wire = new TestWire();
    private long waited;

    private ClientSession session(Duration unknownWait) {
        return new ClientSession(
                new ClientService(
                        Bytes.of("Goloman"),
                        new HerdState(new SipHash(1, 2)),
                        Future::succeededFuture,
                        (_, _, _) -> Future.failedFuture("no places"),
                        (_, _) -> false,
                        () -> 0,
                        (millis, task) -> {
                            waited += millis;
                            task.run();
                        },
                        new LimitsConfig(
                                8192, Duration.ZERO, 10, unknownWait, Duration.ZERO, 10, 0, ConnectionLimits.DEFAULT),
                        new TrafficLog(NOPLogger.NOP_LOGGER, false, _ -> true),
                        new ClientCounters()),
                wire);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 127, 128, 200, 1_000})
    void aQuestionAboutAnUnknownClientWaitsAsLongAsIsSet(long millis) {
        TestWire.say(session(Duration.ofMillis(millis)), "WHEREIS kiwi\n");
        assertThat(wire.sent()).isEqualTo("? WHEREIS kiwi\n");
        assertThat(waited).isEqualTo(millis);
    }
}
