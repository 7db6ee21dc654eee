package io.herd.compare;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Phones that report over HTTP: each keeps its connection, and sends its next request once it has the answer to the last one. */
final class HttpLoad {
    private static final int HEAD_MOST = 8_192;
    /** In seconds; later than those of other loads, so that every report is news. */
    private static final long START = 1_780_000_000;

    private final int port;
    private final int connections;
    private final int points;
    private final AtomicLong time = new AtomicLong(START);

    /** @param points how many a request has: one as Traccar Client and OsmAnd send it, more in a batch of Overland's */
    HttpLoad(int port, int connections, int points) {
        this.port = port;
        this.connections = connections;
        this.points = points;
    }

    /** Sends so many reports; returns how many were acknowledged in a second. */
    double run(int reports) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        int requests = reports / points / connections;
        long start = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            int phone = i;
            threads.add(Thread.ofVirtual().start(() -> report(phone, requests)));
        }
        for (Thread each : threads) {
            each.join();
        }
        return (double) requests * points * connections / ((System.nanoTime() - start) / 1e9);
    }

    private void report(int phone, int requests) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < requests; i++) {
                socket.getOutputStream().write(request(phone));
                String status = answer(in);
                if (!status.startsWith("HTTP/1.1 200")) {
                    throw new IOException("answered " + status);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] request(int phone) {
        return points == 1 ? point(phone) : batch(phone);
    }

    private byte[] point(int phone) {
        return """
                POST /?id=user/d%d&lat=52.52000813&lon=13.40495412&accuracy=9&batt=81&timestamp=%d HTTP/1.1\r
                Host: herd\r
                Content-Length: 0\r
                \r
                """.formatted(phone, time.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] batch(int phone) {
        String body = overland(phone);
        String head = """
                POST /phone HTTP/1.1\r
                Host: herd\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(body.length());
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    private String overland(int phone) {
        return IntStream.range(0, points)
                .mapToObj(_ ->
                        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[13.40495412,52.52000813]},"
                                + "\"properties\":{\"timestamp\":" + time.incrementAndGet()
                                + ",\"device_id\":\"d" + phone
                                + "\",\"battery_level\":0.81,\"horizontal_accuracy\":9}}")
                .collect(Collectors.joining(",", "{\"locations\":[", "]}"));
    }

    /** Reads an answer to its end; returns its head. */
    private static String answer(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4 && head.size() < HEAD_MOST) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            head.write(next);
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }
        String text = head.toString(StandardCharsets.US_ASCII);
        in.skipNBytes(length(text));
        return text;
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, "content-length:".length()))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
    }
}
