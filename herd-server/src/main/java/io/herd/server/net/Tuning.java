package io.herd.server.net;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.vertx.core.net.TCPSSLOptions;

/** Socket options that bound a connection's use of the event loop and of kernel memory. */
public final class Tuning {
    /** {@code IPPROTO_TCP} and {@code TCP_NOTSENT_LOWAT} of Linux. */
    private static final ChannelOption<Integer> UNSENT_BOUND = new IntegerUnixChannelOption("TCP_NOTSENT_LOWAT", 6, 25);

    private static final int UNSENT_BYTES = 64 * 1024;
    /**
     * How much the kernel may hold of what a client has sent, and of what it has not taken; it may double both. Without a bound
     * that can be megabytes each way, so that some hundred connections use up all memory that the kernel has for TCP.
     */
    private static final int KERNEL_RECEIVED_BYTES = 32 * 1024;

    private static final int KERNEL_UNSENT_BYTES = 64 * 1024;

    private Tuning() {}

    /** What the sockets of clients are given: small buffers of the kernel's, and no delay of small writes. */
    public static <T extends TCPSSLOptions> T forClients(T options) {
        var _ = options.setTcpNoDelay(true)
                .setReceiveBufferSize(KERNEL_RECEIVED_BYTES)
                .setSendBufferSize(KERNEL_UNSENT_BYTES);
        return options;
    }

    /**
     * Limits the bytes of each read, so that a connection that sends without a pause does not occupy the event loop for
     * long.
     */
    public static void readAtMost(Channel channel, int bytes) {
        channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, Math.min(1_024, bytes), bytes));
    }

    /**
     * Reads once in each round of the event loop, so that a busy connection does not delay the others; and bounds the unsent
     * bytes of a link in the kernel, since reports that wait there can no longer be superseded by newer ones. The NIO transport has no
     * such option.
     */
    static void apply(Channel channel) {
        MaxMessagesRecvByteBufAllocator reads = channel.config().getRecvByteBufAllocator();
        var _ = reads.maxMessagesPerRead(1);
        boolean isDialled = channel.parent() == null;
        if (isDialled) {
            boolean _ = channel.config().setOption(UNSENT_BOUND, UNSENT_BYTES);
        }
    }
}
