package io.herd.server.link;

import io.herd.config.LinksConfig;
import io.herd.protocol.LinkMessage.Beat;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.Printable;
import io.herd.server.log.TrafficLog;
import io.herd.server.log.Transcript;
import io.herd.server.net.Wire;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import io.herd.state.RootDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What all links of a server share. Safe for any number of threads. */
public final class LinkService {
    /** How long a line of an open link may be, in bytes: more than any line that this server writes. */
    static final int LINE_LIMIT = 64 * 1024;
    /** From how many bytes on that wait to be sent a link is not writable. */
    static final int SENT_LIMIT = 64 * 1024;

    private final String server;
    private final HerdState state;
    private final LinksConfig config;
    private final LongSupplier clock;
    private final long future;
    private final Handshake handshake;
    private final Logger log;
    private final TrafficLog traffic;
    private final Map<String, LinkCounters> counters;
    private final LinkCounters strangers = new LinkCounters();
    private final LinkFeeds feeds;
    private final Map<String, Linked> accepted = new ConcurrentHashMap<>();
    private final Namesakes namesakes = new Namesakes();
    private final Contacts contacts;
    /** Who was refused and has not been let in since, so that each is logged once. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /**
     * A link that is open.
     *
     * @param start which start of the neighbour dialled it
     * @param isSynced whether the neighbour has sent all that this server lacked when it opened
     */
    private record Linked(Wire wire, String start, boolean isSynced) {}

    /**
     * @param neighbours the names of the server's neighbours, and which others of them are each one's neighbours as well
     * @param clock POSIX time in ns
     * @param future how far ahead of the clock a report may be stamped
     */
    public LinkService(
            String server,
            Map<String, Set<String>> neighbours,
            HerdState state,
            LinksConfig config,
            LongSupplier clock,
            Duration future,
            Logger log,
            TrafficLog traffic) {
        this(server, neighbours, state, config, Handshake.noncesOfNewStart(), clock, future, log, traffic);
    }

    LinkService(
            String server,
            Map<String, Set<String>> neighbours,
            HerdState state,
            LinksConfig config,
            Supplier<String> nonces,
            LongSupplier clock,
            Duration future,
            Logger log,
            TrafficLog traffic) {
        this.server = server;
        this.state = state;
        this.config = config;
        this.clock = clock;
        this.future = future.toNanos();
        this.contacts = new Contacts(server, clock, future);
        this.handshake =
                new Handshake(Keyring.of(config), state.horizon().expiry().encoded(), contacts::encoded, nonces, "");
        this.log = log;
        this.traffic = traffic;
        this.feeds = new LinkFeeds(state, neighbours);
        this.counters = neighbours.keySet().stream().collect(Collectors.toMap(name -> name, _ -> new LinkCounters()));
    }

    String server() {
        return server;
    }

    Set<String> neighbours() {
        return counters.keySet();
    }

    HerdState state() {
        return state;
    }

    LinksConfig config() {
        return config;
    }

    /** The secrets that this server knows. */
    public Keyring keys() {
        return handshake.keys();
    }

    Handshake handshake() {
        return handshake;
    }

    Logger log() {
        return log;
    }

    /** Notes what is said on a link with a neighbour. */
    Transcript transcript(String neighbour, Wire wire) {
        return traffic.link(wire.peer(), neighbour);
    }

    /** What went over the links with a neighbour; all strangers count as one. */
    public LinkCounters counters(String name) {
        return counters.getOrDefault(name, strangers);
    }

    /** The sum of a count over all neighbours and strangers. */
    public long total(Function<LinkCounters, LongAdder> count) {
        return counters.values().stream()
                        .mapToLong(each -> count.apply(each).sum())
                        .sum()
                + count.apply(strangers).sum();
    }

    /** What is pending for each neighbour that is linked to. */
    LinkFeeds feeds() {
        return feeds;
    }

    /** Whether a neighbour has dialled this server and is linked to it. */
    public boolean isAccepted(String neighbour) {
        return accepted.containsKey(neighbour);
    }

    /** The latest time that a report may have now, in ns of POSIX time. A later one may be told again when it is less ahead. */
    long latestTime() {
        return clock.getAsLong() + future;
    }

    /**
     * Why a dialler is not let in although it knows the secret: another server of its name is linked, which has replaced a link
     * of it before. Both would else replace each other without end. Null where there is no such server.
     */
    @Nullable
    String namesake(String from, String start) {
        Linked other = accepted.get(from);
        if (other == null || other.start.equals(start) || !namesakes.isReplaced(from, start)) {
            return null;
        }
        counters(from).namesakes.increment();
        return "two servers are called " + from + ", and another one is linked, from " + other.wire.peer()
                + "; stop one of them, or give it a name of its own";
    }

