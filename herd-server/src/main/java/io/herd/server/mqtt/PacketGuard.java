package io.herd.server.mqtt;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets packets through to the library that it expects where they come, and ends the connection at all others, on which it would log
 * exceptions. Reads no more while the client does not take what it is sent. Confined to the connection's event loop.
 */
final class PacketGuard extends ChannelInboundHandlerAdapter {
    private static final Set<MqttMessageType> OF_CLIENTS = EnumSet.of(
            MqttMessageType.PUBLISH,
            MqttMessageType.PUBACK,
            MqttMessageType.PUBREC,
            MqttMessageType.PUBREL,
            MqttMessageType.PUBCOMP,
            MqttMessageType.SUBSCRIBE,
            MqttMessageType.UNSUBSCRIBE,
            MqttMessageType.PINGREQ,
            MqttMessageType.DISCONNECT);

    private final Runnable decoded;
    private final Consumer<MqttRefusal> refuse;
    private State state = State.NEW;
    private long heardAt = System.nanoTime();
    private boolean isBusy;
    private boolean isNameless;
    private @Nullable ChannelHandlerContext placed;

    private enum State {
        /** A CONNECT must come. */
        NEW,
        /** It has come. */
        CONNECTED,
        /** The connection ends: nothing that comes counts. */
        ENDED
    }

    /**
     * A guard of one connection.
     *
     * @param decoded is told that all bytes of a packet have come
     * @param refuse counts what was refused, and closes the connection
     */
    PacketGuard(Runnable decoded, Consumer<MqttRefusal> refuse) {
        this.decoded = decoded;
        this.refuse = refuse;
    }

    /** Whether the client has given itself no id. */
    boolean isNameless() {
        return isNameless;
    }

    /** When the last packet came: {@link System#nanoTime}. */
    long heardAt() {
        return heardAt;
    }

    /** The connection ends: what is still to come is dropped. */
    void end() {
        state = State.ENDED;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        heardAt = System.nanoTime();
        decoded.run();
        if (state == State.ENDED) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof MqttMessage packet
                && packet.decoderResult().isFailure()) {
            fail(context, packet, packet.decoderResult().cause());
        } else if (message instanceof MqttMessage packet && isExpected(packet)) {
            pass(context, packet);
        } else {
            ReferenceCountUtil.release(message);
            refuse(MqttRefusal.MALFORMED);
        }
    }

    private void pass(ChannelHandlerContext context, MqttMessage packet) {
        boolean wantsTooMuch = false;
        if (packet instanceof MqttConnectMessage connect) {
            state = State.CONNECTED;
            isNameless = connect.payload().clientIdentifier().isEmpty();
            wantsTooMuch = isNameless && !connect.variableHeader().isCleanSession();
        }
        // The library refuses who wants a session kept and has no name for it.
        context.fireChannelRead(packet);
        if (wantsTooMuch) {
            refuse(MqttRefusal.CLIENT_ID);
        }
    }

    private boolean isExpected(MqttMessage packet) {
        MqttMessageType type = packet.fixedHeader().messageType();
        return state == State.NEW
                ? type == MqttMessageType.CONNECT
                : OF_CLIENTS.contains(type) && KnownReasons.hasOne(packet);
    }

    private void fail(ChannelHandlerContext context, MqttMessage packet, Throwable cause) {
        if (cause instanceof MqttUnacceptableProtocolVersionException && state == State.NEW) {
            state = State.ENDED;
            reject(context, MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
            refuse.accept(MqttRefusal.VERSION);
        } else if (cause instanceof MqttIdentifierRejectedException && state == State.NEW) {
            state = State.ENDED;
            reject(context, MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
            refuse.accept(MqttRefusal.CLIENT_ID);
        } else {
            ReferenceCountUtil.release(packet);
            refuse(MqttRefusal.MALFORMED);
        }
    }

    private static void reject(ChannelHandlerContext context, MqttConnectReturnCode code) {
        var _ = context.writeAndFlush(
                        MqttMessageBuilders.connAck().returnCode(code).build())
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void refuse(MqttRefusal reason) {
        state = State.ENDED;
        refuse.accept(reason);
    }

    /** No more is read while the server is busy with what has come. */
    void pause(boolean busy) {
        ChannelHandlerContext context = placed;
        if (isBusy != busy && context != null) {
            isBusy = busy;
            read(context);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        placed = context;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        read(context);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        read(context);
        context.fireChannelWritabilityChanged();
    }

    private void read(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(!isBusy && context.channel().isWritable());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            context.fireExceptionCaught(cause);
        } else {
            refuse(MqttRefusal.MALFORMED);
        }
    }
}
