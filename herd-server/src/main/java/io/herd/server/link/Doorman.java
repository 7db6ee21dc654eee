package io.herd.server.link;

import io.herd.protocol.Bytes;
import io.herd.server.net.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Lets neighbours in, who dial the port of the clients. Whoever does not prove to be of the herd is no neighbour. */
public final class Doorman {
    private final Vertx vertx;
    private final LinkService service;
    private final Supplier<Future<Void>> flood;

    /** @param flood passes on to the neighbours what is news */
    public Doorman(Vertx vertx, LinkService service, Supplier<Future<Void>> flood) {
        this.vertx = vertx;
        this.service = service;
        this.flood = flood;
    }

    /** Takes the connection over if its first line is a HELLO that proves the herd's secret. */
    public boolean admit(Bytes line, Wire wire) {
        AcceptedLink link = service.admit(line, wire, flood);
        if (link == null) {
            return false;
        }
        vertx.setPeriodic(LinksVerticle.TICK, timer -> {
            if (!link.tick(LinksVerticle.now())) {
                vertx.cancelTimer(timer);
            }
        });
        return true;
    }
}
