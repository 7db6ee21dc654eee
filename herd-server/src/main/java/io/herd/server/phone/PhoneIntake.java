package io.herd.server.phone;

import io.herd.access.Permissions;
import io.herd.phone.Fix;
import io.herd.phone.PhoneMessage;
import io.herd.phone.PhoneMessage.Located;
import io.herd.phone.PhoneMessage.Malformed;
import io.herd.phone.PhoneMessage.Shown;
import io.herd.phone.PhoneMessage.Unused;
import io.herd.phone.PhoneNames;
import io.herd.phone.Sender;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientName;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.Printable;
import io.herd.server.intake.IntakeResult;
import io.herd.server.intake.ReportIntake;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Takes what apps say into the herd. What can never be stored is counted, and its sender is told that all is well: it would send the same
 * for ever otherwise. Safe for any number of threads.
 */
public final class PhoneIntake {
    private static final int NANOS_DIGITS = 9;

    private final ReportIntake intake;
    private final int lineBytes;
    private final Logger log;
    private final PhoneCounters counters = new PhoneCounters();
    private final Faults faults = new Faults();

    /** @param lineBytes how long a report may be as a line */
    public PhoneIntake(ReportIntake intake, int lineBytes, Logger log) {
        this.intake = intake;
        this.lineBytes = lineBytes;
        this.log = log;
    }

    public PhoneCounters counters() {
        return counters;
    }

    /**
     * Takes the messages of one request. They may be acknowledged once a {@link #flush} that began afterwards has succeeded.
     *
     * @param permitted what whoever sends them may do
     */
    public PhoneResults take(List<PhoneMessage> messages, Permissions permitted) {
        var request = new Request(permitted, intake.now());
        messages.forEach(request::take);
        return new PhoneResults(request.results, request.accepted, request.handed, request.client);
    }

    /** Takes the messages of one read of a connection, which is a request; each has results of its own. */
    public List<PhoneResults> takeEach(List<PhoneMessage> messages, Permissions permitted) {
        var request = new Request(permitted, intake.now());
        return messages.stream().map(request::takeAlone).toList();
    }

    /** The same as below for several. */
    public Future<Void> flush(List<PhoneResults> results) {
        Future<Void> flushed =
                intake.flush(results.stream().mapToInt(PhoneResults::accepted).sum());
        List<Future<?>> all = new ArrayList<>(List.of(flushed));
        results.stream()
                .map(PhoneResults::handed)
                .filter(handed -> !handed.succeeded())
                .forEach(all::add);
        return all.size() == 1 ? flushed : Future.join(all).mapEmpty();
    }

    /** Completes once what has been taken may be acknowledged, on the caller's context; fails if it must not be. */
    public Future<Void> flush(PhoneResults results) {
        return flush(List.of(results));
    }

    /** The messages of one request, as they are taken. */
    private final class Request {
        private final Permissions permitted;
        private final long now;
        private final Set<Bytes> reported = new HashSet<>();
        private final Set<PhoneResult> results = EnumSet.noneOf(PhoneResult.class);
        private int accepted;
        private Future<Void> handed = Future.succeededFuture();
        private @Nullable Bytes client;

        private Request(Permissions permitted, long now) {
            this.permitted = permitted;
            this.now = now;
        }

        private PhoneResults takeAlone(PhoneMessage message) {
            results.clear();
            accepted = 0;
            handed = Future.succeededFuture();
            client = null;
            take(message);
            return new PhoneResults(results, accepted, handed, client);
        }

        private void take(PhoneMessage message) {
            PhoneResult result = switch (message) {
                case Located(var sender, var fix) -> named(sender, name -> report(name, fix));
                case Shown(var sender, var card) ->
                    named(sender, name -> {
                        intake.show(name, card);
                        return PhoneResult.ACCEPTED;
                    });
                case Unused _ -> PhoneResult.UNUSED;
                case Malformed(var problem) -> fault(PhoneResult.MALFORMED, "an app", problem);
            };
            counters.of(result).increment();
            results.add(result);
            accepted += message instanceof Located && result == PhoneResult.ACCEPTED ? 1 : 0;
        }

        private PhoneResult named(Sender sender, Function<ClientName, PhoneResult> action) {
            ClientName name = PhoneNames.client(sender, permitted.report());
            if (name == null) {
                return fault(PhoneResult.NAMELESS, "an app", "it does not say whose device it is");
            } else if (!permitted.report().contains(name.bytes())) {
                return fault(PhoneResult.FORBIDDEN, sender.name(), "its token does not permit to report it");
            }
            client = name.bytes();
            return action.apply(name);
        }

        private PhoneResult report(ClientName name, Fix fix) {
            long time = fix.timeNanos() == Fix.NOW ? now : fix.timeNanos();
            Iamat iamat = Iamat.of(
                    name, fix.position(), BigDecimal.valueOf(time, NANOS_DIGITS).toPlainString());
            if (iamat == null || iamat.line().length() > lineBytes) {
                return fault(PhoneResult.MALFORMED, "an app", "its name is too long");
            }
            PhoneResult result = switch (intake.report(iamat, fix.readings(), reported.add(name.bytes()), now)) {
                case IntakeResult.Accepted _ -> PhoneResult.ACCEPTED;
                case IntakeResult.Stale _ -> PhoneResult.STALE;
                case IntakeResult.Elsewhere elsewhere -> {
                    handed = Future.join(handed, elsewhere.handed()).mapEmpty();
                    yield PhoneResult.HANDED_OVER;
                }
                case IntakeResult.Refused(var reason) -> PhoneResult.of(reason);
            };
            return result == PhoneResult.FROM_THE_FUTURE
                    ? fault(result, name.bytes().toUtf8(), "its clock is too far ahead; see limits.future")
                    : result;
        }

        private PhoneResult fault(PhoneResult result, String device, String problem) {
            if (faults.isNew(device, result, now)) {
                log.warn("what {} sends is not stored: {}", Printable.of(device), problem);
            }
            return result;
        }
    }
}
