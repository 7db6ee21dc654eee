package io.herd.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.IntFunction;

/** Many hostile connections in one thread, which talk as fast as they are heard. Those that are closed are opened again. */
final class Swarm {
    /** How many connections are being opened at once. */
    private static final int DIALS = 64;

    private static final int LOOK_MS = 50;
    /** What the attackers' own kernel holds is not the server's: it must not run out of memory for TCP on their behalf. */
    private static final int OUTBOX = 16_384;
    /** Whoever is to read little at a time has a small window, so that the other side waits soon. */
    private static final int SMALL_WINDOW = 4_096;

    private final InetSocketAddress target;
    private final int count;
    private final boolean reads;
    private final IntFunction<Talk> talks;
    private final ByteBuffer inbox = ByteBuffer.allocateDirect(1 << 16);
    private int opened;
    private int open;
    private int dialling;

    /**
     * @param count how many connections there are at once
     * @param reads whether they read what they are told
     * @param talks what each of them says
     */
    Swarm(InetSocketAddress target, int count, boolean reads, IntFunction<Talk> talks) {
        this.target = target;
        this.count = count;
        this.reads = reads;
        this.talks = talks;
    }

    private static final class Member {
        private final Talk talk;
        private ByteBuffer outbox = ByteBuffer.allocate(0);

        Member(Talk talk) {
            this.talk = talk;
        }

        /** Whether there is more to say. */
        boolean hasMore() {
            if (!outbox.hasRemaining()) {
                outbox = ByteBuffer.wrap(talk.next());
            }
            return outbox.hasRemaining();
        }
    }

    /** Attacks until a moment of {@link System#nanoTime()}; then all connections are cut. */
    void attack(long end) throws IOException {
        try (Selector selector = Selector.open()) {
            while (System.nanoTime() < end) {
                dial(selector);
                int _ = selector.select(this::serve, LOOK_MS);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
    }

    private void dial(Selector selector) throws IOException {
        while (open < count && dialling < DIALS) {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_SNDBUF, OUTBOX);
            if (!reads) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW);
            }
            channel.configureBlocking(false);
            boolean _ = channel.connect(target);
            channel.register(selector, SelectionKey.OP_CONNECT, new Member(talks.apply(opened++)));
            open++;
            dialling++;
        }
    }

    private void serve(SelectionKey key) {
        var channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable()) {
                dialling--;
                boolean _ = channel.finishConnect();
                key.interestOps(SelectionKey.OP_WRITE | SelectionKey.OP_READ);
            }
            if (key.isWritable()) {
                talk(key, channel);
            }
            // Who does not read still wants to know when the connection is over, which costs one read at its end only.
            if (key.isReadable()) {
                hear(key, channel);
            }
        } catch (IOException _) {
            close(key);
        }
    }

    private static void talk(SelectionKey key, SocketChannel channel) throws IOException {
        var member = (Member) key.attachment();
        if (!member.hasMore()) {
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
            return;
        }
        int _ = channel.write(member.outbox);
    }

    private void hear(SelectionKey key, SocketChannel channel) throws IOException {
        if (!reads) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
            return;
        }
        inbox.clear();
        if (channel.read(inbox) < 0) {
            close(key);
        }
    }

    private void close(SelectionKey key) {
        open--;
        try {
            key.channel().close();
        } catch (IOException _) {
            // It is closed all the same.
        }
    }
}
