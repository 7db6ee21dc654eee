package io.herd.server.net;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.vertx.core.net.TCPSSLOptions;

/** Has a connection neither take too much of the event loop's time nor of the kernel's memory. */
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
     * Has each read of a connection take no more than so many bytes, so that the turn of one that sends without a pause stays
     * short, whatever it takes to deal with a byte.
     */
    public static void readAtMost(Channel channel, int bytes) {
        channel.config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, Math.min(1_024, bytes), bytes));
    }

    /**
     * Reads once in each round of the event loop, so that whoever sends much does not keep the others waiting; and, of a
     * link, leaves little to the kernel that it has not sent yet, whatever the distance: what waits there cannot be overtaken by newer
     * reports any more. Java's own transport knows no such bound, and does without.
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
