package io.herd.tests;

import io.herd.config.ServerConfig;
import io.herd.server.web.ServerStatus;
import io.herd.server.web.StatusService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a server that starts takes to join its neighbours: from the moment when it and they all accept clients, until
 * it is linked to each of them and each of them to it.
 */
public final class JoinDelay {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(2);
    /** A server knows since when it has a link; to ask it all the time would delay the link. */
    private static final Duration LONG_PAUSE = Duration.ofMillis(25);

    private final long deadline = System.nanoTime() + PATIENCE.toNanos();

    private JoinDelay() {}

    /**
     * Blocks until the server has joined.
     *
     * @param neighbours those of the server's neighbours that run or are being started
     * @throws TimeoutException if it does not join within two minutes
     */
    public static Duration measure(ServerConfig server, Collection<ServerConfig> neighbours) throws TimeoutException {
        var delay = new JoinDelay();
        delay.awaitPort(server);
        for (ServerConfig neighbour : neighbours) {
            delay.awaitPort(neighbour);
        }
        long opened = System.nanoTime();
        long linked = opened;
        for (ServerConfig neighbour : neighbours) {
            linked = Math.max(linked, delay.awaitLink(neighbour, server));
            linked = Math.max(linked, delay.awaitLink(server, neighbour));
        }
        return Duration.ofNanos(linked - opened);
    }

    private void awaitPort(ServerConfig server) throws TimeoutException {
        while (!acceptsClients(server)) {
            pause(PAUSE, "accept clients", server);
        }
    }

    private static boolean acceptsClients(ServerConfig server) {
        try (var socket = new Socket(server.host(), server.port())) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /** Waits until a server tells another one, and returns since when, in nanoseconds. */
    private long awaitLink(ServerConfig from, ServerConfig to) throws TimeoutException {
        while (true) {
            Optional<Duration> age = linkAge(from, to);
            if (age.isPresent()) {
                return System.nanoTime() - age.get().toNanos();
            }
            pause(LONG_PAUSE, "link with " + to.name(), from);
        }
    }

    private static Optional<Duration> linkAge(ServerConfig from, ServerConfig to) {
        try {
            var standing = ServerStatus.of(
                    new JsonObject(Http.get(from, StatusService.PATH).body()));
            return standing.links().stream()
                    .filter(link ->
                            link.neighbour().equals(to.name()) && link.state().equals("open"))
                    .map(link -> Duration.ofMillis(link.stateMillis()))
                    .findFirst();
        } catch (UncheckedIOException _) {
            return Optional.empty();
        }
    }

    private void pause(Duration pause, String what, ServerConfig server) throws TimeoutException {
        if (System.nanoTime() > deadline) {
            throw new TimeoutException(server.name() + " did not " + what + " within " + PATIENCE.toSeconds() + " s");
        }
        LockSupport.parkNanos(pause.toNanos());
    }
}
