package io.herd.server.link;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.LinksConfig;
import io.herd.protocol.Bytes;
import io.herd.protocol.LineFramer;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.server.log.TrafficLog;
import io.herd.server.net.LineListener;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import io.herd.state.Origin;
import io.herd.state.SipHash;
import io.herd.state.SmallState;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.slf4j.helpers.NOPLogger;

/** Links, with whatever the other side says. */
public final class LinkFuzz {
    private static final long NOW = 1_800_000_000_000_000_000L;
    private static final Duration FUTURE = Duration.ofHours(1);
    private static final SipHash KEY = new SipHash(1, 2);
    private static final int MOST_CLIENTS = 50;
    private static final int MOST_BYTES = 4 << 20;
    private static final String OWN = "AT kiwi Goloman +34.0 -118.4 +0.2 1520023934.9";

    private LinkFuzz() {}

    /**
     * Whatever a side hears, it keeps only what it was told in a sound line of an open link and is not too far in the future, within its
     * limits.
     *
     * @param input which side it is and what the handshake has come to, in a byte, and what the side hears then
     */
    public static void link(byte[] input) {
        if (input.length == 0) {
            return;
        }
        LinkService service = service("Goloman", "Hands");
        keep(service.state(), OWN);
        byte[] heard = Arrays.copyOfRange(input, 1, input.length);
        boolean isOpen = (input[0] & 2) == 0;
        if ((input[0] & 1) == 0) {
            accept(service, isOpen, heard);
        } else {
            dial(service, isOpen, heard);
        }
        boolean mayKeep = isOpen && (input[0] & 1) == 0;
        check(service.state(), mayKeep ? reports(heard) : Set.of());
    }

    private static void accept(LinkService service, boolean isOpen, byte[] heard) {
        var wire = new SilentWire();
        var link = new PendingLink(service, wire, _ -> {}, () -> {});
        wire.listen(link);
        if (isOpen) {
            LinkService other = service("Hands", "Goloman");
            Hello hello = other.handshake().hello("Hands", "Goloman");
            link.line(line(hello.toLine()));
            var answer = (Hello) LinkMessageParser.parse(line(wire.first()));
            Secret secret = other.handshake().proven(answer, hello);
            link.line(line(other.handshake()
                    .proof(requireNonNull(secret), hello, answer)
                    .toLine()));
        }
        assertThat(link.isProven()).isEqualTo(isOpen);
        hear(wire, heard, link::tick);
        assertThat(link.isProven()).isEqualTo(isOpen);
    }

    private static void dial(LinkService service, boolean isOpen, byte[] heard) {
        var wire = new SilentWire();
        var link = new DialledLink(service, "Hands", wire, () -> {});
        wire.listen(link);
        if (isOpen) {
            LinkService other = service("Hands", "Goloman");
            var hello = (Hello) LinkMessageParser.parse(line(wire.first()));
            Secret secret = other.handshake().common(hello);
            link.line(
                    line(other.handshake().answer(requireNonNull(secret), hello).toLine()));
            assertThat(link.state()).isEqualTo(DialledLink.State.OPEN);
        }
        hear(wire, heard, link::tick);
    }

    /** Lets the side that listens hear bytes, with the time passing between reads. */
    private static void hear(SilentWire wire, byte[] bytes, LongConsumer clock) {
        var framer = new LineFramer(LinkService.LINE_LIMIT);
        framer.feed(bytes);
        long now = 0;
        for (Bytes line = framer.next(); line != null; line = framer.next()) {
            LineListener listener = wire.listener();
            listener.line(line);
            if (line.length() % 2 == 0) {
                listener.endOfRead();
                now += 250;
                clock.accept(now);
            }
        }
        wire.listener().endOfRead();
        wire.listener().closed();
        // What a side says is at most proportional to what it hears: an answer to a question is as long as a leaf.
        assertThat(wire.sent()).isLessThan(4_096 + 600L * bytes.length);
    }

    private static Bytes line(Bytes withEnd) {
        return withEnd.subSequence(0, withEnd.length() - 1);
    }

    private static LinkService service(String name, String neighbour) {
        return new LinkService(
                name,
                Map.of(neighbour, Set.of()),
                SmallState.of(
                        bytes -> SmallState.hash(KEY, bytes),
                        Comparator.naturalOrder(),
                        MOST_CLIENTS,
                        MOST_BYTES,
                        Expiry.DEFAULT,
                        SmallState.rule(Expiry.DEFAULT)),
                LinksConfig.DEFAULT.withSecret("correct horse battery staple"),
                () -> NOW,
                FUTURE,
                NOPLogger.NOP_LOGGER,
                TrafficLog.none());
    }

    private static void keep(HerdState state, String line) {
        if (LinkMessageParser.parse(Bytes.of(line)) instanceof At(Report report)) {
            var _ = state.mergeRemote(report, Origin.UNKNOWN);
        }
    }

    private static Set<String> reports(byte[] heard) {
        Set<String> reports = new HashSet<>();
        var framer = new LineFramer(LinkService.LINE_LIMIT);
        framer.feed(heard.clone());
        for (Bytes line = framer.next(); line != null; line = framer.next()) {
            if (LinkMessageParser.parse(line) instanceof At(Report report)
                    && report.timeNanos() <= NOW + FUTURE.toNanos()) {
                reports.add(report.toString());
            }
        }
        return reports;
    }

    private static void check(HerdState state, Set<String> told) {
        assertThat(state.size()).isLessThanOrEqualTo(MOST_CLIENTS);
        assertThat(state.bytes()).isLessThanOrEqualTo(MOST_BYTES);
        String own = "AT Goloman +0.2 kiwi +34.0-118.4 1520023934.9";
        state.tree()
                .reports(Prefix.ROOT)
                .forEach(report -> assertThat(told.contains(report.toString())
                                || report.toString().equals(own))
                        .isTrue());
        Report kiwi = requireNonNull(state.findWithTombstones(Bytes.of("kiwi")));
        assertThat(kiwi.timeNanos()).isGreaterThanOrEqualTo(1_520_023_934_900_000_000L);
    }
}
