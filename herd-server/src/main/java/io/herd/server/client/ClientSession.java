package io.herd.server.client;

import static java.util.Objects.requireNonNull;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command;
import io.herd.protocol.Command.Auth;
import io.herd.protocol.Command.Forward;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.Command.Invalid;
import io.herd.protocol.Command.Near;
import io.herd.protocol.Command.Unwatch;
import io.herd.protocol.Command.Watch;
import io.herd.protocol.Command.Whatsat;
import io.herd.protocol.Command.Whereis;
import io.herd.protocol.CommandParser;
import io.herd.server.intake.IntakeResult.Accepted;
import io.herd.server.intake.IntakeResult.Elsewhere;
import io.herd.server.intake.IntakeResult.Refused;
import io.herd.server.intake.IntakeResult.Stale;
import io.herd.server.intake.OtherHerds;
import io.herd.server.log.Transcript;
import io.herd.server.net.LineListener;
import io.herd.server.net.Wire;
import io.herd.state.PrefetchBatch;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One client's connection: answers its commands in their order. Confined to the connection's event loop. */
public final class ClientSession implements LineListener, WaitingQuestions.Asker {
    private static final Bytes NOTHING = Bytes.of("");
    /** Replies of one read leave in one write, but in several if those that need not wait are longer than this. */
    private static final int FULL = 64 * 1024;
    /** About how many bytes it takes to wait for a flush, besides the replies: a slow disk has many reads wait. */
    private static final int FLUSH = 512;
    /** No time of a clock. */
    private static final long UNREAD = Long.MIN_VALUE;

    private final ClientService service;
    private final Wire wire;
    private final Transcript transcript;
    private final WaitingQuestions waiting;
    private final PrefetchBatch<Iamat> reports;
    private final Replies replies = new Replies();
    private final ClientAccess access;
    private final Lookups lookups;
    private final Watches watches;
    /** Null where this herd keeps all clients. */
    private final @Nullable ForeignClients foreign;
    /** Holds back the replies to reports of this read until what they promise is so. */
    private Replies.@Nullable Slot untilFlushed;

    /** How many reports of this read were accepted. */
    private int accepted;

    /** When this read came in, by the server's clock; {@link #UNREAD} until it matters. */
    private long readAt = UNREAD;

    private boolean stopped;
    private boolean ending;
    private boolean goesOn;

    /**
     * @param waiting the questions of this event loop's connections that wait
     * @param loop runs tasks on this event loop, from any thread
     */
    public ClientSession(ClientService service, WaitingQuestions waiting, Executor loop, Wire wire) {
        this.service = service;
        this.wire = wire;
        this.waiting = waiting;
        reports = new PrefetchBatch<>(service.state(), this::iamat);
        transcript = service.log().client(wire.peer());
        access = new ClientAccess(service.access(), service.state(), wire.host());
        OtherHerds others = service.intake().others();
        foreign = others == null ? null : new ForeignClients(service, others, access, replies, wire, this);
        lookups = new Lookups(service, access, waiting, this, replies, transcript, foreign);
        watches = new Watches(service, access, wire, replies, loop, this);
    }

    @Override
    public void line(Bytes line) {
        Command command = CommandParser.parse(line);
        if (!(command instanceof Iamat)) {
            reports.carryOut();
        }
        switch (command) {
            case Iamat iamat -> reports.add(iamat.client(), iamat);
            case Auth auth -> authenticate(auth);
            case Whatsat whatsat -> lookups.whatsat(line, whatsat);
            case Near near -> lookups.near(line, near);
            case Whereis whereis -> lookups.whereis(line, whereis);
            case Watch watch -> watch(line, watch);
            case Unwatch _ ->
                replies.next().write("UNWATCH ").write(watches.end(), 1).write('\n');
            case Forward _ when foreign != null -> foreign.greet(line);
            case Forward _, Invalid _ -> {
                service.counters().invalid(service.counters().malformed);
                Invalid.writeReply(line, replies.next());
            }
        }
        transcript.line(line);
        if (replies.ready() >= FULL) {
            send();
        }
        if (mustWait()) {
            boolean keepsUp = wire.isWritable();
            (keepsUp ? service.counters().deepPipelines : service.counters().slowReaders).increment();
            wire.pause();
        }
    }

