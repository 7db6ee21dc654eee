package io.herd.server.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a server last heard of each server of its herd, from itself or through others. Two servers that last heard of a third
 * at times further apart than tombstones are kept were separated for that long: one of them may know what the other has deleted and
 * forgotten the deletion of. Times are POSIX seconds by the clocks of the servers that they are about. Safe for any number of threads.
 */
final class Contacts {
    /** More than a herd has servers. */
    private static final int MOST = 256;
    /** How many bytes the contacts take at most: a HELLO with them is shorter than a line of a handshake may be. */
    private static final int MOST_BYTES = 7_000;
    /** How many bytes a contact takes at most besides the server's name: two times, and what stands between. */
    private static final int TIMES = 27;

    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9._-]{1,100}):([0-9]{1,12}):([0-9]{1,12})");

    private final String server;
    private final LongSupplier clock;
    private final Duration future;
    private final Map<String, Contact> byServer = new TreeMap<>();

    /**
     * The last sign of life of a server.
     *
     * @param since when its memory began: what it knows came in later
     * @param heard when it last gave a sign of life
     */
    private record Contact(long since, long heard) {
        /** The later of two. Of a server that has started anew, what was before counts for nothing. */
        Contact or(Contact other) {
            return other.since > since || (other.since == since && other.heard > heard) ? other : this;
        }

        boolean isApart(Contact other, long seconds) {
            return since == other.since && Math.abs(heard - other.heard) > seconds;
        }
    }

    /**
     * The contacts of a server whose memory begins now.
     *
     * @param clock POSIX time in ns
     * @param future how far ahead of it the clocks of others may be
     */
    Contacts(String server, LongSupplier clock, Duration future) {
        this.server = server;
        this.clock = clock;
        this.future = future;
        byServer.put(server, new Contact(now(), now()));
    }

    /** This server's memory began at an earlier POSIX time in ns. */
    synchronized void remembersSince(long nanos) {
        byServer.put(server, new Contact(TimeUnit.NANOSECONDS.toSeconds(nanos), now()));
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong());
    }

    /** When each server last gave a sign of life, by its own clock: it grows as long as the server can be heard of. */
    synchronized Map<String, Long> heard() {
        return byServer.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().heard));
    }

    /** All of them as one field of a message to neighbours. */
    synchronized String encoded() {
        byServer.computeIfPresent(server, (_, own) -> new Contact(own.since, Math.max(own.heard, now())));
        return byServer.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue().since + ":" + entry.getValue().heard)
                .collect(Collectors.joining(","));
    }

    /**
     * Takes in those of a neighbour.
     *
     * @param isSynced whether this server has all that the neighbour has. Else only servers that are not known yet count: the
     *     neighbour may have heard of the others after they deleted clients that it has not told of yet
     * @return false if they are malformed
     */
    synchronized boolean hear(String encoded, boolean isSynced) {
        Map<String, Contact> theirs = read(encoded);
        if (theirs == null) {
            return false;
        }
        long latest = now() + future.toSeconds();
        theirs.forEach((name, contact) -> {
            boolean isWanted = byServer.containsKey(name) ? isSynced && !name.equals(server) : hasRoom(name);
            if (isWanted && contact.since <= contact.heard && contact.heard <= latest) {
                byServer.merge(name, contact, Contact::or);
            }
        });
        return true;
    }

    private boolean hasRoom(String name) {
        int bytes = byServer.keySet().stream()
                .mapToInt(known -> known.length() + TIMES)
                .sum();
        return bytes + name.length() + TIMES <= MOST_BYTES;
    }

    /** The servers of which this server and a neighbour last heard at times that are further apart than tombstones are kept. */
    synchronized List<String> apart(String encoded, Duration retention) {
        Map<String, Contact> theirs = read(encoded);
        var apart = new ArrayList<String>();
        if (theirs != null) {
            byServer.forEach((name, contact) -> {
                Contact other = theirs.get(name);
                if (other != null && contact.isApart(other, retention.toSeconds())) {
                    apart.add(name);
                }
            });
        }
        return apart;
    }

    private static @Nullable Map<String, Contact> read(String encoded) {
        var contacts = new TreeMap<String, Contact>();
        for (String entry : encoded.split(",", -1)) {
            Matcher matcher = ENTRY.matcher(entry);
            if (!matcher.matches() || contacts.size() == MOST) {
                return null;
            }
            contacts.put(
                    matcher.group(1), new Contact(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3))));
        }
        return contacts;
    }
}
