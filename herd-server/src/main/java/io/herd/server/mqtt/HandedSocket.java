package io.herd.server.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.tls.SslContextProvider;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrafficShapingOptions;
import io.vertx.core.net.impl.NetServerInternal;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives the library a socket that was accepted elsewhere. Its own server would accept any number before they say who they are, do the
 * handshakes of TLS in event loops, and speak either MQTT or WebSockets at a port.
 */
final class HandedSocket extends VertxWrapper {
    private final Port port = new Port();

    private HandedSocket(Vertx vertx) {
        super((VertxInternal) vertx);
    }

    /** Has the library put what decodes MQTT on a socket, and tell of the CONNECT. */
    static void hand(Vertx vertx, NetSocket socket, MqttServerOptions options, Handler<MqttEndpoint> connected) {
        var handed = new HandedSocket(vertx);
        // It only keeps the handler here.
        var _ = MqttServer.create(handed, options).endpointHandler(connected).listen();
        handed.port.connectHandler().handle(socket);
    }

    @Override
    public NetServerInternal createNetServer(NetServerOptions options) {
        return port;
    }

    /** Where the library takes itself to listen. */
    private static final class Port implements NetServerInternal {
        private Handler<NetSocket> handler = _ -> {};

        @Override
        public NetServerInternal connectHandler(@Nullable Handler<NetSocket> connected) {
            handler = connected == null ? _ -> {} : connected;
            return this;
        }

        @Override
        public Handler<NetSocket> connectHandler() {
            return handler;
        }

        @Override
        public NetServerInternal exceptionHandler(@Nullable Handler<Throwable> failed) {
            return this;
        }

        @Override
        public Future<NetServer> listen() {
            return Future.succeededFuture(this);
        }

        @Override
        public Future<NetServer> listen(SocketAddress address) {
            return listen();
        }

        @Override
        public Future<NetServer> listen(ContextInternal context, SocketAddress address) {
            return listen();
        }

        @Override
        public Future<Void> shutdown(long timeout, TimeUnit unit) {
            return Future.succeededFuture();
        }

        @Override
        public int actualPort() {
            return 0;
        }

        @Override
        public @Nullable SslContextProvider sslContextProvider() {
            return null;
        }

        @Override
        public Future<Boolean> updateSSLOptions(ServerSSLOptions options, boolean force) {
            return Future.succeededFuture(false);
        }

        @Override
        public Future<Boolean> updateTrafficShapingOptions(TrafficShapingOptions options) {
            return Future.succeededFuture(false);
        }
    }
}
