package io.herd.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.Card;
import io.herd.protocol.Readings;
import io.herd.protocol.Report;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings and cards beside the reports of their clients. */
class NotesTest {
    private static final Bytes SERVER = Bytes.of("S");
    private static final Bytes CLIENT = Bytes.of("anna/phone");

    private final List<Report> records = List.of(
            Report.past(SERVER, CLIENT, Bytes.of("+1+1"), 1),
            Report.readings(SERVER, CLIENT, new Readings(1, 2, 3, 4, 5, "x"), 1),
            Report.card(SERVER, CLIENT, new Card("Anna", "", ""), 2),
            Report.tombstone(Bytes.of("T"), CLIENT, 3));

    private HerdState merged(String order) {
        var state = new HerdState(new SipHash(1, 2));
        order.chars().forEach(each -> {
            var _ = state.mergeRemote(records.get(each - '0'), Origin.UNKNOWN);
        });
        return state;
    }

    @ParameterizedTest
    @CsvSource({"0123", "3210", "0312", "1302", "2031"})
    void aDeletionDeletesReadingsAndCardsInWhateverOrderTheyCome(String order) {
        HerdState state = merged(order);
        assertThat(state.readings() + state.cards()).isZero();
        assertThat(state.devices(Bytes.of(""))).isEmpty();
        assertThat(state.tree().root()).isEqualTo(merged("0123").tree().root());
    }

    @Test
    void whatIsNewerThanTheDeletionStays() {
        HerdState state = merged("0123");
        var _ = state.mergeRemote(Report.card(SERVER, CLIENT, new Card("Anna", "", ""), 4), Origin.UNKNOWN);
        assertThat(state.card(CLIENT)).isEqualTo(new Card("Anna", "", ""));
    }

    @Test
    void theNamesOfDevicesCountAsMemory() {
        var capacity = new Capacity(10, 1 << 20);
        var names = new DeviceNames(capacity);
        List<Bytes> clients = IntStream.range(0, 10)
                .mapToObj(each -> Bytes.of(each + "x".repeat(999)))
                .toList();
        clients.forEach(each -> names.changed(each, _ -> true));
        clients.forEach(each -> names.changed(each, _ -> true));
        assertThat(capacity.bytes()).isBetween(10_000L, 12_000L);
        names.changed(clients.getFirst(), _ -> false);
        names.sweep(_ -> false);
        assertThat(capacity.bytes()).isZero();
    }
}
