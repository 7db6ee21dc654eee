package io.herd.server.phone;

import io.herd.access.Names;
import io.herd.phone.Friend;
import io.herd.protocol.Bytes;
import io.herd.protocol.Report;
import io.herd.state.HerdState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out who is shown to whom. Safe for any number of threads. */
public final class Friends {
    private final HerdState state;
    private final int most;

    /** @param most of how many friends a device is told at most */
    public Friends(HerdState state, int most) {
        this.state = state;
        this.most = most;
    }

    /**
     * The devices that may be seen, the asker's own first, if that is one of them: an app shows it where others see it. Who may report a
     * client need not be that client, so nobody is told of it who may not read it.
     *
     * @param own the asker's client; null if it is not known
     */
    public List<Friend> of(@Nullable Bytes own, Names visible) {
        List<Friend> friends = new ArrayList<>();
        Friend self = own == null || most == 0 || !visible.contains(own) ? null : friend(own);
        if (self != null) {
            friends.add(self);
        }
        visible(visible)
                .filter(name -> self == null || !name.equals(self.client()))
                .mapMulti((Bytes name, Consumer<Friend> found) -> {
                    Friend friend = friend(name);
                    if (friend != null) {
                        found.accept(friend);
                    }
                })
                .limit(Math.max(0, most - friends.size()))
                .forEach(friends::add);
        return friends;
    }

    /** The names of the devices that may be seen. */
    public Stream<Bytes> visible(Names visible) {
        return visible.stems().stream()
                .flatMap(state::devices)
                .filter(visible::contains)
                .distinct();
    }

    /** What is shown of a client; null if it is not known. */
    public @Nullable Friend friend(Bytes client) {
        Report report = state.find(client);
        return report == null ? null : new Friend(report, state.readings(report), state.card(client));
    }
}