    private void authenticate(Auth auth) {
        String name = access.authenticate(auth.credential());
        replies.next().write(name == null ? Auth.REFUSED : Auth.WORD + " " + name + "\n");
    }

    private void watch(Bytes line, Watch command) {
        if (foreign != null && foreign.have(command)) {
            service.counters().invalid(service.counters().elsewhere);
            Invalid.writeReply(line, replies.next());
        } else if (!watches.watch(line, command)) {
            Invalid.writeReply(line, replies.next());
        }
    }

    private void iamat(Iamat iamat, long clientHash) {
        readAt = readAt == UNREAD ? service.intake().now() : readAt;
        untilFlushed = untilFlushed == null ? replies.reserve(FLUSH) : untilFlushed;
        // The report is written where its reply will be: one copy less.
        ByteWriter reply = replies.next();
        if (!access.mayReport(iamat.client())) {
            access.refused(service.counters());
            Invalid.writeReply(iamat.line(), reply);
            return;
        }
        if (foreign != null && foreign.refuses(iamat.client(), reply)) {
            return;
        }
        switch (service.intake().report(iamat, clientHash, readAt, reply)) {
            case Accepted(var report) -> {
                accepted++;
                waiting.reported(this, report);
                reply.write('\n');
            }
            case Stale(var standing) when access.mayRead(standing) -> standing.writeForClient(reply);
            case Stale _ -> {
                var _ = service.intake().echo(iamat, readAt, reply);
                reply.write('\n');
            }
            case Elsewhere elsewhere -> requireNonNull(foreign).report(iamat, elsewhere);
            case Refused _ -> {
                service.counters().invalid.increment();
                Invalid.writeReply(iamat.line(), reply);
            }
        }
    }

    /** {@inheritDoc} A client may end its last command so. */
    @Override
    public void unfinishedLine(Bytes line) {
        line(line);
    }

    @Override
    public void overlongLine(Bytes head) {
        reports.carryOut();
        service.counters().invalid(service.counters().overlongLines);
        Invalid.writeReply(head, replies.next());
        ending = true;
    }

    @Override
    public void endOfRead() {
        reports.carryOut();
        transcript.endOfRead();
        readAt = UNREAD;
        if (untilFlushed != null) {
            Replies.Slot slot = untilFlushed;
            untilFlushed = null;
            int reported = accepted;
            accepted = 0;
            service.intake()
                    .flush(reported)
                    .onComplete(
                            _ -> {
                                slot.fill(NOTHING);
                                proceed();
                            },
                            _ -> {
                                service.counters().unacknowledged.increment();
                                wire.abort();
                            });
        } else {
            proceed();
        }
    }

    /** {@inheritDoc} Goes on reading, or ends. Of what takes many writes, others on the event loop have their turn between two. */
    @Override
    public void proceed() {
        send();
        if (wire.isWritable() && (sendPart() || watches.push())) {
            goOnSoon();
        }
        if (ending && replies.waiting() == 0) {
            wire.finish();
        } else if (!stopped && !mustWait()) {
            wire.resume();
        }
    }

    private boolean sendPart() {
        boolean hasPart = replies.writePart();
        send();
        return hasPart;
    }

    private void goOnSoon() {
        if (!goesOn) {
            goesOn = true;
            wire.soon(() -> {
                goesOn = false;
                proceed();
            });
        }
    }

    private void send() {
        Bytes sent = replies.take();
        if (sent != null) {
            wire.send(sent);
            transcript.sent(sent);
        }
    }

    private boolean mustWait() {
        return replies.waiting() >= service.limits().commandsInFlight()
                || replies.held() >= service.limits().connections().replyBytes()
                || (service.memory().isTight() && heldBytes() > 0)
                || !wire.isWritable();
    }

    @Override
    public long heldBytes() {
        return replies.held() + replies.ready() + watches.heldBytes();
    }

    /** {@inheritDoc} Who watches is silent for as long as nothing changes. */
    @Override
    public boolean mayBeIdle() {
        return !watches.isEmpty();
    }

    @Override
    public void writable() {
        proceed();
    }

    @Override
    public void endOfInput() {
        ending = true;
    }

    /** Takes no more commands, answers those in hand, and ends. */
    @Override
    public void stop() {
        wire.pause();
        stopped = true;
        ending = true;
        proceed();
    }

    @Override
    public void closed() {
        stopped = true;
        int _ = watches.end();
    }
}
