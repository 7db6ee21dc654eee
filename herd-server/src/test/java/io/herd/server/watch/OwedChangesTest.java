package io.herd.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwedChangesTest {
    private final OwedChanges owed = new OwedChanges();

    private static Map<Bytes, Presence> clients(Presence presence, String... names) {
        Map<Bytes, Presence> clients = new LinkedHashMap<>();
        for (String each : names) {
            clients.put(Bytes.of(each), presence);
        }
        return clients;
    }

    @Test
    void aNameIsKeptOnceInItsPlaceWithWhatWasSeenLast() {
        owed.add(clients(Presence.HERE, "emu", "kiwi"));
        owed.add(clients(Presence.LEFT, "kiwi", "emu", "moa"));
        assertThat(owed.heldBytes()).isEqualTo(300);
        assertThat(owed.take(2)).hasToString("{emu=LEFT, kiwi=LEFT}");
        assertThat(owed.isEmpty()).isFalse();
        assertThat(owed.take(2)).hasToString("{moa=LEFT}");
        assertThat(owed.isEmpty()).isTrue();
        assertThat(owed.heldBytes()).isZero();
    }

    @Test
    void nothingIsOwedOnceItIsCleared() {
        owed.add(clients(Presence.GONE, "emu"));
        owed.clear();
        assertThat(owed.isEmpty()).isTrue();
        assertThat(owed.heldBytes()).isZero();
        assertThat(owed.take(9)).isEmpty();
    }
}
