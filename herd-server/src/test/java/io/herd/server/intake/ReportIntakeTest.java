package io.herd.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.LimitsConfig;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientName;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.server.intake.IntakeResult.Accepted;
import io.herd.server.intake.IntakeResult.Refused;
import io.herd.server.intake.IntakeResult.Stale;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportIntakeTest {
    private static final long NOW = 1_520_023_935_000_000_000L;
    private static final String LINE = "AT Goloman +1.000000000 kiwi +34-118 1520023934";

    private final HerdState state = new HerdState(new SipHash(1, 2), 1, Long.MAX_VALUE);
    private final ReportIntake intake = new ReportIntake(
            Bytes.of("Goloman"),
            state,
            LimitsConfig.DEFAULT,
            new Replication(List.of(Future::succeededFuture)),
            () -> NOW);
    private final ByteWriter out = new ByteWriter(0);

    private IntakeResult report(String client, String time) {
        var iamat = (Iamat) CommandParser.parse(Bytes.of("IAMAT " + client + " +34-118 " + time));
        return intake.report(iamat, state.clientHash(iamat.client()), intake.now(), out.write("before "));
    }

    @Test
    void anAcceptedReportIsWritten() {
        assertThat(report("kiwi", "1520023934"))
                .isInstanceOfSatisfying(
                        Accepted.class,
                        accepted -> assertThat(accepted.report()).hasToString(LINE));
        assertThat(out.take().toString()).isEqualTo("before " + LINE);
    }

    @Test
    void aStaleReportIsAnsweredByWhatStands() {
        assertThat(report("kiwi", "1520023934")).isInstanceOf(Accepted.class);
        out.cut(0);
        assertThat(report("kiwi", "1520023934"))
                .isInstanceOfSatisfying(
                        Stale.class, stale -> assertThat(stale.standing()).hasToString(LINE));
        assertThat(out.take().toString()).isEqualTo("before ");
        assertThat(intake.counters().stale.sum()).isEqualTo(1);
    }

    @Test
    void refusalsAreCountedByReason() {
        assertThat(report("kiwi", "1520023934")).isInstanceOf(Accepted.class);
        out.cut(0);
        assertThat(report("emu", "1520023934")).isEqualTo(new Refused(Refusal.TOO_MANY_CLIENTS));
        assertThat(report("kiwi", "9000000000")).isEqualTo(new Refused(Refusal.FROM_THE_FUTURE));
        assertThat(out.take().toString()).isEqualTo("before before ");
        assertThat(intake.counters().refused(Refusal.TOO_MANY_CLIENTS).sum()).isEqualTo(1);
        assertThat(intake.counters().refused(Refusal.FROM_THE_FUTURE).sum()).isEqualTo(1);
    }

    @Test
    void acceptedReportsAreCountedAtTheFlush() {
        assertThat(intake.flush(3).succeeded()).isTrue();
        assertThat(intake.counters().accepted.sum()).isEqualTo(3);
    }

    @Test
    void aClientCanBeDeletedAlthoughTheClockIsBehindTheHorizon() {
        state.expire(NOW + 1);
        assertThat(intake.forget(new ClientName(Bytes.of("kiwi"))).result()).isTrue();
        assertThat(state.tombstones()).isEqualTo(1);
    }

    @Test
    void aDeletionIsNewerThanWhatItDeletes() {
        assertThat(report("kiwi", "1520023936")).isInstanceOf(Accepted.class);
        assertThat(intake.forget(new ClientName(Bytes.of("kiwi"))).result()).isTrue();
        assertThat(state.find(Bytes.of("kiwi"))).isNull();
        assertThat(report("kiwi", "1520023936")).isEqualTo(new Refused(Refusal.DELETED));
        assertThat(report("kiwi", "1520023937")).isInstanceOf(Accepted.class);
        assertThat(state.tombstones()).isZero();
        assertThat(intake.counters().deletions.sum()).isEqualTo(1);
    }
}
