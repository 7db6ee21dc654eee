package io.herd.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.HdrHistogram.Histogram;

/**
 * Measures the replication delay: from the reply to a report, until the last of
 * the other servers, asked repeatedly, has answered a WHEREIS with it. Part of that time is the answering. One report is on
 * its way at a time, so the delays are corrected for coordinated omission, see {@link Pace}.
 */
public final class Delay implements AutoCloseable {
    private static final int BUFFER_SIZE = 1_024;
    /** Their first reports do not count: servers wait a little for clients that they do not know. */
    private static final int CLIENTS = 100;

    private final List<SocketChannel> servers = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
    private final Template whereis = Commands.whereis().command();
    private final Template iamat;

    private Delay(long second) {
        iamat = Commands.iamat(second).command();
    }

    /**
     * Reports at one server after the other; blocks.
     *
     * @param second when the reports are stamped, POSIX time
     * @param reports how many are due
     * @param pause from when one is due to the next
     * @return the delays in ns
     */
    public static Histogram measure(
            List<InetSocketAddress> addresses, long second, int reports, Duration pause, DoubleConsumer progress)
            throws IOException {
        try (var delay = new Delay(second)) {
            for (InetSocketAddress address : addresses) {
                delay.servers.add(SocketChannel.open(address).setOption(StandardSocketOptions.TCP_NODELAY, true));
            }
            for (int client = 0; client < CLIENTS; client++) {
                long _ = delay.report(client);
            }
            return Pace.measure(reports, pause, beat -> {
                progress.accept((double) beat / reports);
                return delay.report(CLIENTS + beat);
            });
        }
    }

    private long report(int serial) throws IOException {
        int client = serial % CLIENTS;
        SocketChannel teller = servers.get(serial % servers.size());
        say(teller, iamat, client, serial);
        String report = hear(teller);
        long start = System.nanoTime();
        List<SocketChannel> ignorant = new ArrayList<>(servers);
        ignorant.remove(teller);
        while (!ignorant.isEmpty()) {
            for (SocketChannel server : ignorant) {
                say(server, whereis, client, serial);
            }
            List<SocketChannel> still = new ArrayList<>();
            for (SocketChannel server : ignorant) {
                if (!hear(server).equals(report)) {
                    still.add(server);
                }
            }
            ignorant = still;
        }
        return System.nanoTime() - start;
    }

    private void say(SocketChannel server, Template command, int client, long serial) throws IOException {
        command.write(buffer.clear(), client, serial);
        buffer.flip();
        while (buffer.hasRemaining()) {
            server.write(buffer);
        }
    }

    private String hear(SocketChannel server) throws IOException {
        buffer.clear();
        do {
            if (server.read(buffer) < 0) {
                throw new EOFException("a server closed the connection");
            }
        } while (buffer.get(buffer.position() - 1) != '\n');
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel server : servers) {
            server.close();
        }
    }
}
