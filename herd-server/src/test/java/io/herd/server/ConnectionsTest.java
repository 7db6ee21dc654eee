package io.herd.server;

import static io.herd.server.Connections.Entry.CROWDED;
import static io.herd.server.Connections.Entry.TURNED_AWAY;
import static io.herd.server.Connections.Entry.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ConnectionLimits;
import io.herd.server.client.ClientCounters;
import io.herd.server.net.MemoryAccount;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private final ClientCounters counters = new ClientCounters();
    private final MemoryAccount memory = new MemoryAccount(1_000);

    private Connections connections(int all, int perAddress) {
        return new Connections(
                new ConnectionLimits(all, perAddress, Duration.ofMinutes(1), Duration.ZERO, 1 << 10, 1, 0),
                memory,
                counters);
    }

    @Test
    void beyondTheLimitOnlySomeMaySayWhoTheyAre() {
        Connections connections = connections(2, 2);
        assertThat(connections.enter("a")).isEqualTo(WELCOME);
        assertThat(connections.enter("b")).isEqualTo(WELCOME);
        for (int i = 0; i < Connections.LOBBY; i++) {
            assertThat(connections.enter("c" + i)).isEqualTo(CROWDED);
        }
        assertThat(connections.enter("d")).isEqualTo(TURNED_AWAY);
        assertThat(counters.connections.sum()).isEqualTo(3 + Connections.LOBBY);
        assertThat(counters.crowded.sum()).isEqualTo(1 + Connections.LOBBY);
    }

    @Test
    void newcomersAreTurnedAwayWhileMemoryIsTight() {
        Connections connections = connections(2, 2);
        memory.add(800);
        assertThat(connections.enter("a")).isEqualTo(TURNED_AWAY);
        connections.leave("a");
        memory.add(-800);
        assertThat(connections.enter("a")).isEqualTo(WELCOME);
    }

    @Test
    void whoLeavesMakesRoom() {
        Connections connections = connections(2, 1);
        assertThat(connections.enter("a")).isEqualTo(WELCOME);
        assertThat(connections.enter("b")).isEqualTo(WELCOME);
        assertThat(connections.enter("c")).isEqualTo(CROWDED);
        connections.leave("c");
        connections.leave("a");
        assertThat(connections.enter("a")).isEqualTo(WELCOME);
        assertThat(counters.closed.sum()).isEqualTo(2);
    }

    @Test
    void oneAddressDoesNotTakeThePlacesOfOthers() {
        Connections connections = connections(10, 1);
        assertThat(connections.enter("a")).isEqualTo(WELCOME);
        assertThat(connections.enter("a")).isEqualTo(CROWDED);
        assertThat(connections.enter("b")).isEqualTo(WELCOME);
        connections.leave("a");
        assertThat(connections.enter("a")).isEqualTo(CROWDED);
        connections.leave("a");
        connections.leave("a");
        assertThat(connections.enter("a")).isEqualTo(WELCOME);
    }
}
