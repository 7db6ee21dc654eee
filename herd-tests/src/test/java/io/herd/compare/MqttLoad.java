package io.herd.compare;

import io.herd.tests.MqttPackets;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Publishers over MQTT, each with some messages of QoS 1 in flight, and one subscriber that reads what it is told. */
final class MqttLoad {
    private static final int PUBLISHERS = 10;
    private static final int IN_FLIGHT = 50;
    private static final int CLIENTS = 1_000;
    private static final int ACKNOWLEDGEMENT = 4;
    private static final int PUBLISH = 3;
    private static final int TYPE_BITS = 4;
    private static final int LENGTH_BITS = 7;
    private static final int DIGIT = 0x7f;

    private final int port;
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong time = new AtomicLong(1_764_000_000);

    MqttLoad(int port) throws IOException {
        this.port = port;
        Socket subscriber = connect("subscriber");
        subscriber.getOutputStream().write(MqttPackets.subscribe(1, "owntracks/#"));
        Thread.ofPlatform().daemon().start(() -> listen(subscriber));
    }

    /** How many messages the subscriber has been told. */
    long heard() {
        return heard.get();
    }

    private Socket connect(String id) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(MqttPackets.connect(id, 600));
        byte[] _ = socket.getInputStream().readNBytes(ACKNOWLEDGEMENT);
        return socket;
    }

    /** Counts messages; all are acknowledged, as they have QoS 1. */
    private void listen(Socket socket) {
        try (socket) {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (true) {
                int type = in.readUnsignedByte() >> TYPE_BITS;
                byte[] body = in.readNBytes(length(in));
                if (type == PUBLISH) {
                    heard.incrementAndGet();
                    int topic = ((body[0] & 0xff) << 8) | (body[1] & 0xff);
                    socket.getOutputStream().write(new byte[] {0x40, 2, body[2 + topic], body[2 + topic + 1]});
                }
            }
        } catch (IOException _) {
            // The broker has ended.
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & DIGIT) << shift;
            shift += LENGTH_BITS;
        } while (digit > DIGIT);
        return length;
    }

    /** Publishes so many reports; returns how many were acknowledged in a second. */
    double run(int reports) throws IOException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < PUBLISHERS; i++) {
            Socket socket = connect("publisher" + i);
            int first = i * CLIENTS / PUBLISHERS;
            threads.add(Thread.ofPlatform().start(() -> publish(socket, first, reports / PUBLISHERS)));
        }
        for (Thread each : threads) {
            each.join();
        }
        return reports / ((System.nanoTime() - start) / 1e9);
    }

    private void publish(Socket socket, int firstClient, int count) {
        try (socket) {
            for (int sent = 0; sent < count; sent += IN_FLIGHT) {
                var batch = new ByteArrayOutputStream();
                for (int i = 0; i < IN_FLIGHT; i++) {
                    int client = firstClient + (sent + i) % (CLIENTS / PUBLISHERS);
                    String payload =
                            "{\"_type\":\"location\",\"acc\":9,\"batt\":81,\"lat\":52.52000813,\"lon\":13.40495412,"
                                    + "\"tid\":\"al\",\"tst\":" + time.incrementAndGet() + "}";
                    batch.writeBytes(MqttPackets.publish(i + 1, "owntracks/user/d" + client, payload));
                }
                socket.getOutputStream().write(batch.toByteArray());
                byte[] _ = socket.getInputStream().readNBytes(ACKNOWLEDGEMENT * IN_FLIGHT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
