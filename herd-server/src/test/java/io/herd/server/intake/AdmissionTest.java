package io.herd.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ConnectionLimits;
import io.herd.config.LimitsConfig;
import io.herd.config.WatchLimits;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import io.herd.protocol.ReportView;
import io.herd.state.HerdState;
import io.herd.state.PutResult;
import io.herd.state.SipHash;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final long NOW = TimeUnit.DAYS.toNanos(20_000);

    private HerdState state = new HerdState(new SipHash(1, 2));

    private Admission admission(int clients, int reportsPerClient) {
        Duration none = Duration.ZERO;
        state = new HerdState(new SipHash(1, 2), clients, Long.MAX_VALUE);
        var limits = new LimitsConfig(
                64,
                Duration.ofSeconds(9),
                1,
                none,
                none,
                clients,
                0,
                reportsPerClient,
                ConnectionLimits.DEFAULT,
                WatchLimits.DEFAULT);
        return new Admission(state, limits);
    }

    private static Iamat iamat(String client, long nanos) {
        String seconds = nanos / 1_000_000_000 + "." + "%09d".formatted(nanos % 1_000_000_000);
        return (Iamat) CommandParser.parse(Bytes.of("IAMAT " + client + " +1+1 " + seconds));
    }

    private @Nullable Refusal refusal(Admission admission, String client, long now) {
        return refusal(admission, iamat(client, NOW), now);
    }

    private @Nullable Refusal refusal(Admission admission, Iamat iamat, long now) {
        return admission.refusal(iamat, state.clientHash(iamat.client()), now);
    }

    @Test
    void aReportMayBeAheadAsFarAsIsSet() {
        Admission admission = admission(1, 0);
        assertThat(refusal(admission, iamat("kiwi", NOW + 9_000_000_000L), NOW)).isNull();
        assertThat(refusal(admission, iamat("kiwi", NOW + 9_000_000_001L), NOW)).isEqualTo(Refusal.FROM_THE_FUTURE);
    }

    @Test
    void newClientsAreRefusedWhenThereAreEnough() {
        Admission admission = admission(2, 0);
        for (String client : new String[] {"one", "two"}) {
            assertThat(refusal(admission, client, NOW)).isNull();
            assertThat(state.acceptLocal(
                            ReportView.fromCommand(Bytes.of("Goloman"), iamat(client, NOW), NOW, new ByteWriter(0))))
                    .isEqualTo(PutResult.ACCEPTED);
        }
        assertThat(refusal(admission, "three", NOW)).isEqualTo(Refusal.TOO_MANY_CLIENTS);
        assertThat(refusal(admission, "two", NOW)).isNull();
    }

    @Test
    void aClientReportsAsOftenAsIsSet() {
        Admission admission = admission(10, 2);
        assertThat(refusal(admission, "kiwi", NOW)).isNull();
        assertThat(refusal(admission, "kiwi", NOW + 999_999_999)).isNull();
        assertThat(refusal(admission, "kiwi", NOW + 999_999_999)).isEqualTo(Refusal.TOO_OFTEN);
        assertThat(refusal(admission, "emu", NOW + 999_999_999)).isNull();
        assertThat(refusal(admission, "kiwi", NOW + 1_000_000_000)).isNull();
    }

    @Test
    void clientsThatAreRefusedAnywayAreNotCounted() {
        Admission admission = admission(1, 1);
        assertThat(refusal(admission, "one", NOW)).isNull();
        assertThat(state.acceptLocal(
                        ReportView.fromCommand(Bytes.of("Goloman"), iamat("one", NOW), NOW, new ByteWriter(0))))
                .isEqualTo(PutResult.ACCEPTED);
        for (int i = 0; i < 2; i++) {
            assertThat(refusal(admission, "two", NOW)).isEqualTo(Refusal.TOO_MANY_CLIENTS);
        }
    }

    @Test
    void aReadThatCameInBeforeTheSecondBeganCountsInIt() {
        Admission admission = admission(10, 1);
        assertThat(refusal(admission, "kiwi", NOW)).isNull();
        assertThat(refusal(admission, "kiwi", NOW - 1)).isEqualTo(Refusal.TOO_OFTEN);
        assertThat(refusal(admission, "kiwi", NOW)).isEqualTo(Refusal.TOO_OFTEN);
    }

    @Test
    void asManyAreTakenAsIsSetWhicheverThreadsTheyComeOn() {
        Admission admission = admission(10, 100);
        for (long second = 0; second < 50; second++) {
            long now = NOW + second * 1_000_000_000L;
            long taken = IntStream.range(0, 200)
                    .parallel()
                    .filter(_ -> refusal(admission, "kiwi", now) == null)
                    .count();
            assertThat(taken).isEqualTo(100);
        }
    }

    @Test
    void aClockThatIsSetBackRefusesNobodyForLong() {
        Admission admission = admission(10, 1);
        assertThat(refusal(admission, "kiwi", NOW)).isNull();
        assertThat(refusal(admission, "kiwi", NOW - 5_000_000_000L)).isNull();
    }
}
