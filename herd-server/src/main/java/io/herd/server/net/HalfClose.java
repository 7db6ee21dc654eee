package io.herd.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;

/**
 * Keeps a connection open when the other side has shut down only its output, which Vert.x has no option for, and signals
 * it in order with the bytes: as a last message, {@link Message#END}, that a paused connection holds back like any other.
 */
final class HalfClose extends ChannelInboundHandlerAdapter {
    /** The other side has shut down its output. */
    enum Message {
        END
    }

    private HalfClose() {}

    static void allow(ChannelHandlerContext vertxHandler) {
        Channel channel = vertxHandler.channel();
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline().addBefore(vertxHandler.name(), "half-close", new HalfClose());
    }

    /** Shuts down our own output, so that the other side reads to its end; what was not sent yet is lost. */
    static void shutdownOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            var _ = duplex.shutdownOutput();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            context.fireChannelRead(Message.END);
            context.fireChannelReadComplete();
        } else if (!(event instanceof ChannelInputShutdownReadComplete)) {
            super.userEventTriggered(context, event);
        }
    }
}
