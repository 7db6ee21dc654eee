package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A phone that was offline for days sends its queue, oldest first, each point again until it is satisfied, as OwnTracks does; and the
 * server is killed meanwhile.
 */
class PhoneQueueIT {
    private static final int POINTS = 3_000;
    private static final int KILLED_AT = 1_000;
    private static final long NEWEST = 1_764_000_000;

    private final int port = Ports.free();
    private final int httpPort = Ports.free();
    private final Deque<Long> queue = new LinkedBlockingDeque<>();
    private int sent;

    private Program serve(Path directory) {
        return Program.start(directory, Map.of(), "serve", "Goloman", "-c", "herd.yaml")
                .awaitOutput("Goloman is ready");
    }

    @Test
    void everyPointIsTakenOnceAndTheNewestStands(@TempDir Path directory) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("herd.yaml"), """
                servers:
                  Goloman: { host: 127.0.0.1, port: %d, linkPort: %d, httpPort: %d, neighbours: [] }
                journal: { sync: everysec }
                """.formatted(port, Ports.free(), httpPort));
        IntStream.range(0, POINTS).forEach(i -> queue.add(NEWEST - POINTS + 1 + i));
        try (HttpClient phone = HttpClient.newHttpClient()) {
            try (Program server = serve(directory)) {
                Thread killer = Thread.ofVirtual().start(() -> {
                    Await.until("the phone has sent some", () -> queue.size() <= POINTS - KILLED_AT);
                    server.kill();
                });
                while (isSatisfied(phone)) {
                    assertThat(queue)
                            .as("the server is killed before the queue is empty")
                            .isNotEmpty();
                }
                killer.join();
            }
            int left = queue.size();
            try (Program _ = serve(directory)) {
                while (!queue.isEmpty()) {
                    assertThat(isSatisfied(phone)).isTrue();
                }
                assertThat(left).isLessThanOrEqualTo(POINTS - KILLED_AT);
                // The one that was not answered is sent twice.
                assertThat(sent).isEqualTo(POINTS + 1);
                try (TestClient client = TestClient.connect("127.0.0.1", port)) {
                    assertThat(client.send("WHEREIS anna/phone\n").line()).endsWith(" " + NEWEST + ".000000000");
                }
            }
        }
    }

    /** Sends the head of the queue, and takes it off if the answer allows that. */
    private boolean isSatisfied(HttpClient phone) throws InterruptedException {
        long time = queue.getFirst();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/pub"))
                .header("X-Limit-U", "anna")
                .header("X-Limit-D", "phone")
                .POST(BodyPublishers.ofString(
                        "{\"_type\":\"location\",\"lat\":52.5,\"lon\":13.25,\"acc\":9,\"tid\":\"an\",\"tst\":" + time
                                + "}"));
        sent++;
        try {
            HttpResponse<String> answer = phone.send(request.build(), BodyHandlers.ofString());
            boolean isSatisfied = answer.statusCode() == 200 && !new JsonArray(answer.body()).isEmpty();
            if (isSatisfied) {
                queue.removeFirst();
            }
            return isSatisfied;
        } catch (IOException e) {
            return false;
        }
    }
}
