package io.herd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchSettingsTest {
    @Test
    void theProviderOfPlacesAndTheSecretAreLeftOut() {
        Map<?, ?> all = Map.of(
                "limits", Map.of("lineBytes", "4096"),
                "mqtt", Map.of("port", 1883),
                "links", Map.of("secret", "correct horse battery", "secretFile", "secret", "repair", "2s"),
                "places",
                        Map.of(
                                "provider",
                                "google",
                                "key",
                                "k",
                                "keyFile",
                                "f",
                                "url",
                                "u",
                                "cache",
                                Map.of("age", "1m")));
        assertThat(BenchSettings.groups(all))
                .isEqualTo(Map.of(
                        "limits", Map.of("lineBytes", "4096"),
                        "links", Map.of("repair", "2s"),
                        "places", Map.of("cache", Map.of("age", "1m"))));
    }

    @Test
    void variablesAreThoseThatAreNamed() {
        Map<String, String> here = Map.of("GOOGLE_PLACES_KEY", "key", "HERD_LOG_TRAFFIC", "false", "HERD_CONFIG", "c");
        assertThat(BenchSettings.environment(List.of(), here)).isEmpty();
        assertThat(BenchSettings.environment(
                        List.of("GOOGLE_PLACES_KEY", "HERD_LOG_TRAFFIC=true", "A=b=c", "NONE"), here))
                .isEqualTo(Map.of("GOOGLE_PLACES_KEY", "key", "HERD_LOG_TRAFFIC", "true", "A", "b=c"));
    }

    @Test
    void programsCanBeRunInAnyDirectory() {
        List<String> command = BenchSettings.program(Main.class);
        assertThat(command).last().isEqualTo("io.herd.cli.Main");
        String classPath = command.get(command.indexOf("-cp") + 1);
        assertThat(Arrays.asList(classPath.split(":"))).isNotEmpty().allMatch(entry -> entry.startsWith("/"));
        assertThat(command).noneMatch(argument -> argument.startsWith("-Dherd."));
    }
}
