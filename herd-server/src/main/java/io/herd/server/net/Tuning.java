package io.herd.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.unix.IntegerUnixChannelOption;

/** Has a connection neither take too much of the event loop's time nor of the kernel's memory. */
final class Tuning {
    /** {@code IPPROTO_TCP} and {@code TCP_NOTSENT_LOWAT} of Linux. */
    private static final ChannelOption<Integer> UNSENT_BOUND = new IntegerUnixChannelOption("TCP_NOTSENT_LOWAT", 6, 25);

    private static final int UNSENT_BYTES = 64 * 1024;

    private Tuning() {}

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
