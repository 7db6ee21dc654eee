package io.herd.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerStatusTest {
    static final List<String> REQUIRED = List.of("server", "root");
    static final List<String> OPTIONAL = List.of(
            "clients",
            "uptime_ms",
            "journal",
            "fences",
            "webhooks",
            "links",
            "commands",
            "places",
            "log_lines_dropped",
            "tls",
            "owners");

    private static final ServerStatus STATUS = new ServerStatus(
            "Goloman",
            "00ff00ff00ff00ff",
            "3fa9",
            1_793_259_000_000L,
            3,
            2,
            60_000,
            new JournalEntry("data/journal/Goloman", "always", false, "No space left on device", 1_000, 2, 60, 5),
            new HistoryEntry("data/history/Goloman", true, "", 10_000, 1_000_000, 1_500_000, Map.of("added", 10_500L)),
            new KafkaEntry("herd", false, "timed out", 5_000, 7, 2, 1, 11, 300, Map.of("published", 12L)),
            4,
            List.of(new HookEntry("https://app.example", "Hands", "failing", 9, "it answers with status 500")),
            List.of(
                    new LinkEntry(
                            "Hands",
                            "away",
                            "is gone: it fell silent",
                            true,
                            "",
                            false,
                            false,
                            7,
                            300,
                            2_000,
                            Map.of("told", 9L)),
                    new LinkEntry("Wilkes", "open", "", true, "a1b2", true, true, 0, 0, 1_000, Map.of())),
            Map.of("reports", 5L),
            Map.of("cache_hits", 6L),
            Map.of("queue_full", 1L),
            new TlsEntry(86_400, "the private key is not that of the certificate", Map.of("handshakes", 7L)),
            new OwnersEntry("west", Map.of("forwarded", 8L)));

    @Test
    void whatIsWrittenIsRead() {
        assertThat(ServerStatus.of(new JsonObject(STATUS.toJson().encode()))).isEqualTo(STATUS);
    }

    @Test
    void whatANewerVersionAddsIsLeftAlone() {
        assertThat(ServerStatus.of(STATUS.toJson().put("weather", "fine"))).isEqualTo(STATUS);
    }

    @ParameterizedTest
    @FieldSource("OPTIONAL")
    void whatAnotherVersionLacksIsEmptyOrZero(String key) {
        JsonObject without = STATUS.toJson();
        without.remove(key);
        ServerStatus read = ServerStatus.of(without);
        assertThat(read.server()).isEqualTo("Goloman");
        assertThat(read.root()).isEqualTo(STATUS.root());
        assertThat(List.of("0", "[]", "{}"))
                .contains(String.valueOf(read.toJson().getValue(key)));
    }

    @Test
    void whatALinkOfAnotherVersionLacksIsEmptyOrZero() {
        JsonObject other = STATUS.toJson().put("links", List.of(new JsonObject().put("neighbour", "Hands")));
        assertThat(ServerStatus.of(new JsonObject(other.encode())).links())
                .containsExactly(new LinkEntry("Hands", "", "", false, "", false, false, 0, 0, 0, Map.of()));
    }

    @ParameterizedTest
    @FieldSource("REQUIRED")
    void withoutNameAndRootItIsNoStatus(String key) {
        JsonObject without = STATUS.toJson();
        without.remove(key);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerStatus.of(without))
                .withMessageContaining(key);
    }

    @ParameterizedTest
    @FieldSource({"REQUIRED", "OPTIONAL"})
    void fieldsOfAnotherTypeAreNoStatus(String key) {
        JsonObject nonsense = STATUS.toJson().put(key, List.of(1));
        assertThatIllegalArgumentException().isThrownBy(() -> ServerStatus.of(nonsense));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00FF00FF00FF00FF", "00ff00ff00ff00ff0"})
    void anythingElseIsNoRoot(String root) {
        JsonObject nonsense = STATUS.toJson().put("root", root);
        assertThatIllegalArgumentException().isThrownBy(() -> ServerStatus.of(nonsense));
    }
}
