package io.herd.server.link;

import io.herd.protocol.Bytes;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.LinkMessageParser;
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

    /** Takes the connection over if its first line is a {@link Hello} that proves the herd's secret. */
    public boolean admit(Bytes line, Wire wire) {
        if (!(LinkMessageParser.parse(line) instanceof Hello hello)) {
            return false;
        }
        if (!service.handshake().secret().allows(wire.isLoopback())) {
            service.refused(
                    hello.from(), "without a secret only servers of this machine are let in: set HERD_SECRET on all");
            return false;
        }
        if (!service.handshake().isProven(hello)) {
            service.refused(hello.from(), "it does not know the herd's secret");
            return false;
        }
        var link = new AcceptedLink(service, wire, hello, flood);
        vertx.setPeriodic(LinksVerticle.TICK, timer -> {
            if (!link.tick(LinksVerticle.now())) {
                vertx.cancelTimer(timer);
            }
        });
        wire.handOver(link, service.lineLimit());
        return true;
    }
}
