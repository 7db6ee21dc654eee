package io.herd.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;

/**
 * Keeps a connection open when the other side has shut down only its output, which Vert.x has no option for, and signals
 * it in order with the bytes: as a last message, {@link Message#END}, that a paused connection holds back like any other.
 * Over TLS the other side says so by a close_notify. A connection that ends without one may have been cut by anybody on the way, in the
 * middle of a line, so it is closed.
 */
final class HalfClose extends ChannelInboundHandlerAdapter {
    /** The other side has shut down its output. */
    enum Message {
        END
    }

    private final boolean isEncrypted;
    private boolean hasEnded;

    private HalfClose(boolean isEncrypted) {
        this.isEncrypted = isEncrypted;
    }

    static void allow(ChannelHandlerContext vertxHandler) {
        Channel channel = vertxHandler.channel();
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        boolean isEncrypted = channel.pipeline().get(SslHandler.class) != null;
        channel.pipeline().addBefore(vertxHandler.name(), "half-close", new HalfClose(isEncrypted));
    }

    /** Shuts down our own output, so that the other side reads to its end; what was not sent yet is lost. */
    static void shutdownOutput(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            var _ = tls.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            var _ = duplex.shutdownOutput();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        switch (event) {
            case ChannelInputShutdownEvent _
            when isEncrypted && !hasEnded -> {
                var _ = context.close();
            }
            case ChannelInputShutdownEvent _ -> end(context);
            case SslCloseCompletionEvent close when close.isSuccess() -> end(context);
            case ChannelInputShutdownReadComplete _ -> {}
            default -> super.userEventTriggered(context, event);
        }
    }

    private void end(ChannelHandlerContext context) {
        if (!hasEnded) {
            hasEnded = true;
            context.fireChannelRead(Message.END);
            context.fireChannelReadComplete();
        }
    }
}
