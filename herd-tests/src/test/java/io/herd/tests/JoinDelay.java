package io.herd.tests;

import io.herd.config.ServerConfig;
import io.herd.server.http.ServerStatus;
import io.herd.server.http.StatusService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a server that starts takes to join its neighbours: from the moment when it and they all accept clients, until
 * it is linked to each of them and each of them to it.
 */
public final class JoinDelay {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(2);

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
        for (ServerConfig neighbour : neighbours) {
            delay.awaitLinks(server, neighbour);
        }
        return Duration.ofNanos(System.nanoTime() - opened);
    }

    private void awaitPort(ServerConfig server) throws TimeoutException {
        while (!acceptsClients(server)) {
            pause("accept clients", server);
        }
    }

    private static boolean acceptsClients(ServerConfig server) {
        try (var socket = new Socket(server.host(), server.port())) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private void awaitLinks(ServerConfig server, ServerConfig neighbour) throws TimeoutException {
        while (!areLinked(server, neighbour)) {
            pause("link with " + neighbour.name(), server);
        }
    }

    /** By the neighbour's word: asking the server, whose code is not compiled yet, would delay it. */
    private static boolean areLinked(ServerConfig server, ServerConfig neighbour) {
        try {
            var standing = ServerStatus.of(
                    new JsonObject(Http.get(neighbour, StatusService.PATH).body()));
            return standing.links().stream()
                    .anyMatch(link -> link.neighbour().equals(server.name())
                            && link.state().equals("open")
                            && link.accepted());
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private void pause(String what, ServerConfig server) throws TimeoutException {
        if (System.nanoTime() > deadline) {
            throw new TimeoutException(server.name() + " did not " + what + " within " + PATIENCE.toSeconds() + " s");
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }
}
