package io.herd.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwedChangesTest {
    private static final Interest HERE = new Interest.InCircle(new Position(1, 2), 3);
    private static final Interest KIWI = new Interest.OfClient(Bytes.of("kiwi"));

    private final OwedChanges owed = new OwedChanges();

    private static List<Bytes> names(String... names) {
        return List.of(names).stream().map(Bytes::of).toList();
    }

    private List<String> take(int most) {
        List<String> taken = new ArrayList<>();
        owed.take(most, (interest, client) -> taken.add(client + (interest.equals(HERE) ? " here" : "")));
        return taken;
    }

    @Test
    void aNameIsKeptOnceForEachInterest() {
        owed.add(HERE, names("emu", "kiwi"));
        owed.add(KIWI, names("kiwi"));
        owed.add(HERE, names("kiwi", "emu", "moa"));
        assertThat(owed.heldBytes()).isEqualTo(400);
        assertThat(take(3)).containsExactly("emu here", "kiwi here", "kiwi");
        assertThat(owed.isEmpty()).isFalse();
        assertThat(take(3)).containsExactly("moa here");
        assertThat(owed.isEmpty()).isTrue();
    }

    @Test
    void anInterestIsForgottenAlone() {
        owed.add(HERE, names("emu", "kiwi"));
        owed.add(KIWI, names("kiwi"));
        owed.forget(HERE);
        assertThat(take(9)).containsExactly("kiwi");
        owed.add(HERE, names("emu"));
        owed.clear();
        assertThat(take(9)).isEmpty();
    }
}
