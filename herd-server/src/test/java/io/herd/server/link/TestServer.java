package io.herd.server.link;

import io.herd.config.LinksConfig;
import io.herd.server.log.TrafficLog;
import io.herd.state.Expiry;
import io.herd.state.HerdState;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * A server of two, as its links see it: by default without a secret, with room for any number of clients, at the begin of
 * POSIX time.
 *
 * @param previous the secret before; null without one
 * @param clients how many clients it has room for
 * @param clock POSIX time in ns; reports may be stamped an hour ahead
 * @param nonces where its handshakes take nonces from; null for random ones
 */
record TestServer(
        String name,
        String neighbour,
        @Nullable String secret,
        @Nullable String previous,
        int clients,
        LongSupplier clock,
        @Nullable Supplier<String> nonces,
        Logger log,
        Expiry expiry) {
    static TestServer of(String name, String neighbour) {
        return new TestServer(
                name, neighbour, null, null, Integer.MAX_VALUE, () -> 0, null, NOPLogger.NOP_LOGGER, Expiry.DEFAULT);
    }

    TestServer withSecret(@Nullable String other) {
        return new TestServer(name, neighbour, other, null, clients, clock, nonces, log, expiry);
    }

    TestServer withSecrets(String other, String before) {
        return new TestServer(name, neighbour, other, before, clients, clock, nonces, log, expiry);
    }

    TestServer withRoomFor(int others) {
        return new TestServer(name, neighbour, secret, previous, others, clock, nonces, log, expiry);
    }

    TestServer withClock(LongSupplier other) {
        return new TestServer(name, neighbour, secret, previous, clients, other, nonces, log, expiry);
    }

    TestServer withNonces(Supplier<String> others) {
        return new TestServer(name, neighbour, secret, previous, clients, clock, others, log, expiry);
    }

    TestServer withLog(Logger other) {
        return new TestServer(name, neighbour, secret, previous, clients, clock, nonces, other, expiry);
    }

    TestServer withExpiry(Expiry other) {
        return new TestServer(name, neighbour, secret, previous, clients, clock, nonces, log, other);
    }

    LinkService start() {
        LinksConfig config = LinksConfig.DEFAULT.withSecrets(secret, previous);
        Keyring keys = Keyring.of(config);
        return new LinkService(
                name,
                Map.of(neighbour, Set.of()),
                new HerdState(keys.hash(), clients, Long.MAX_VALUE, expiry),
                config,
                nonces == null ? Handshake.noncesOfNewStart() : nonces,
                clock,
                Duration.ofHours(1),
                log,
                TrafficLog.none());
    }
}
