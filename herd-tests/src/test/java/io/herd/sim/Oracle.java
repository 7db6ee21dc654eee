package io.herd.sim;

import com.google.errorprone.annotations.FormatMethod;
import io.herd.protocol.Bytes;
import io.herd.protocol.Prefix;
import io.herd.protocol.RecordKind;
import io.herd.protocol.Report;
import io.herd.state.Expiry;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * Watches all servers and knows what must be true. A report counts from the moment that any server keeps it, which is
 * before its client is answered; all servers must settle on the newest that counts. When a server dies, what counts is
 * found out anew: the newest that any server still knows, or remembers. That this loses no more than it may is up to the
 * {@link Promises}.
 */
final class Oracle {
    /** The order of docs/protocol.md, in other words than those of Report. */
    private static final Comparator<Report> NEWER = Comparator.comparingLong(Report::timeNanos)
            .thenComparing(report -> report.toString().split(" ", 3)[1])
            .thenComparing(Report::toString);

    private final List<SimServer> servers;
    private final List<Bytes> clients;
    private final VirtualClock clock;
    private final @Nullable Consumer<String> trace;
    /** All reports that servers have made of commands, and tombstones, by their lines. */
    private final Map<String, Report> made = new HashMap<>();

    private final Map<Bytes, Report> newest = new HashMap<>();
    private final Map<SimProcess, Map<Bytes, Report>> seen = new HashMap<>();
    private final Promises promises = new Promises();
    private final Forgetting forgetting;
    private final Durability durability = new Durability(this);

    /** @param trace hears what happens, if somebody wants to */
    Oracle(
            List<SimServer> servers,
            List<Bytes> clients,
            VirtualClock clock,
            Expiry expiry,
            @Nullable Consumer<String> trace) {
        this.servers = servers;
        this.clients = clients;
        this.clock = clock;
        this.forgetting = new Forgetting(this, expiry);
        this.trace = trace;
    }

    /** What must hold of expiry and deletion. */
    Forgetting forgetting() {
        return forgetting;
    }

    /** What must hold of journals. */
    Durability durability() {
        return durability;
    }

    @FormatMethod
    void note(String format, @Nullable Object... values) {
        if (trace != null) {
            trace.accept(clock.now() + " ms: " + String.format(Locale.ROOT, format, values));
        }
    }

    @FormatMethod
    void check(boolean isTrue, String otherwise, @Nullable Object... values) {
        if (!isTrue) {
            throw new AssertionError(clock.now() + " ms: " + String.format(Locale.ROOT, otherwise, values));
        }
    }

    /** A server made a report of a client's command. The tombstone of a client makes one of its card where there is an older card. */
    void made(Report report) {
        made.put(report.toString(), report);
        if (report.kind() == RecordKind.DELETED_CLIENT) {
            Bytes card = RecordKind.CARD.recordName(report.client());
            Report derived = Report.tombstone(report.server(), card, report.timeNanos());
            made.put(derived.toString(), derived);
        }
    }

    /** The report that a reply shows; null if it shows none. */
    @Nullable
    Report shownBy(String reply) {
        return made.get(reply);
    }

    static Report newer(Report one, Report other) {
        return NEWER.compare(one, other) > 0 ? one : other;
    }

    /** Whether a server may have forgotten a report: it has expired there, or was deleted by a tombstone that has. */
    boolean mayBeForgotten(SimServer server, Report report) {
        return forgetting.hasExpired(server, report)
                || made.values().stream()
                        .filter(each -> each.isTombstone() && each.client().equals(report.client()))
                        .anyMatch(each -> NEWER.compare(each, report) > 0 && forgetting.hasExpired(server, each));
    }

    /** A client's reply leaves that says that this report stands, or tells of it; it was written to these wires, to neighbours that keep up. */
    void answered(Report report, Collection<SimWire> wires) {
        promises.answered(report, wires);
        wires.forEach(wire -> mustKeepPromises(wire.farOwner()));
    }

