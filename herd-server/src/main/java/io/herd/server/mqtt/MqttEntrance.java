package io.herd.server.mqtt;

import io.herd.server.net.MemoryAccount;
import io.herd.server.net.MemoryShare;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;

/**
 * Looks at the first byte of a connection: it is a packet of MQTT, or a request for a WebSocket. Accounts for what has come and is no whole
 * packet yet. Confined to the connection's event loop.
 */
final class MqttEntrance extends ChannelInboundHandlerAdapter {
    /** What the first packet of MQTT begins with, which is a CONNECT. */
    private static final byte CONNECT = 0x10;
    /** How many bytes may come before the client has said who it is. */
    private static final int MOST_OF_STRANGERS = 64 * 1024;

    private final MemoryAccount memory;
    private final Consumer<Protocol> opened;
    private final Consumer<MqttRefusal> refuse;
    private final MemoryShare unfinished;
    private boolean isOpen;
    private boolean isKnown;

    /** What a connection speaks. */
    enum Protocol {
        MQTT,
        WEB_SOCKET
    }

    /**
     * The entrance of one connection.
     *
     * @param opened puts what decodes the protocol behind this
     * @param refuse counts what was refused, and closes the connection
     */
    MqttEntrance(MemoryAccount memory, Consumer<Protocol> opened, Consumer<MqttRefusal> refuse) {
        this.memory = memory;
        unfinished = new MemoryShare(memory);
        this.opened = opened;
        this.refuse = refuse;
    }

    /** All bytes of a packet have come. */
    void decoded() {
        unfinished.set(0);
    }

    /** The client has said who it is. */
    void known() {
        isKnown = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
            context.fireChannelRead(message);
            return;
        }
        byte first = bytes.getByte(bytes.readerIndex());
        if (!isOpen && first != CONNECT && first != 'G') {
            bytes.release();
            refuse.accept(MqttRefusal.MALFORMED);
            return;
        } else if (!isOpen) {
            isOpen = true;
            opened.accept(first == CONNECT ? Protocol.MQTT : Protocol.WEB_SOCKET);
        }
        unfinished.add(bytes.readableBytes());
        if (!isKnown && unfinished.held() > MOST_OF_STRANGERS) {
            ReferenceCountUtil.release(message);
            refuse.accept(MqttRefusal.MALFORMED);
        } else if (unfinished.held() > MOST_OF_STRANGERS && memory.isTight()) {
            ReferenceCountUtil.release(message);
            refuse.accept(MqttRefusal.CROWDED);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        unfinished.set(0);
    }
}
