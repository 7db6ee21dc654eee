package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the course's graders ask of a herd, with a connection for each command, and which replies they take for right. */
final class Grader {
    private static final String POSITION = "+34.068930-118.445127";
    private static final int MOST_PLACES = 5;

    private final CourseHerd herd;
    private int clients;
    private String newest = "";

    Grader(CourseHerd herd) {
        this.herd = herd;
    }

    /** Reports a new client at a server, and asks all others at once where it is and what is near it. */
    void reportAndAsk(String teller) {
        String client = "client_" + clients++;
        String report = client + " " + POSITION + " " + BigDecimal.valueOf(System.currentTimeMillis(), 3);
        newest = reply(command(teller, "IAMAT " + report)).stripTrailing();
        assertThat(newest).matches("AT " + teller + " [+-]\\d+\\.\\d{9} .*").endsWith(" " + report);
        ask("WHATSAT " + client + " 10 " + MOST_PLACES, teller).forEach((server, reply) -> {
            assertThat(reply).as(server).startsWith(newest + "\n").endsWith("\n\n");
            assertDocument(new JsonObject(reply.substring(newest.length())));
        });
        ask("WHEREIS " + client, teller)
                .forEach((server, reply) -> assertThat(reply).as(server).isEqualTo(newest + "\n"));
    }

    private static void assertDocument(JsonObject document) {
        assertThat(document.getString("status"))
                .as(document.getString("error_message"))
                .isEqualTo("OK");
        assertThat(document.containsKey("html_attributions")).isTrue();
        assertThat(document.getJsonArray("results")).hasSizeBetween(1, MOST_PLACES);
    }

    /**
     * Sends every server that runs a command before it reads a reply.
     *
     * @return the replies of those that a report at the teller reaches, having seen that the others do not know the client
     */
    private Map<String, String> ask(String command, String teller) {
        Map<String, TestClient> asked = new HashMap<>();
        herd.running().forEach(server -> asked.put(server, command(server, command)));
        Set<String> reachable = herd.reachable(teller);
        Map<String, String> replies = new HashMap<>();
        asked.forEach((server, client) -> {
            String reply = reply(client);
            if (reachable.contains(server)) {
                replies.put(server, reply);
            } else {
                assertThat(reply).as(server).isEqualTo("? " + command + "\n");
            }
        });
        return replies;
    }

    /** A connection on which a command was sent and no other will be. */
    private TestClient command(String server, String command) {
        return TestClient.connect(herd.server(server)).send(command + "\n").shutdownOutput();
    }

    private static String reply(TestClient client) {
        try (client) {
            return client.rest();
        }
    }

    /** How long it takes from now until a server knows the newest report. */
    Duration untilNewestIsKnown(String server) {
        long start = System.nanoTime();
        String client = newest.split(" ", -1)[3];
        Await.until(
                server + " knows the newest report",
                () -> reply(command(server, "WHEREIS " + client)).equals(newest + "\n"));
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
