package io.herd.server.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Permissions;
import io.herd.config.ConnectionLimits;
import io.herd.config.LimitsConfig;
import io.herd.config.WatchLimits;
import io.herd.protocol.Bytes;
import io.herd.server.access.AccessControl;
import io.herd.server.fence.FenceFollower;
import io.herd.server.intake.Replication;
import io.herd.server.intake.ReportIntake;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.MemoryAccount;
import io.herd.server.net.TestWire;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

class ClientSessionTest {
    private final TestWire wire = new TestWire();
    private static final ConnectionLimits CONNECTIONS =
            new ConnectionLimits(10, 10, Duration.ofMinutes(1), Duration.ZERO, 1_024, 1, 0);

    private Future<Void> flushed = Future.succeededFuture();
    private long waited;
    /** What is to happen later. */
    private final Queue<Runnable> later = new ArrayDeque<>();

    private final HerdState state = new HerdState(new SipHash(1, 2));
    private final Queue<Runnable> soon = new ArrayDeque<>();
    private @Nullable ClientService service;
    private @Nullable WaitingQuestions waiting;

    private ClientSession session(Duration unknownWait) {
        var limits = new LimitsConfig(
                8192, Duration.ofHours(1), 10, unknownWait, Duration.ZERO, 10, 0, 0, CONNECTIONS, WatchLimits.DEFAULT);
        var replication = new Replication(List.of(() -> flushed));
        service = new ClientService(
                state,
                new ReportIntake(Bytes.of("Goloman"), state, limits, replication, () -> 0),
                (_, _, _) -> Future.failedFuture("no places"),
                new NobodyLive(),
                new FenceFollower("Goloman", state, 10, Duration.ofMinutes(1), NOPLogger.NOP_LOGGER),
                this::runLater,
                new AccessControl(
                        new Credentials("a secret of nobody"),
                        null,
                        Permissions.ALL,
                        InstantSource.system(),
                        NOPLogger.NOP_LOGGER),
                limits,
                TrafficLog.none(),
                new MemoryAccount(1 << 20),
                new ClientCounters());
        waiting = new WaitingQuestions(state, this::runLater, soon::add, unknownWait);
        return new ClientSession(service, waiting, Runnable::run, wire);
    }

    private void runLater(long millis, Runnable task) {
        later.add(() -> {
            waited += millis;
            task.run();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 127, 128, 200, 1_000})
    void aQuestionAboutAnUnknownClientWaitsAsLongAsIsSetAndLittleLonger(long millis) {
        TestWire.say(session(Duration.ofMillis(millis)), "WHEREIS kiwi\n");
        assertThat(wire.sent()).isEmpty();
        runLater();
        assertThat(wire.sent()).isEqualTo("? WHEREIS kiwi\n");
        assertThat(waited).isBetween(millis, millis + millis / 4 + 5);
    }

    @Test
    void whereQuestionsDoNotWaitTheyAreAnsweredAtOnce() {
        TestWire.say(session(Duration.ZERO), "WHEREIS kiwi\n");
        assertThat(wire.sent()).isEqualTo("? WHEREIS kiwi\n");
        assertThat(later).isEmpty();
    }

    @Test
    void manyQuestionsTakeOneTimer() {
        TestWire.say(session(Duration.ofSeconds(1)), "WHEREIS kiwi\nWHEREIS emu\n".repeat(4));
        assertThat(later).hasSize(1);
    }

    @Test
    void aQuestionHoldsTheRoomThatItsAnswerMayTake() {
        var session = session(Duration.ofSeconds(1));
        TestWire.say(session, "WHEREIS " + "x".repeat(400) + "\n");
        assertThat(session.heldBytes()).isGreaterThan(400);
        assertThat(wire.paused).isTrue();
        runLater();
        assertThat(session.heldBytes()).isZero();
        assertThat(wire.paused).isFalse();
    }

    @Test
    void whileMemoryIsTightNothingMoreIsTakenFromWhoHasSomethingWaiting() {
        var session = session(Duration.ofSeconds(1));
        requireNonNull(service).memory().add(1 << 20);
        TestWire.say(session, "WHEREIS kiwi\n");
        assertThat(wire.paused).isTrue();
        runLater();
        assertThat(wire.paused).isFalse();
    }

    @Test
    void whatAConnectionReportsIsNoAnswerToItsEarlierQuestions() {
        TestWire.say(
                session(Duration.ofMillis(5)), "WHEREIS kiwi\nWHATSAT kiwi 10 5\nIAMAT kiwi +1-1 0\nWHEREIS kiwi\n");
        assertThat(wire.sent()).isEmpty();
        runLater();
        assertThat(wire.sent()).isEqualTo("""
                        ? WHEREIS kiwi
                        ? WHATSAT kiwi 10 5
                        AT Goloman +0.000000000 kiwi +1-1 0
                        AT Goloman +0.000000000 kiwi +1-1 0
                        """);
    }

    @Test
    void whatAnotherConnectionReportsIsAnAnswer() {
        var asking = session(Duration.ofMillis(5));
        TestWire.say(asking, "WHEREIS kiwi\nIAMAT kiwi +1-1 0\n");
        TestWire.say(
                new ClientSession(requireNonNull(service), requireNonNull(waiting), Runnable::run, new TestWire()),
                "IAMAT kiwi +2-2 1\n");
        runLater();
        assertThat(wire.sent()).isEqualTo("""
                        AT Goloman -1.000000000 kiwi +2-2 1
                        AT Goloman +0.000000000 kiwi +1-1 0
                        """);
    }

    private void runLater() {
        while (!soon.isEmpty() || !later.isEmpty()) {
            (soon.isEmpty() ? later : soon).remove().run();
        }
    }

    @Test
    void repliesToReportsWaitUntilNeighboursAreTold() {
        Promise<Void> told = Promise.promise();
        flushed = told.future();
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
        flushed = told.future();
        var session = session(Duration.ZERO);
        TestWire.say(session, "IAMAT kiwi +1-1 0\nWHEREIS " + "x".repeat(400) + "\n");
        assertThat(wire.paused).isFalse();
        TestWire.say(session, "WHEREIS " + "x".repeat(700) + "\n");
        assertThat(wire.paused).isTrue();
        told.complete();
        assertThat(wire.paused).isFalse();
    }

    @Test
    void aReportThatCannotBeAcknowledgedEndsTheConnectionWithoutAReply() {
        flushed = Future.failedFuture("the disk is full");
        TestWire.say(session(Duration.ZERO), "IAMAT kiwi +34-118 0\n");
        assertThat(wire.writes).isEmpty();
        assertThat(wire.aborted).isTrue();
        assertThat(requireNonNull(service).counters().unacknowledged.sum()).isEqualTo(1);
    }
}
