package io.herd.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CleanEnvironmentTest {
    @Test
    void programsHaveNothingOfTheirUsersHerd() {
        var builder = new ProcessBuilder("true");
        builder.environment()
                .putAll(Map.of(
                        "GOOGLE_PLACES_KEY", "key", "HERD_SECRET_FILE", "f", "HERD_PLACES_KEY", "k", "OTHER", "1"));
        CleanEnvironment.apply(builder, Map.of("HERD_SECRET", "for this program only"));
        assertThat(builder.environment())
                .containsEntry("OTHER", "1")
                .containsEntry("HERD_SECRET", "for this program only")
                .doesNotContainKeys("GOOGLE_PLACES_KEY", "HERD_SECRET_FILE", "HERD_PLACES_KEY");
    }
}
