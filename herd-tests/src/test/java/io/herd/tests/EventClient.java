package io.herd.tests;

import io.herd.config.ServerConfig;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A client of a stream of events, on a socket of its own. */
final class EventClient implements AutoCloseable {
    private final TestClient socket;

    /** An event: its name and its data. */
    record Event(String name, JsonObject data) {
        String client() {
            return data.getString("client");
        }

        @Override
        public String toString() {
            return name + " " + client();
        }
    }

    private EventClient(TestClient socket) {
        this.socket = socket;
    }

    /** Opens a stream and reads its headers. */
    static EventClient open(ServerConfig server, String query) {
        TestClient socket = TestClient.connect(server.host(), server.httpPort());
        socket.send("GET /api/v1/events?" + query + " HTTP/1.1\r\nHost: herd\r\n\r\n");
        var client = new EventClient(socket);
        List<String> headers = new ArrayList<>();
        for (String line = socket.line(); !line.equals("\r"); line = socket.line()) {
            headers.add(line.strip().toLowerCase(Locale.ROOT));
        }
        if (!headers.getFirst().equals("http/1.1 200 ok") || !headers.contains("content-type: text/event-stream")) {
            throw new AssertionError(headers);
        }
        return client;
    }

    /** The next event; comments and the sizes of chunks are skipped. */
    Event next() {
        String line = socket.line();
        while (!line.startsWith("event: ")) {
            line = socket.line();
        }
        String data = socket.line();
        return new Event(line.substring("event: ".length()), new JsonObject(data.substring("data: ".length())));
    }

    /** All events up to the next of a name, this one left out. */
    List<Event> upTo(String name) {
        List<Event> events = new ArrayList<>();
        for (Event event = next(); !event.name.equals(name); event = next()) {
            events.add(event);
        }
        return events;
    }

    TestClient socket() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }
}
