package io.herd.server.client;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command;
import io.herd.protocol.Command.Forward;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.Command.Invalid;
import io.herd.protocol.Report;
import io.herd.server.intake.Handed;
import io.herd.server.intake.IntakeResult.Elsewhere;
import io.herd.server.intake.OtherHerds;
import io.herd.server.net.Wire;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One connection's commands about clients that other herds keep: these are asked, and the answers take their turn among the replies. Confined
 * to the connection's event loop.
 */
final class ForeignClients {
    /** About how many bytes a command takes that waits, besides its own. */
    private static final int COMMAND = 512;

    private final ClientService service;
    private final OtherHerds others;
    private final ClientAccess access;
    private final Replies replies;
    private final Wire wire;
    private final WaitingQuestions.Asker asker;
    private final ReportOrder order = new ReportOrder();
    /** Whether another herd forwards commands on this connection. */
    private boolean isForwarded;

    /** @param access what the connection may do */
    ForeignClients(
            ClientService service,
            OtherHerds others,
            ClientAccess access,
            Replies replies,
            Wire wire,
            WaitingQuestions.Asker asker) {
        this.service = service;
        this.others = others;
        this.access = access;
        this.replies = replies;
        this.wire = wire;
        this.asker = asker;
    }

    /** Answers the greeting of another herd's server, which must be allowed to report and to read all clients. */
    void greet(Bytes line) {
        if (access.permissions().report().isAll() && access.permissions().read().isAll()) {
            isForwarded = true;
            replies.next().write(Forward.WORD + " " + others.here() + "\n");
        } else {
            access.refused(service.counters());
            Invalid.writeReply(line, replies.next());
        }
    }

    boolean have(Bytes client) {
        return others.have(client);
    }

    /** Whether a watch is of a client of another herd. */
    boolean have(Command.Watch watch) {
        return switch (watch) {
            case Command.WatchClient(var client) -> have(client);
            case Command.WatchAround around -> have(around.client());
            default -> false;
        };
    }

    /** Refuses to forward what another herd has forwarded; to be asked of each report. */
    boolean refuses(Bytes client, ByteWriter reply) {
        boolean isRefused = isForwarded && others.have(client);
        if (isRefused) {
            others.refused(client);
            reply.write(Forward.ELSEWHERE + " ").write(others.owner(client)).write('\n');
        }
        return isRefused;
    }

    /** Answers a report, whose reply was begun, once its herd has taken it. Closes the connection if it may not be acknowledged. */
    void report(Iamat iamat, Elsewhere elsewhere) {
        Bytes command = iamat.line().copy();
        Report own = elsewhere.own();
        Replies.Slot slot =
                replies.defer(COMMAND + command.length() + own.line().length());
        Runnable done = order.begin();
        elsewhere
                .handed()
                .onComplete(
                        handed -> {
                            slot.fill(reply(handed, command, own));
                            done.run();
                            asker.proceed();
                        },
                        _ -> {
                            service.counters().unacknowledged.increment();
                            wire.abort();
                        });
    }

    private Bytes reply(Handed handed, Bytes command, Report own) {
        var reply = new ByteWriter(COMMAND);
        switch (handed) {
            case Handed.Taken taken
            when taken.isOf(own) || access.mayRead(taken.standing()) ->
                taken.standing().writeForClient(reply);
            case Handed.Taken _ -> own.writeForClient(reply);
            case Handed.Refused _ -> {
                service.counters().invalid.increment();
                Invalid.writeReply(command, reply);
            }
        }
        return reply.take();
    }

    /**
     * Answers a question about a client that another herd keeps: with what is made of its report, or as an invalid command.
     *
     * @param bytes about how many the answer will take
     */
    void find(Bytes line, Bytes client, int bytes, BiConsumer<Report, Replies.Slot> then) {
        if (isForwarded) {
            boolean _ = refuses(client, replies.next());
            return;
        }
        Bytes command = line.copy();
        Bytes name = client.copy();
        Replies.Slot slot = replies.reserve(bytes);
        order.then(() -> others.find(name)
                .onSuccess(found -> answer(found, command, slot, then))
                .onFailure(_ -> {
                    service.counters().invalid(service.counters().elsewhere);
                    slot.fill(invalid(command));
                })
                .onComplete(_ -> asker.proceed()));
    }

    private void answer(
            Optional<Report> found, Bytes command, Replies.Slot slot, BiConsumer<Report, Replies.Slot> then) {
        Report report = found.filter(access::mayRead).orElse(null);
        if (report == null) {
            service.counters().invalid(service.counters().unknownClients);
            slot.fill(invalid(command));
        } else {
            then.accept(report, slot);
        }
    }

    private static Bytes invalid(Bytes command) {
        var reply = new ByteWriter(command.length() + 3);
        Invalid.writeReply(command, reply);
        return reply.take();
    }
}