    private void mustKeepPromises(SimProcess life) {
        for (Report report : promises.due(life)) {
            Report known = life.state().findWithTombstones(report.client());
            check(
                    (known != null && NEWER.compare(known, report) >= 0)
                            || mayBeForgotten(life.server(), report)
                            || isEarly(life, report),
                    "a client was answered that %s stands, but %s, which has heard all that went before, knows only %s",
                    report,
                    life.name(),
                    known);
        }
    }

    /** Whether a server refuses a report as too far in the future, or a newer one, which it may have been told instead. */
    private boolean isEarly(SimProcess life, Report report) {
        return life.isEarly(report)
                || made.values().stream()
                        .filter(each -> each.client().equals(report.client()))
                        .anyMatch(each -> NEWER.compare(each, report) > 0 && life.isEarly(each));
    }

    /** After each event: no report came from nowhere, none gave way to an older one, and replies are true. */
    void look(SimProcess life) {
        check(life.isBounded(), "%s holds more than it should", life.name());
        Map<Bytes, Report> before = seen.computeIfAbsent(life, _ -> new HashMap<>());
        for (Bytes client : clients) {
            Report known = life.state().findWithTombstones(client);
            Report last = before.get(client);
            if (known == null) {
                check(last == null || forgetting.hasExpired(life.server(), last), "%s lost %s", life.name(), last);
                continue;
            }
            forgetting.holds(life.server(), known);
            if (!Objects.equals(known, last)) {
                learned(life, known, before.put(client, known));
            }
        }
        mustKeepPromises(life);
    }

    private void learned(SimProcess life, Report fresh, @Nullable Report last) {
        note("%s keeps %s", life.name(), fresh);
        check(
                Objects.equals(made.get(fresh.toString()), fresh),
                "%s knows what nobody reported: %s",
                life.name(),
                fresh);
        check(last == null || NEWER.compare(fresh, last) > 0, "%s went back from %s to %s", life.name(), last, fresh);
        count(fresh);
    }

    /** A life has ended: what it alone knew no longer counts, unless the server remembers. */
    void died(SimProcess life) {
        seen.remove(life);
        newest.clear();
        for (SimServer server : servers) {
            for (Bytes client : clients) {
                Report known = server.knows(client);
                if (known != null) {
                    count(known);
                }
            }
        }
    }

    private void count(Report report) {
        newest.merge(report.client(), report, Oracle::newer);
    }

    /** Whether all servers are linked and hold what counts, and nothing else. */
    boolean isSettled() {
        return forgetting.isAgreed(servers)
                && servers.stream()
                        .map(SimServer::life)
                        .allMatch(life -> life != null
                                && life.isLinkedToAll()
                                && reported(life) == standing(life)
                                && clients.stream()
                                        .allMatch(each -> Objects.equals(
                                                life.state().findWithTombstones(each), standing(life, each))));
    }

    /** What has to stand of a client at a server once all have settled. */
    private @Nullable Report standing(SimProcess life, Bytes client) {
        return forgetting.standing(life.server(), newest.get(client));
    }

    /** Of how many clients something has to stand. */
    private long standing(SimProcess life) {
        return clients.stream().filter(each -> standing(life, each) != null).count();
    }

    /** What is wrong with servers that have not settled. */
    void mustBeSettled() {
        check(forgetting.isAgreed(servers), "the servers have not settled on a horizon");
        for (SimServer server : servers) {
            SimProcess life = Objects.requireNonNull(server.life());
            check(life.isLinkedToAll(), "%s is not linked to all its neighbours", life.name());
            for (Bytes client : clients) {
                Report known = life.state().findWithTombstones(client);
                check(
                        Objects.equals(known, standing(life, client)),
                        "%s has not settled on %s but on %s",
                        life.name(),
                        standing(life, client),
                        known);
            }
            check(reported(life) == standing(life), "%s counts %d records", life.name(), reported(life));
        }
    }

