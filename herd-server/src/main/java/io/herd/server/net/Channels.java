package io.herd.server.net;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/** The channels under connections over HTTP: closing a channel does not wait for what is still to be written. */
public final class Channels {
    private Channels() {}

    public static Channel of(HttpConnection connection) {
        return ((VertxConnection) connection).channel();
    }
}
