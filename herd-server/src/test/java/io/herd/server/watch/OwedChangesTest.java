package io.herd.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwedChangesTest {
    private final OwedChanges<String> owed = new OwedChanges<>();

    private static Map<Bytes, Presence> clients(Presence presence, String... names) {
        Map<Bytes, Presence> clients = new LinkedHashMap<>();
        for (String each : names) {
            clients.put(Bytes.of(each), presence);
        }
        return clients;
    }

    private String take(int most) {
        OwedChanges.Batch<String> batch = owed.take(most);
        return batch.subscription() + " " + batch.clients();
    }

    @Test
    void aNameIsKeptOnceForEachSubscriptionWithWhatWasSeenLast() {
        owed.add("here", clients(Presence.HERE, "emu", "kiwi"));
        owed.add("mine", clients(Presence.HERE, "kiwi"));
        owed.add("here", clients(Presence.LEFT, "kiwi", "emu", "moa"));
        assertThat(owed.heldBytes()).isEqualTo(400);
        assertThat(take(2)).isEqualTo("here {emu=LEFT, kiwi=LEFT}");
        assertThat(owed.isEmpty()).isFalse();
        assertThat(take(2)).isEqualTo("mine {kiwi=HERE}");
        assertThat(take(2)).isEqualTo("here {moa=LEFT}");
        assertThat(owed.isEmpty()).isTrue();
        assertThat(owed.heldBytes()).isZero();
    }

    @Test
    void aSubscriptionIsForgottenAlone() {
        owed.add("here", clients(Presence.HERE, "emu", "kiwi"));
        owed.add("mine", clients(Presence.HERE, "kiwi"));
        owed.add("none", Map.of());
        owed.forget("here");
        owed.forget("none");
        assertThat(take(9)).isEqualTo("mine {kiwi=HERE}");
        owed.add("here", clients(Presence.GONE, "emu"));
        owed.clear();
        assertThat(owed.isEmpty()).isTrue();
        assertThat(owed.heldBytes()).isZero();
    }
}
