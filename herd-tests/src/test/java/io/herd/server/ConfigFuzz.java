package io.herd.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ConfigException;
import io.herd.config.ConfigReader;
import io.herd.config.HerdConfig;
import io.herd.config.Overrides;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Files that may be a configuration. */
public final class ConfigFuzz {
    private ConfigFuzz() {}

    /** A text is a configuration, or is refused in one line that says why. */
    public static void file(byte[] input) {
        var text = new String(input, StandardCharsets.UTF_8);
        try {
            HerdConfig config =
                    ConfigReader.read(ConfigYaml.parse("herd.yaml", text), new Overrides(Map.of(), Map.of()), path -> {
                        throw new FileNotFoundException(path);
                    });
            assertThat(config.toString()).isNotEmpty();
        } catch (ConfigException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }
}
