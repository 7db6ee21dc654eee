package io.herd.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Permissions;
import io.herd.access.TokenList;
import io.herd.config.LimitsConfig;
import io.herd.protocol.Bytes;
import io.herd.server.access.AccessControl;
import io.herd.server.fence.FenceFollower;
import io.herd.server.intake.Replication;
import io.herd.server.intake.ReportIntake;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.MemoryAccount;
import io.herd.server.net.TestWire;
import io.herd.server.watch.Interest;
import io.herd.server.watch.Presence;
import io.herd.server.watch.Watcher;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** Connections that may not do everything, and what becomes of what they wait for when they may no more. */
class RestrictedSessionTest {
    private static final Credentials CREDENTIALS = new Credentials("a key of the herd's servers");
    private static final String AUTH = "AUTH " + CREDENTIALS.token("K7QX2M") + "\n";
    private static final Bytes KIWI = Bytes.of("kiwi");

    private final HerdState state = new HerdState(new SipHash(1, 2));
    private final AccessControl access =
            new AccessControl(CREDENTIALS, null, Permissions.NONE, InstantSource.system(), NOPLogger.NOP_LOGGER);
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Live live = new Live();
    private final ReportIntake intake = new ReportIntake(
            Bytes.of("Goloman"), state, LimitsConfig.DEFAULT, new Replication(List.of()), () -> 2_000_000_000);
    private final ClientService service = new ClientService(
            state,
            intake,
            (_, _, _) -> Future.failedFuture("no places"),
            live,
            new FenceFollower("Goloman", state, 10, Duration.ofMinutes(1), NOPLogger.NOP_LOGGER),
            (_, task) -> later.add(task),
            access,
            LimitsConfig.DEFAULT,
            TrafficLog.none(),
            new MemoryAccount(1 << 20),
            new ClientCounters());
    private final WaitingQuestions waiting =
            new WaitingQuestions(state, service.timer(), later::add, Duration.ofSeconds(1));
    private final TestWire wire = new TestWire();
    private final ClientSession session = new ClientSession(service, waiting, Runnable::run, wire);

    /** Remembers who watches. */
    private static final class Live extends NobodyLive {
        private @Nullable Watcher watcher;

        @Override
        public void watch(Interest interest, Watcher one, Executor loop) {
            watcher = one;
            super.watch(interest, one, loop);
        }

        private void change(Interest interest) {
            if (watcher != null) {
                watcher.changed(interest, Map.of(KIWI, Presence.HERE), Bytes.of("! what everybody is told\n"));
            }
        }
    }

    private void list(String line) {
        access.use(((TokenList.Parsed.Sound) TokenList.parse(line)).list());
    }

    /** What is reported by somebody who may. */
    private void report(String line) {
        list("K7QX2N other report=*");
        TestWire.say(
                new ClientSession(service, waiting, Runnable::run, new TestWire()),
                "AUTH " + CREDENTIALS.token("K7QX2N") + "\n" + line + "\n");
    }

    private void runLater() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    @Test
    void whoMayReportAndNotReadIsNotToldWhereTheClientIs() {
        report("IAMAT kiwi +34-118 1.5");
        list("K7QX2M sensor report=*");
        TestWire.say(session, AUTH + "IAMAT kiwi +1-1 0.5\nWHEREIS kiwi\n");
        assertThat(wire.sent()).isEqualTo("""
                        AUTH sensor
                        AT Goloman +1.500000000 kiwi +1-1 0.5
                        ? WHEREIS kiwi
                        """);
    }

    @Test
    void whoMayReadIsToldWhatStands() {
        report("IAMAT kiwi +34-118 1.5");
        list("K7QX2M phone report=* read=kiwi");
        TestWire.say(session, AUTH + "IAMAT kiwi +1-1 0.5\n");
        assertThat(wire.sent()).endsWith("\nAT Goloman +0.500000000 kiwi +34-118 1.5\n");
    }

    @Test
    void whoWaitsForAClientIsNotToldOfItOnceTheTokenIsRevoked() {
        list("K7QX2M phone read=*");
        TestWire.say(session, AUTH + "WHEREIS kiwi\n");
        report("IAMAT kiwi +34-118 1.5");
        runLater();
        assertThat(wire.sent()).isEqualTo("AUTH phone\n? WHEREIS kiwi\n");
    }

    @Test
    void whoReadsSlowlyIsToldNothingNewOnceTheTokenIsRevoked() {
        list("K7QX2M phone read=*");
        TestWire.say(session, AUTH + "WATCH kiwi\n");
        wire.forget();
        wire.writable = false;
        live.change(new Interest.OfClients(KIWI));
        report("IAMAT kiwi +34-118 1.5");
        wire.writable = true;
        session.writable();
        assertThat(wire.news()).isEmpty();
    }

    @Test
    void aCredentialInALineThatIsTooLongIsNotSentBack() {
        session.overlongLine(Bytes.of(" auth " + "K7QX2M".repeat(100)));
        session.endOfRead();
        new CrowdedSession((_, _) -> {}, wire).overlongLine(Bytes.of("AUTH " + "K7QX2M".repeat(100)));
        assertThat(wire.sent()).isEqualTo("? AUTH\n? AUTH\n");
    }
}
