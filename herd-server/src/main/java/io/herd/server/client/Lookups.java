package io.herd.server.client;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Invalid;
import io.herd.protocol.Command.Near;
import io.herd.protocol.Command.Whatsat;
import io.herd.protocol.Command.Whereis;
import io.herd.protocol.Report;
import io.herd.server.log.Transcript;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Answers one connection's questions about clients, in their turn among its replies. Confined to the connection's event loop. */
final class Lookups {
    /** About how many bytes an answer of Places takes. */
    private static final int USUAL_DOCUMENT = 4_096;
    /** About how many bytes a question that waits takes, besides its command. */
    private static final int QUESTION = 512;

    private final ClientService service;
    private final ClientAccess access;
    private final WaitingQuestions waiting;
    private final WaitingQuestions.Asker asker;
    private final Replies replies;
    private final Transcript transcript;
    private final @Nullable ForeignClients foreign;

    /**
     * @param access what the connection may see
     * @param waiting the questions of this event loop's connections that wait
     * @param asker the connection
     * @param replies where its answers go
     * @param foreign answers what is about other herds' clients; null where this herd keeps all
     */
    Lookups(
            ClientService service,
            ClientAccess access,
            WaitingQuestions waiting,
            WaitingQuestions.Asker asker,
            Replies replies,
            Transcript transcript,
            @Nullable ForeignClients foreign) {
        this.foreign = foreign;
        this.service = service;
        this.access = access;
        this.waiting = waiting;
        this.asker = asker;
        this.replies = replies;
        this.transcript = transcript;
    }

    void whatsat(Bytes line, Whatsat whatsat) {
        if (mayNotAsk(line, whatsat.client())) {
            return;
        }
        Report report = service.state().find(whatsat.client());
        if (report != null) {
            whatsat(
                    report,
                    whatsat,
                    replies.reserve(USUAL_DOCUMENT + report.line().length()));
        } else {
            await(line, whatsat.client(), USUAL_DOCUMENT + line.length(), (late, slot) -> whatsat(late, whatsat, slot));
        }
    }

    private void whatsat(Report report, Whatsat whatsat, Replies.Slot slot) {
        service.counters().whatsats.increment();
        service.places()
                .near(report.position(), whatsat.radius(), whatsat.limit())
                .onSuccess(answer -> {
                    var reply = new ByteWriter(answer.document().length() + 256);
                    report.writeForClient(reply);
                    slot.fill(reply.write(answer.document()).write("\n\n").take());
                    transcript.places(answer.loggable());
                    asker.proceed();
                });
    }

    void near(Bytes line, Near near) {
        if (mayNotAsk(line, near.client())) {
            return;
        }
        Report report = service.state().find(near.client());
        if (report == null) {
            await(line, near.client(), QUESTION + line.length(), (late, slot) -> near(late, near, slot));
            return;
        }
        Future<List<Report>> others = others(report, near);
        if (others.succeeded()) {
            write(report, others.result(), replies.next());
        } else {
            near(report, others, replies.reserve(QUESTION));
        }
    }

    private void near(Report report, Near near, Replies.Slot slot) {
        near(report, others(report, near), slot);
    }

    private Future<List<Report>> others(Report report, Near near) {
        return service.live().near(report, near.radius(), near.limit(), access.filter());
    }

    /** Refuses a question about a client that the connection may not see, at once and whether there is one or not. */
    private boolean mayNotAsk(Bytes line, Bytes client) {
        if (access.mayAskFor(client)) {
            return false;
        }
        access.refused(service.counters());
        Invalid.writeReply(line, replies.next());
        return true;
    }

    private void near(Report report, Future<List<Report>> others, Replies.Slot slot) {
        others.onSuccess(found -> {
            var reply = new ByteWriter(QUESTION);
            write(report, found, reply);
            slot.fill(reply.take());
            asker.proceed();
        });
    }

    /** The client's line, those of the others, and an empty one. */
    private void write(Report report, List<Report> others, ByteWriter out) {
        service.counters().nears.increment();
        report.writeForClient(out);
        others.forEach(each -> each.writeForClient(out));
        out.write('\n');
    }

    void whereis(Bytes line, Whereis whereis) {
        if (mayNotAsk(line, whereis.client())) {
            return;
        }
        Report report = service.state().find(whereis.client());
        if (report != null) {
            service.counters().whereises.increment();
            report.writeForClient(replies.next());
        } else {
            await(line, whereis.client(), QUESTION + 2 * line.length(), (late, slot) -> {
                service.counters().whereises.increment();
                var reply = new ByteWriter(256);
                late.writeForClient(reply);
                slot.fill(reply.take());
            });
        }
    }

    /** Waits for a client that is not known, and answers that it is unknown if nobody reports it soon; or asks the herd that keeps it. */
    private void await(Bytes line, Bytes client, int bytes, BiConsumer<Report, Replies.Slot> then) {
        if (foreign != null && foreign.have(client)) {
            foreign.find(line, client, bytes, then);
            return;
        }
        Bytes command = line.copy();
        Replies.Slot slot = replies.reserve(bytes);
        waiting.await(asker, client, late -> {
            if (late != null && access.mayRead(late)) {
                then.accept(late, slot);
            } else {
                var reply = new ByteWriter(command.length() + 3);
                service.counters().invalid(service.counters().unknownClients);
                Invalid.writeReply(command, reply);
                slot.fill(reply.take());
            }
        });
    }
}
