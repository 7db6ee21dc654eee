package io.herd.sim;

import io.herd.access.Credentials;
import io.herd.access.Permissions;
import io.herd.config.LimitsConfig;
import io.herd.geo.Area;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Card;
import io.herd.protocol.ClientName;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.FenceName;
import io.herd.protocol.RecordKind;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import io.herd.server.access.AccessControl;
import io.herd.server.client.ClientCounters;
import io.herd.server.client.ClientService;
import io.herd.server.client.ClientSession;
import io.herd.server.client.Timer;
import io.herd.server.client.WaitingQuestions;
import io.herd.server.fence.FenceFollower;
import io.herd.server.intake.IntakeCounters;
import io.herd.server.intake.Replication;
import io.herd.server.intake.ReportIntake;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.MemoryAccount;
import io.herd.server.net.Wire;
import io.herd.server.watch.LiveClients;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.helpers.NOPLogger;

/** The client port of one life: the server's own sessions, on connections that carry one read each. */
final class ClientPort {
    private final SimProcess life;
    private final Oracle oracle;
    private final ClientService service;
    private final WaitingQuestions waiting;
    /** Gets the links that the next flush finds to keep up. */
    private Set<SimWire> keepingUp = new HashSet<>();

    /** @param clock POSIX time in ns, as the server's clock shows it */
    ClientPort(SimProcess life, LiveClients live, LimitsConfig limits, Oracle oracle, LongSupplier clock, Timer timer) {
        this.life = life;
        this.oracle = oracle;
        var replication = new Replication(List.of(this::flushLinks, life::flushJournal));
        service = new ClientService(
                life.state(),
                new ReportIntake(life.server().nameBytes(), life.state(), limits, replication, clock),
                (_, _, _) -> Future.failedFuture("nobody asks for places"),
                live,
                new FenceFollower("Goloman", life.state(), 10, Duration.ofMinutes(1), NOPLogger.NOP_LOGGER),
                timer,
                new AccessControl(
                        new Credentials("a secret of nobody"),
                        null,
                        Permissions.ALL,
                        InstantSource.system(),
                        NOPLogger.NOP_LOGGER),
                limits,
                TrafficLog.none(),
                new MemoryAccount(Long.MAX_VALUE),
                new ClientCounters());
        waiting = new WaitingQuestions(life.state(), timer, task -> timer.run(1, task), limits.unknownWait());
    }

    /** A connection that stays open. */
    ClientSession connect(Wire wire, Executor loop) {
        return new ClientSession(service, waiting, loop, wire);
    }

    /** Takes commands that came in one read; the replies leave once the neighbours have been told. */
    void read(List<Iamat> commands) {
        Map<String, Report> news = news(commands);
        Set<SimWire> keptUp = keepUp();
        var session = new ClientSession(
                service,
                waiting,
                Runnable::run,
                new DirectWire(replies -> replies.toString().lines().forEach(reply -> {
                    Report report = news.get(reply);
                    if (report != null) {
                        answered(report, keptUp);
                    }
                    Report shown = oracle.shownBy(reply);
                    if (shown != null) {
                        oracle.durability().acknowledged(life.server(), shown);
                    }
                })));
        commands.forEach(command -> session.line(command.line()));
        session.endOfRead();
    }

    /** Deletes a client. */
    void delete(ClientName client) {
        Bytes card = RecordKind.CARD.recordName(client.bytes());
        Report before = life.state().findWithTombstones(card);
        replace(client.bytes(), () -> service.intake().forget(client));
        Report after = life.state().findWithTombstones(card);
        if (after != null && !Objects.equals(after, before)) {
            oracle.made(after);
        }
    }

    /** Says how a client is to be shown. */
    void show(ClientName client, Card card) {
        replace(RecordKind.CARD.recordName(client.bytes()), () -> {
            service.intake().show(client, card);
            return service.intake().flush(0).map(true);
        });
    }

    /** Defines a fence. */
    void define(FenceName fence, Area area) {
        replace(fence.recordName(), () -> service.intake().define(fence, area));
    }

    /** Deletes a fence. */
    void remove(FenceName fence) {
        replace(fence.recordName(), () -> service.intake().remove(fence));
    }

    private void replace(Bytes name, Supplier<Future<Boolean>> change) {
        Set<SimWire> keptUp = keepUp();
        Report before = life.state().findWithTombstones(name);
        Future<Boolean> isChanged = change.get();
        Report after = life.state().findWithTombstones(name);
        if (after != null && !Objects.equals(after, before)) {
            oracle.made(after);
            var _ = isChanged.onSuccess(isDone -> {
                if (isDone) {
                    answered(after, keptUp);
                    oracle.durability().acknowledged(life.server(), after);
                }
            });
        }
    }

    /** The reports that come of commands and that the server does not know yet, by the replies to them. */
    private Map<String, Report> news(List<Iamat> commands) {
        var news = new HashMap<String, Report>();
        for (Iamat command : commands) {
            Report report = ReportView.fromCommand(
                            life.server().nameBytes(), command, service.intake().now(), new ByteWriter(0))
                    .copy();
            oracle.made(report);
            if (!Objects.equals(life.state().find(report.client()), report)) {
                news.put(report.toString(), report);
            }
        }
        return news;
    }

    /** The links that the next flush will find to keep up. */
    private Set<SimWire> keepUp() {
        keepingUp = new HashSet<>();
        return keepingUp;
    }

    private Future<Void> flushLinks() {
        Set<SimWire> linked = life.linkedWires();
        Set<SimWire> keptUp = keepingUp;
        return life.flush()
                .onSuccess(_ -> life.linkedWires().stream()
                        .filter(linked::contains)
                        .filter(SimWire::isWritable)
                        .forEach(keptUp::add));
    }

    /** The reply to a report leaves; by now it may have given way to a newer one, or have expired. */
    private void answered(Report report, Set<SimWire> keptUp) {
        if (life.state().findWithTombstones(report.client()) != null) {
            // The disk may have kept the reply back for longer than a neighbour has lived.
            keptUp.removeIf(SimWire::isCutOff);
            oracle.answered(report, keptUp);
        }
    }

    IntakeCounters counters() {
        return service.intake().counters();
    }
}
