package io.herd.server.watch;

import io.herd.access.Permissions;
import io.herd.protocol.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a watcher may see of what it is interested in: everything, clients of some names, or nothing. It changes when the watcher shows
 * another credential, and when that expires or is revoked. Confined to one thread.
 */
public final class Sight {
    private final Interest interest;
    private final Supplier<Permissions> permissions;
    private @Nullable Permissions known;
    private Extent extent = Extent.NOTHING;

    private enum Extent {
        EVERYTHING,
        /** Of the clients those whose names may be seen. */
        SOME,
        NOTHING
    }

    /** @param permissions what the watcher may do now */
    public Sight(Interest interest, Supplier<Permissions> permissions) {
        this.interest = interest;
        this.permissions = permissions;
    }

    /** Whether anything of an interest may be seen. */
    public static boolean permits(Interest interest, Permissions permissions) {
        return extent(interest, permissions) != Extent.NOTHING;
    }

    private Extent extent() {
        Permissions now = permissions.get();
        if (!now.equals(known)) {
            known = now;
            extent = extent(interest, now);
        }
        return extent;
    }

    private static Extent extent(Interest interest, Permissions now) {
        if (now.read().isAll()) {
            return Extent.EVERYTHING;
        }
        boolean isWhole = switch (interest) {
            case Interest.OfClients(var clients) -> clients.stream().allMatch(now.read()::contains);
            case Interest.OfPrefix(var prefix) -> now.read().containsAllOf(prefix);
            case Interest.InCircle(var center, var radius) -> now.mayReadAllWithin(center, radius);
            case Interest.InBox _, Interest.AroundClient _ -> false;
        };
        boolean isHidden = now.read().isEmpty()
                || interest instanceof Interest.OfClients
                || (interest instanceof Interest.AroundClient around
                        && !now.read().contains(around.client()));
        return isWhole ? Extent.EVERYTHING : isHidden ? Extent.NOTHING : Extent.SOME;
    }

    public boolean isEverything() {
        return extent() == Extent.EVERYTHING;
    }

    public boolean isNothing() {
        return extent() == Extent.NOTHING;
    }

    /** Whether a client that is of interest may be seen. */
    public boolean shows(Bytes client) {
        return switch (extent()) {
            case EVERYTHING -> true;
            case SOME -> permissions.get().read().contains(client);
            case NOTHING -> false;
        };
    }

    /** Of clients that are of interest those that may be seen. */
    public Map<Bytes, Presence> visible(Map<Bytes, Presence> clients) {
        if (isEverything()) {
            return clients;
        }
        Map<Bytes, Presence> visible = new LinkedHashMap<>(clients);
        visible.keySet().removeIf(client -> !shows(client));
        return visible;
    }
}
