package io.herd.sim;

import io.herd.config.LinksConfig;
import io.herd.server.link.Backoff;
import io.herd.server.link.DialledLink;
import io.herd.server.link.LinkService;
import io.herd.server.net.LineListener;
import org.jspecify.annotations.Nullable;

/** Keeps a neighbour dialled, as Dialler does. */
final class Redial {
    private final Network network;
    private final Life life;
    private final LinkService service;
    private final SimServer neighbour;
    private final Backoff backoff;
    private @Nullable DialledLink link;
    private @Nullable SimWire wire;
    private boolean stopped;

    Redial(Network network, Life life, LinkService service, SimServer neighbour) {
        this.network = network;
        this.life = life;
        this.service = service;
        this.neighbour = neighbour;
        this.backoff = new Backoff(LinksConfig.DEFAULT.retryMin(), LinksConfig.DEFAULT.retryMax(), network.random());
    }

    void dial() {
        if (!stopped) {
            network.connect(life, neighbour, this::connected, this::again);
        }
    }

    private LineListener connected(SimWire connection) {
        var greeting = new DialledLink(service, neighbour.name(), connection, backoff::reset);
        link = greeting;
        wire = connection;
        connection.whenClosed(() -> {
            link = null;
            again();
        });
        return greeting;
    }

    private void again() {
        network.agenda().in(backoff.next(), () -> life.run(this::dial));
    }

    void tick(long now) {
        if (link != null) {
            link.tick(now);
        }
    }

    void sendOwed() {
        if (link != null) {
            link.sendOwed();
        }
    }

    void stop() {
        stopped = true;
        if (link != null) {
            link.stop();
        }
    }

    boolean isOpen() {
        return link != null && link.state() == DialledLink.State.OPEN;
    }

    /** Whether a neighbour that keeps up has not been written to all that it is owed. */
    boolean isBehind() {
        return isOpen() && link != null && wire != null && wire.isWritable() && link.owed() > 0;
    }
}
