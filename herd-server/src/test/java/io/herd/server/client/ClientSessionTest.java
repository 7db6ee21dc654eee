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
import io.vertx.core.Promise;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSessionTest {
    private final TestWire wire = new TestWire();
    private static final ConnectionLimits CONNECTIONS = new ConnectionLimits(10, 10, Duration.ofMinutes(1), 1_024);

    private Future<Void> flooded = Future.succeededFuture();
    private long waited;

    private ClientSession session(Duration unknownWait) {
        return new ClientSession(
                new ClientService(
                        Bytes.of("Goloman"),
                        new HerdState(new SipHash(1, 2)),
                        () -> flooded,
                        (_, _, _) -> Future.failedFuture("no places"),
                        (_, _) -> false,
                        () -> 0,
                        (millis, task) -> {
                            waited += millis;
                            task.run();
                        },
                        new LimitsConfig(8192, Duration.ofHours(1), 10, unknownWait, Duration.ZERO, 10, 0, CONNECTIONS),
                        TrafficLog.none(),
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

    @Test
    void repliesToReportsWaitUntilNeighboursAreTold() {
        Promise<Void> told = Promise.promise();
        flooded = told.future();
        TestWire.say(
                session(Duration.ZERO),
                "WHEREIS kiwi\nIAMAT kiwi +1-1 0.5\nIAMAT kiwi +2-2 0.5\nIAMAT\nWHEREIS kiwi\nIAMAT fig +3-3 0\n");
        assertThat(wire.sent()).isEqualTo("? WHEREIS kiwi\n");
        told.complete();
        assertThat(wire.sent()).isEqualTo("""
                        ? WHEREIS kiwi
                        AT Goloman -0.500000000 kiwi +1-1 0.5
                        AT Goloman -0.500000000 kiwi +1-1 0.5
                        ? IAMAT
                        AT Goloman -0.500000000 kiwi +1-1 0.5
                        AT Goloman +0.000000000 fig +3-3 0
                        """);
    }

    @Test
    void aClientWhoseRepliesWaitIsNotHeardForEver() {
        Promise<Void> told = Promise.promise();
        flooded = told.future();
        var session = session(Duration.ZERO);
        TestWire.say(session, "IAMAT kiwi +1-1 0\nWHEREIS " + "x".repeat(400) + "\n");
        assertThat(wire.paused).isFalse();
        TestWire.say(session, "WHEREIS " + "x".repeat(700) + "\n");
        assertThat(wire.paused).isTrue();
        told.complete();
        assertThat(wire.paused).isFalse();
    }
}