    /** Of how many clients that nobody has invented a server holds a report or a tombstone. */
    private static long reported(SimProcess life) {
        return life.state()
                .tree()
                .reports(Prefix.ROOT)
                .filter(report -> !Lies.hasInvented(report.client()))
                .count();
    }

    /** Whatever was reported is too far in the future for this server, at its own door and on its links. */
    void mustHaveRefusedAllReports(SimServer server) {
        SimProcess life = Objects.requireNonNull(server.life());
        long onLinks = life.service().total(counters -> counters.fromTheFuture);
        check(life.state().size() == 0, "%s kept reports from the future", life.name());
        check(onLinks > 0, "%s was told nothing from the future", life.name());
        check(life.refusedAtTheDoor() > 0, "%s was sent nothing from the future", life.name());
    }

    /** Whether a liar has invented more clients than there is room for, and has broken the protocol. */
    boolean hasBeenLiedTo() {
        List<SimProcess> lives = servers.stream()
                .map(server -> Objects.requireNonNull(server.life()))
                .toList();
        return lives.stream().anyMatch(life -> life.state().isFull())
                && lives.stream().anyMatch(life -> life.service().total(counters -> counters.refused) > 0);
    }

    /** Whether a server holds a forged record. */
    boolean hasForgery(Forger forger) {
        return servers.stream()
                .map(server -> Objects.requireNonNull(server.life()))
                .anyMatch(life -> clients.stream()
                        .map(each -> life.state().findWithTombstones(each))
                        .anyMatch(known -> known != null && forger.hasForged(known)));
    }

    /** Where every server remembers everything, nobody tells anything after all have started again. */
    void mustNotHaveTold() {
        for (SimServer server : servers) {
            SimProcess life = Objects.requireNonNull(server.life());
            long told = life.service().total(counters -> counters.told);
            check(told == 0, "%s has told %d reports that all had on their disks", life.name(), told);
        }
    }

    /** A server that comes back hears no more than what it has missed, from each neighbour at most once. */
    void mustHaveHeardOnly(int missed, SimServer server) {
        SimProcess life = Objects.requireNonNull(server.life());
        long heard = life.service().total(counters -> counters.heard);
        check(
                heard <= (long) missed * server.neighbours().size(),
                "%s was told %d reports, although it has missed only %d",
                life.name(),
                heard,
                missed);
    }

    /** The log of a server, in which there must be no error. */
    Logger log(String server) {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (_, method, values) -> {
                    check(!method.getName().equals("error"), "%s logs an error: %s", server, Arrays.toString(values));
                    return method.invoke(NOPLogger.NOP_LOGGER, values);
                });
    }

    /**
     * In the end: equal roots where digests have the same key, and nobody was refused, since all know a secret of their
     * neighbours' and keep to the protocol.
     */
    void mustBeInOrder() {
        Map<String, Long> roots = new HashMap<>();
        for (SimServer server : servers) {
            SimProcess life = Objects.requireNonNull(server.life());
            Long root = life.state().tree().root();
            Long other = roots.putIfAbsent(life.service().keys().shownDigestKey(), root);
            check(other == null || other.equals(root), "%s has another root", life.name());
            mustHaveRefusedNobody(life);
        }
    }

    void mustHaveRefusedNobody(SimProcess life) {
        check(
                life.service().total(counters -> counters.refused) == 0,
                "%s refused a link, or was refused",
                life.name());
    }

    /** Where nothing went wrong, nothing was ever looked for: the flood alone told everybody. */
    void mustNotHaveRepaired() {
        for (SimServer server : servers) {
            SimProcess life = Objects.requireNonNull(server.life());
            check(
                    life.service().total(counters -> counters.walks) == 0,
                    "%s had to look for what a neighbour lacked",
                    life.name());
        }
    }
}
