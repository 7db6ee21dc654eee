package io.herd.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;

/** The channels under connections over HTTP. */
public final class Channels {
    private Channels() {}

    public static Channel of(HttpConnection connection) {
        return ((VertxConnection) connection).channel();
    }

    /**
     * Closes a channel at once. To close it by itself would wait until the other side has read what is still to be written, as the
     * handlers of the connection and of TLS see to that. From any thread.
     */
    public static void cut(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        // Without any handler it is closed already.
        if (first != null) {
            var _ = first.close();
        }
    }
}
