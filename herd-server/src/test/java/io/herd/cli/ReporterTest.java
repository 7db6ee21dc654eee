package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reports get to a server, whatever becomes of connections. */
@Timeout(30)
class ReporterTest {
    private static final int REPORTS = 5_000;

    private final ReportTally tally = new ReportTally();

    private void send(List<ClientPort> ports) throws IOException, InterruptedException {
        try (var reporter = new Reporter(() -> ports, 0)) {
            for (int i = 0; i < REPORTS; i++) {
                reporter.send(new SentReport("kiwi +1+2 " + i, tally));
            }
            reporter.finish();
        }
    }

    @Test
    void allReportsAreAnsweredInTheirOrder() throws IOException, InterruptedException {
        try (var server = new FakeClientPort(Integer.MAX_VALUE, FakeClientPort::accept)) {
            send(List.of(server.port()));
            assertThat(server.answered())
                    .containsExactlyElementsOf(IntStream.range(0, REPORTS)
                            .mapToObj(i -> "IAMAT kiwi +1+2 " + i)
                            .toList());
        }
        assertThat(tally.accepted()).isEqualTo(REPORTS);
    }

    @Test
    void whatABrokenConnectionLeavesUnansweredIsSentOverAnother() throws IOException, InterruptedException {
        try (var first = new FakeClientPort(1_000, FakeClientPort::accept);
                var second = new FakeClientPort(700, FakeClientPort::accept)) {
            send(List.of(first.port(), second.port()));
            var all = new HashSet<>(first.answered());
            all.addAll(second.answered());
            assertThat(all).hasSize(REPORTS);
        }
        assertThat(tally.accepted()).isEqualTo(REPORTS);
    }

    @Test
    void repliesAreCountedByWhatTheySay() throws IOException, InterruptedException {
        try (var server = new FakeClientPort(
                Integer.MAX_VALUE,
                line -> line.endsWith("7")
                        ? "? " + line
                        : line.endsWith("9") ? "AT Fake +0.1 kiwi +1+2 99999" : FakeClientPort.accept(line))) {
            send(List.of(server.port()));
        }
        assertThat(tally.refused()).isEqualTo(REPORTS / 10);
        assertThat(tally.stale()).isEqualTo(REPORTS / 10);
        assertThat(tally.accepted()).isEqualTo(REPORTS - 2 * REPORTS / 10);
        assertThat(tally.firstRefused()).isEqualTo("kiwi +1+2 7");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (var server = new FakeClientPort(0, FakeClientPort::accept)) {
            assertThatThrownBy(() -> send(List.of(server.port())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Fake has ");
        }
    }

    @Test
    void whereNoServerCanBeReachedTheErrorNamesThemAll() throws IOException {
        ClientPort closed;
        try (var server = new FakeClientPort(0, FakeClientPort::accept)) {
            closed = server.port();
        }
        assertThatThrownBy(() -> send(List.of(closed, closed)))
                .hasMessageMatching("Fake cannot be reached.*; Fake cannot be reached.*");
    }
}
