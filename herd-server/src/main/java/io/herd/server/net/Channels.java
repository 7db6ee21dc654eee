package io.herd.server.net;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import io.vertx.core.net.impl.VertxHandler;

/** The channels under connections over HTTP. */
public final class Channels {
    private Channels() {}

    public static Channel of(HttpConnection connection) {
        return ((VertxConnection) connection).channel();
    }

    /**
     * Closes a channel at once. To close it by itself would wait until the other side has read what is still to be written, as the
     * connection's handler sees to that.
     */
    public static void cut(Channel channel) {
        var _ = channel.pipeline().context(VertxHandler.class).close();
    }
}
