package io.herd.attack;

import io.herd.attack.Attack.Act;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Attacks on watches, fences, the HTTP API and its WebSocket. */
final class LiveAttacks {
    private static final boolean READS = true;
    private static final boolean DEAF = false;
    /** As many as one subscription may have. */
    private static final int NAMES = 1_000;
    /** Of a fence: nearly as many as there may be, and an odd number. */
    private static final int CORNERS = 299;

    private LiveAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack(
                        "hundreds of watchers that do not read, and much changes",
                        both(
                                lines(400, DEAF, _ -> Talk.once("WATCH w *\nWATCH +1+1 1000\nFENCE *\n")),
                                lines(10, READS, i -> Talk.counting(round -> moves("w" + i, round))))),
                new Attack(
                        "watches of ever other areas",
                        both(
                                lines(50, READS, i -> Talk.counting(round -> watches(i, round) + "UNWATCH\n")),
                                lines(5, READS, i -> Talk.counting(round -> moves("m" + i, round))))),
                new Attack(
                        "fences of most corners that come and go, and clients that cross them",
                        both(
                                http(20, READS, i -> Talk.counting(round -> fence(i, round))),
                                lines(5, READS, i -> Talk.counting(round -> moves("x" + i, round))))),
                new Attack(
                        "API: bodies deep in brackets", http(20, READS, _ -> Talk.always(post("[".repeat(120_000))))),
                new Attack(
                        "API: batches as large as may be",
                        http(20, READS, i -> Talk.counting(round -> post(batch(i, round))))),
                new Attack(
                        "API: bodies that trickle, and handshakes without an end",
                        http(
                                900,
                                DEAF,
                                i -> i % 2 == 0
                                        ? Talk.first(request("POST", "/reports", 100_000), "[")
                                        : Talk.first(Frames.HANDSHAKE.substring(0, 100), "\r\nX: y"))),
                new Attack(
                        "phones: batches as large as may be, of ever other devices",
                        http(20, READS, i -> Talk.counting(round -> phone(overland(i, round))))),
                new Attack(
                        "phones: bodies of ever so many objects",
                        http(20, READS, _ -> Talk.always(phone("[{}" + ",{}".repeat(349_000) + "]")))),
                new Attack(
                        "phones: cards as large as may be, of ever other devices",
                        http(20, READS, i -> Talk.counting(round -> phone(card(i, round))))),
                new Attack(
                        "WebSocket: messages as long as may be",
                        sockets(READS, i -> round -> Frames.text(subscription(i, round)))),
                new Attack(
                        "WebSocket: messages without an end",
                        sockets(READS, _ -> round -> round == 0 ? Frames.beginning("{") : Frames.continuation(""))),
                new Attack(
                        "WebSocket: pings whose answers nobody reads",
                        sockets(DEAF, _ -> _ -> Frames.ping("x".repeat(125)))));
    }

    private static Act lines(int count, boolean reads, IntFunction<Talk> talks) {
        return Attacks.swarm(Victim::clients, count, reads, talks);
    }

    private static Act http(int count, boolean reads, IntFunction<Talk> talks) {
        return Attacks.swarm(Victim::http, count, reads, talks);
    }

    /** Connections that become WebSockets and say what their number and that of the round make. */
    private static Act sockets(boolean reads, IntFunction<LongFunction<String>> frames) {
        return http(100, reads, i -> {
            LongFunction<String> ofThis = frames.apply(i);
            return Talk.counting(round -> round == 0 ? Frames.HANDSHAKE : ofThis.apply(round - 1));
        });
    }

    private static Act both(Act one, Act other) {
        return (victim, end) -> {
            try (var background = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> ending = background.submit(() -> {
                    other.run(victim, end);
                    return null;
                });
                one.run(victim, end);
                ending.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IOException(e);
            }
        };
    }

    /** Reports of a hundred clients, somewhere within a degree. */
    private static String moves(String prefix, long round) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "IAMAT %s_%d +1.%03d+1.%03d %d%n"
                        .formatted(prefix, i, (round * 37 + i) % 1_000, (round * 91 + i) % 1_000, round + 1))
                .collect(Collectors.joining());
    }

    private static String watches(int attacker, long round) {
        return IntStream.range(0, 95)
                .mapToObj(
                        i -> "WATCH +1.%03d+1.%03d 0.%d%n".formatted((attacker * 20 + i) % 1_000, round % 1_000, i + 1))
                .collect(Collectors.joining());
    }

    /** Defines a fence, or deletes one that may still be there. */
    private static String fence(int attacker, long round) {
        String path = "/fences/f" + attacker + "_" + round / 2 % 20;
        if ((round & 1) == 1) {
            return request("DELETE", path, 0);
        }
        // Every other one goes around its center twice, and so crosses itself.
        String area = "{\"type\":\"Polygon\",\"coordinates\":[[" + ring(1 + attacker % 2) + "]]}";
        return request("PUT", path, area.length()) + area;
    }

    private static String ring(int turns) {
        return IntStream.rangeClosed(0, CORNERS)
                .mapToDouble(i -> turns * 2 * Math.PI * (i % CORNERS) / CORNERS)
                .mapToObj(angle ->
                        String.format(Locale.ROOT, "[%.5f,%.5f]", 1.5 + Math.cos(angle) / 2, 1.5 + Math.sin(angle) / 2))
                .collect(Collectors.joining(","));
    }

    private static String batch(int attacker, long round) {
        return IntStream.range(0, 500)
                .mapToObj(i -> "{\"client\":\"b%d_%d_%d\",\"latitude\":1.%d,\"longitude\":1,\"pad\":\"%s\"}"
                        .formatted(attacker, round % 20, i, round % 1_000, "x".repeat(170)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** A subscription to as many clients as may be, under an id of a hundred. */
    private static String subscription(int attacker, long round) {
        return IntStream.range(0, NAMES)
                .mapToObj(i -> "\"%d_%d_%d_%s\"".formatted(attacker, round % 10_000, i, "x".repeat(12)))
                .collect(Collectors.joining(",", "{\"subscribe\":\"" + round % 100 + "\",\"clients\":[", "]}"));
    }

    /** A thousand reports, with the oldest first. */
    private static String overland(int attacker, long round) {
        return IntStream.range(0, 1_000)
                .mapToObj(i ->
                        ("{\"geometry\":{\"coordinates\":[1.%03d,2]},\"properties\":{\"timestamp\":%d,\"speed\":4,\"pad\":\"%s\","
                                        + "\"device_id\":\"o%d_%d_%d\"}}")
                                .formatted(i, 1_000_000 + round, "x".repeat(900), attacker, round % 20, i))
                .collect(Collectors.joining(",", "{\"locations\":[", "]}"));
    }

    private static String card(int attacker, long round) {
        String face = "A".repeat(8_000);
        return "{\"_type\":\"card\",\"topic\":\"owntracks/c%d/%d\",\"name\":\"%d\",\"face\":\"%s\"}"
                .formatted(attacker, round % 10_000, round, face);
    }

    private static String phone(String body) {
        return "POST /pub HTTP/1.1\r\nHost: herd\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String post(String body) {
        return request("POST", "/reports", body.length()) + body;
    }

    private static String request(String method, String path, int length) {
        return method + " /api/v1" + path
                + " HTTP/1.1\r\nHost: herd\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }
}
