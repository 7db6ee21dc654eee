package io.herd.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerStatusTest {
    private static final ServerStatus STATUS = new ServerStatus(
            "Goloman",
            "00ff00ff00ff00ff",
            3,
            60_000,
            List.of(new LinkEntry("Hands", "away", "is gone: it fell silent", true, 7, 300, 2_000, Map.of("told", 9L))),
            Map.of("reports", 5L),
            Map.of("cache_hits", 6L),
            Map.of("queue_full", 1L));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(ServerStatus.of(new JsonObject(STATUS.toJson().encode()))).isEqualTo(STATUS);
    }

    @Test
    void whatANewerVersionAddsIsLeftAlone() {
        assertThat(ServerStatus.of(STATUS.toJson().put("weather", "fine"))).isEqualTo(STATUS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"server", "root", "clients", "uptime_ms", "links", "commands", "places", "log_lines_dropped"})
    void anythingElseIsNoStatus(String key) {
        JsonObject without = STATUS.toJson();
        without.remove(key);
        mustNotBeRead(without, key);
        mustNotBeRead(STATUS.toJson().put(key, true), key);
        mustNotBeRead(STATUS.toJson().put(key, List.of(1)), key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"neighbour", "state", "reason", "accepted", "owed", "lag_ms", "state_ms", "counters"})
    void anythingElseIsNoLink(String key) {
        JsonObject without = STATUS.toJson();
        without.getJsonArray("links").getJsonObject(0).remove(key);
        mustNotBeRead(without, key);
        JsonObject nonsense = STATUS.toJson();
        nonsense.getJsonArray("links").getJsonObject(0).put(key, List.of(1));
        mustNotBeRead(nonsense, key);
    }

    private static void mustNotBeRead(JsonObject json, String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerStatus.of(json))
                .withMessageContaining(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00FF00FF00FF00FF", "00ff00ff00ff00ff0"})
    void anythingElseIsNoRoot(String root) {
        mustNotBeRead(STATUS.toJson().put("root", root), "root");
    }
}
