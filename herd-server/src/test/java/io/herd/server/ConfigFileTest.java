package io.herd.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ConfigReader;
import io.herd.config.FencesConfig;
import io.herd.config.ForwardConfig;
import io.herd.config.HerdConfig;
import io.herd.config.HooksConfig;
import io.herd.config.KafkaConfig;
import io.herd.config.KafkaSecurity;
import io.herd.config.LimitsConfig;
import io.herd.config.LinksConfig;
import io.herd.config.LogConfig;
import io.herd.config.MqttConfig;
import io.herd.config.Overrides;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The file that comes with the herd: its servers, and that what its comments say is so. */
class ConfigFileTest {
    private static final String TEXT = text();

    /** The file with the # taken away before each setting. */
    private static final String UNCOMMENTED = TEXT.replaceAll("(?m)^( *)#(?=\\w+:)", "$1");

    private static String text() {
        try (var stream = ConfigFileTest.class.getResourceAsStream("/conf/herd.yaml")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HerdConfig read(String text) {
        return ConfigReader.read(ConfigYaml.parse("herd.yaml", text), new Overrides(Map.of(), Map.of()), file -> {
            throw new NoSuchFileException(file);
        });
    }

    private static ServerConfig server(String name, int port, String... neighbours) {
        return new ServerConfig(name, "127.0.0.1", "127.0.0.1", port, port + 2000, port + 1000, List.of(neighbours));
    }

    @Test
    void theServersAreThoseOfTheProtocol() {
        assertThat(read(TEXT).servers().values())
                .containsExactly(
                        server("Goloman", 11490, "Hands", "Holiday", "Wilkes"),
                        server("Hands", 11491, "Goloman", "Wilkes"),
                        server("Holiday", 11492, "Goloman", "Welsh", "Wilkes"),
                        server("Welsh", 11493, "Holiday"),
                        server("Wilkes", 11494, "Goloman", "Hands", "Holiday"));
    }

    @Test
    void theSettingsInCommentsAreTheDefaults() {
        assertThat(UNCOMMENTED).isNotEqualTo(TEXT);
        assertThat(read(UNCOMMENTED)).isEqualTo(read(TEXT));
    }

    @Test
    void everySettingIsThere() {
        Map<?, ?> file = ConfigYaml.parse("herd.yaml", UNCOMMENTED);
        assertThat(file.keySet().stream().map(String::valueOf)).containsAll(names(HerdConfig.class));
        assertThat(keys(file, "limits")).containsAll(names(LimitsConfig.class));
        assertThat(keys(file, "links")).containsAll(names(LinksConfig.class)).contains("secretFile");
        assertThat(keys(file, "places")).containsAll(names(PlacesConfig.class)).contains("keyFile");
        Map<?, ?> places = (Map<?, ?>) Objects.requireNonNull(file.get("places"));
        assertThat(keys(places, "requests")).containsAll(names(PlacesConfig.Requests.class));
        assertThat(keys(places, "breaker")).containsAll(names(PlacesConfig.Breaker.class));
        assertThat(keys(places, "cache")).containsAll(names(PlacesConfig.Cache.class));
        assertThat(keys(file, "fences")).containsAll(names(FencesConfig.class));
        Map<?, ?> fences = (Map<?, ?>) Objects.requireNonNull(file.get("fences"));
        assertThat(keys(fences, "webhooks"))
                .containsAll(names(HooksConfig.class))
                .contains("secretFile");
        assertThat(keys(file, "mqtt")).containsAll(names(MqttConfig.class));
        assertThat(keys(file, "kafka")).containsAll(names(KafkaConfig.class)).contains("partitions");
        Map<?, ?> kafka = (Map<?, ?>) Objects.requireNonNull(file.get("kafka"));
        assertThat(keys(kafka, "security"))
                .containsAll(names(KafkaSecurity.class))
                .contains("passwordFile");
        assertThat(keys(kafka, "forward"))
                .containsAll(names(ForwardConfig.class))
                .contains("tokenFile");
        assertThat(keys(file, "log")).containsAll(names(LogConfig.class));
        // A server's first component is its name, which is no setting.
        Map<?, ?> servers = (Map<?, ?>) Objects.requireNonNull(file.get("servers"));
        assertThat(keys(servers, "Goloman"))
                .containsAll(names(ServerConfig.class).subList(1, 6));
    }

    private static List<String> keys(Map<?, ?> file, String group) {
        var settings = (Map<?, ?>) Objects.requireNonNull(file.get(group));
        return settings.keySet().stream().map(String::valueOf).toList();
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
