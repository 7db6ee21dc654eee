package io.herd.server.net;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SelectStrategy;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.IntSupplier;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.spi.transport.Transport;

/**
 * Linux' epoll, with event loops that let others have the processor once before they fall asleep. On a busy machine more
 * has come by then, and is done in one go, where falling asleep and being woken for each little thing would take longer
 * than the thing itself. On an idle one it costs nothing that matters.
 */
public final class YieldingEpoll implements io.vertx.core.transport.Transport {
    private static final EpollTransport EPOLL = new EpollTransport() {
        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return EpollIoHandler.newFactory(0, () -> YieldingEpoll::strategy);
        }
    };

    @SuppressWarnings("ThreadPriorityCheck")
    private static int strategy(IntSupplier eventsNow, boolean hasTasks) throws Exception {
        int events = eventsNow.get();
        if (events > 0 || hasTasks) {
            return events;
        }
        Thread.yield();
        events = eventsNow.get();
        return events > 0 ? events : SelectStrategy.SELECT;
    }

    @Override
    public String name() {
        return "epoll";
    }

    @Override
    public boolean available() {
        return EPOLL.isAvailable();
    }

    @Override
    public Throwable unavailabilityCause() {
        return EPOLL.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return EPOLL;
    }
}