    /** When each server of the herd last gave a sign of life, by its own clock in seconds, as far as this one has heard. */
    public Map<String, Long> heard() {
        return contacts.heard();
    }

    /** This server's memory began at a POSIX time in ns, before the server was started. */
    public void remembersSince(long nanos) {
        contacts.remembersSince(nanos);
    }

    /** What this server says in a heartbeat. */
    Beat beat() {
        RootDigest digest = state.tree().digest();
        return new Beat(digest.root(), digest.horizon(), contacts.encoded());
    }

    /**
     * The other end of a new link has proven itself: its contacts count before anything that it tells, and for whoever links next.
     * If the two were {@linkplain #separation separated}, they do not count, and the link must not open: then the reason, else null.
     */
    @Nullable
    String admit(Hello hello) {
        return heard(hello.from(), hello.contacts(), false);
    }

    /**
     * A neighbour lives, and tells its horizon and its contacts.
     *
     * @param isSynced whether it has sent all that this server lacked
     * @return why the link must end; null if it may go on
     */
    @Nullable
    String heard(String neighbour, Beat beat, boolean isSynced) {
        state.horizon().hear(beat.horizon(), clock.getAsLong());
        return heard(neighbour, beat.contacts(), isSynced);
    }

    private @Nullable String heard(String neighbour, String theirs, boolean isSynced) {
        synchronized (contacts) {
            String separation = separation(neighbour, theirs);
            if (separation == null && !contacts.hear(theirs, isSynced)) {
                return "malformed contacts";
            }
            return separation;
        }
    }

    /**
     * Why a neighbour is not to be linked: it and this server were separated for longer than tombstones are kept, so one of them may
     * know clients that the other has deleted. Null where that is not so.
     *
     * @param theirs its contacts
     */
    @Nullable
    String separation(String neighbour, String theirs) {
        Expiry expiry = state.horizon().expiry();
        // A server follows the horizon of another by an epoch, so it may forget as much earlier.
        List<String> apart = expiry.ofReports()
                ? List.of()
                : contacts.apart(theirs, expiry.retention().minusNanos(expiry.epochNanos()));
        return apart.isEmpty()
                ? null
                : neighbour + " and " + server + " have been separated for longer than deletions are remembered"
                        + " (expiry.tombstones); stop all servers of the smaller part and start them, so that they are empty";
    }

    /** A neighbour has proven itself. If an older link of it is left over, that one is cut: it is dead or a duplicate. */
    void accepted(String from, String start, Wire wire) {
        Linked older = accepted.put(from, new Linked(wire, start, false));
        if (older != null) {
            log.info("{} dialled again; its older link is cut", from);
            older.wire.abort();
            if (!older.start.equals(start)) {
                namesakes.replaced(from, older.start);
            }
        }
        refused.remove(from);
        refused.remove("stranger " + from);
        counters(from).opened.increment();
        log.info("{} is linked to this server", from);
    }

    /** A neighbour has sent all that this server lacked when its link opened. */
    void synced(String from, Wire wire) {
        accepted.computeIfPresent(
                from, (_, linked) -> linked.wire.equals(wire) ? new Linked(wire, linked.start, true) : linked);
    }

    /** Whether a neighbour is linked and has sent all that this server lacked when its link opened. */
    public boolean isSyncedWith(String neighbour) {
        Linked linked = accepted.get(neighbour);
        return linked != null && linked.isSynced;
    }

    /** A neighbour's link is over. */
    void left(String from, Wire wire) {
        Linked linked = accepted.get(from);
        if (linked != null && linked.wire.equals(wire)) {
            boolean _ = accepted.remove(from, linked);
        }
    }

    /** A neighbour was not let in, or thrown out. Logged once until it is let in. */
    void refused(String neighbour, String why) {
        refused(counters(neighbour), known(neighbour), neighbour, why);
    }

    /** Somebody was not let in who has not proven to be the server that they claim to be. Logged once for each name. */
    void refusedStranger(String claimed, String why) {
        refused(strangers, "stranger " + known(claimed), claimed, why);
    }

    /** The name of a neighbour, or nothing: names that others choose are not remembered. */
    private String known(String name) {
        return counters.containsKey(name) ? name : "";
    }

    private void refused(LinkCounters count, String key, String name, String why) {
        count.refused.increment();
        if (refused.add(key)) {
            log.warn("refused a link from {}: {}", Printable.of(name), Printable.of(why));
        }
    }
}
