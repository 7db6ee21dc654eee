package io.herd.attack;

import io.herd.attack.Attack.Act;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The attacks that a server must withstand. */
final class Attacks {
    private static final boolean READS = true;
    private static final boolean DEAF = false;
    private static final String LONG = "x".repeat(8_000);
    private static final String REPORT = "IAMAT kiwi +34.068930-118.445127 5\n";

    /** Takes connections, and answers nothing. */
    private static final ServerSocket HANGING = listen();

    private Attacks() {}

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Attack> all() {
        return Stream.concat(
                Stream.of(onHttp(), LiveAttacks.all(), MqttAttacks.all()).flatMap(List::stream),
                Stream.of(byClients(), onLinks()).flatMap(List::stream).map(Attack::alone));
    }

    private static List<Attack> byClients() {
        return List.of(
                clients(
                        "replies that wait for a question",
                        50,
                        DEAF,
                        _ -> Talk.first(REPORT + "WHEREIS nobody\n", "WHEREIS kiwi\n".repeat(1_000))),
                clients(
                        "questions of unknown clients with long names",
                        100,
                        DEAF,
                        i -> Talk.counting(round -> "WHEREIS " + i + "_" + round + LONG + "\n")),
                clients(
                        "questions of unknown clients, all replies read",
                        500,
                        READS,
                        i -> Talk.counting(round -> "WHEREIS u" + i + "_" + round + "\n")),
                clients(
                        "clients with long names",
                        20,
                        READS,
                        i -> Talk.counting(round -> "IAMAT " + i + "_" + round + LONG + " +1+1 5\n")),
                clients(
                        "reports that grow",
                        20,
                        READS,
                        i -> Talk.counting(round -> "IAMAT %d_%d +1.%s+1 %d%n"
                                .formatted(
                                        i,
                                        round % 1_000,
                                        "0".repeat((int) Math.min(7_900, round / 10)),
                                        round / 1_000 + 1))),
                clients(
                        "replies that nobody reads",
                        1_000,
                        DEAF,
                        _ -> Talk.first(REPORT, "WHEREIS kiwi\n".repeat(1_000))),
                clients("lines without an end", 9_000, DEAF, _ -> Talk.once("I")),
                clients("lines that are too long", 100, READS, _ -> Talk.always(LONG)),
                clients("noise", 50, READS, i -> noise(new Random(i))),
                clients("connections that come and go", 64, READS, _ -> Talk.first("WHAT\n", LONG.repeat(2))),
                clients(
                        "reports without a pause",
                        50,
                        READS,
                        i -> Talk.counting(round -> REPORT.replace(" 5", " " + (round + 5))
                                .replace("kiwi", "kiwi" + i)
                                .repeat(64))),
                new Attack(
                        "questions of places whose provider hangs",
                        Map.of(
                                "HERD_PLACES_PROVIDER", "google",
                                "HERD_PLACES_URL", "http://127.0.0.1:" + HANGING.getLocalPort(),
                                "GOOGLE_PLACES_KEY", "nobodys-key"),
                        true,
                        swarm(
                                Victim::clients,
                                50,
                                DEAF,
                                _ -> Talk.first(
                                        "IAMAT far +1.%s+1 5%n".formatted("0".repeat(7_900)),
                                        "WHATSAT far 1 1\n".repeat(1_000)))));
    }

    private static List<Attack> onHttp() {
        return List.of(
                http("malformed paths", 20, READS, () -> Talk.always("GET /%zz HTTP/1.1\r\nHost: herd\r\n\r\n")),
                http("requests without a host", 20, READS, () -> Talk.always("GET /status HTTP/1.1\r\n\r\n")),
                http(
                        "answers that nobody reads",
                        900,
                        DEAF,
                        () -> Talk.always("GET /metrics HTTP/1.1\r\nHost: herd\r\n\r\n")),
                http("headers without an end", 3_000, DEAF, () -> Talk.first("GET / HTTP/1.1\r\n", "X: y\r\n")),
                http(
                        "bodies without an end",
                        100,
                        READS,
                        () -> Talk.first(
                                "POST /status HTTP/1.1\r\nHost: herd\r\nContent-Length: 999999999\r\n\r\n", LONG)),
                http(
                        "HTTP/2 with a window of nothing",
                        200,
                        DEAF,
                        () -> Talk.first(
                                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\6\4\0\0\0\0\0\0\4\0\0\0\0",
                                "\0\0\0\4\0\0\0\0\0")));
    }

    private static List<Attack> onLinks() {
        String hello = FalseNeighbour.hello();
        return List.of(
                links(
                        "strangers who dial",
                        64,
                        READS,
                        _ -> Talk.once("HELLO 3 Hands Goloman 00 00 ttl=0ms S:0:0 00 00\n")),
                links("a recorded first word, and no proof", 300, DEAF, _ -> Talk.first(hello, LONG)),
                links("first words without an end", 2_000, DEAF, _ -> Talk.once("H")),
                neighbour("a neighbour that asks without a pause", Talk.always("ASK -\n".repeat(10_000))),
                neighbour(
                        "a neighbour that tells of ever more clients",
                        Talk.counting(round -> "AT n%d_%s Hands +1 +1 +0.1 5%n".formatted(round, LONG))),
                neighbour(
                        "a neighbour that compares everything",
                        Talk.counting(
                                round -> "ASK %04x%n".formatted(round % 65_536).repeat(60))));
    }

    /** Words and bytes that mean nothing, a line of them each time. */
    private static Talk noise(Random random) {
        String[] words = {
            "IAMAT", "WHATSAT", "WHEREIS", "kiwi", "+1-1", "+34.068930-118.445127", "1e9", "-0", "\t", "\0", "\r"
        };
        return Talk.counting(_ -> random.ints(random.nextInt(1, 8), 0, words.length)
                        .mapToObj(i -> words[i] + (char) random.nextInt(1, 256))
                        .collect(Collectors.joining(" "))
                + "\n");
    }

    private static Attack clients(String name, int count, boolean reads, IntFunction<Talk> talks) {
        return new Attack(name, swarm(Victim::clients, count, reads, talks));
    }

    private static Attack http(String name, int count, boolean reads, Supplier<Talk> talk) {
        return new Attack("HTTP: " + name, swarm(Victim::http, count, reads, _ -> talk.get()));
    }

    private static Attack links(String name, int count, boolean reads, IntFunction<Talk> talks) {
        return new Attack("links: " + name, swarm(Victim::links, count, reads, talks));
    }

    private static Attack neighbour(String name, Talk talk) {
        return new Attack(name, (victim, end) -> FalseNeighbour.talk(victim, talk, end));
    }

    static Act swarm(Function<Victim, InetSocketAddress> port, int count, boolean reads, IntFunction<Talk> talks) {
        return (victim, end) -> new Swarm(port.apply(victim), count, reads, talks).attack(end);
    }
}
