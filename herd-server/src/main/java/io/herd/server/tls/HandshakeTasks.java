package io.herd.server.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Has workers do the expensive tasks of one connection's handshake, and holds back the end of its input until they are done: what came
 * before the end waits for them. Confined to the connection's event loop, and in front of its {@link SslHandler}.
 */
final class HandshakeTasks extends ChannelInboundHandlerAdapter implements Executor {
    private final Executor workers;
    private @Nullable ChannelHandlerContext context;
    private int running;
    private boolean hasEnded;

    HandshakeTasks(Executor workers) {
        this.workers = workers;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void execute(Runnable task) {
        ChannelHandlerContext here = context;
        if (here == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        running++;
        workers.execute(() -> {
            // Whoever has hung up meanwhile is worth no work.
            if (here.channel().isActive()) {
                // It hands its outcome to the event loop before it returns.
                task.run();
            }
            here.executor().execute(() -> {
                running--;
                passEnd(here);
            });
        });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext here, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            hasEnded = true;
            passEnd(here);
        } else {
            here.fireUserEventTriggered(event);
        }
    }

    private void passEnd(ChannelHandlerContext here) {
        if (!hasEnded || running > 0) {
            return;
        }
        SslHandler tls = here.pipeline().get(SslHandler.class);
        if (tls != null && tls.handshakeFuture().isSuccess()) {
            here.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        } else {
            var _ = here.close();
        }
    }
}
