package io.herd.config;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a configuration is read from, for tests: a herd of two servers to begin with. */
final class TestSources {
    private final Map<String, Object> file = new LinkedHashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> secretFiles = new HashMap<>();

    static TestSources ofTwoServers() {
        return new TestSources()
                .server("Goloman", Map.of("host", "127.0.0.1", "port", 11490, "neighbours", List.of("Hands")))
                .server("Hands", Map.of("host", "127.0.0.1", "port", 11491, "neighbours", List.of("Goloman")));
    }

    static TestSources ofNothing() {
        return new TestSources();
    }

    @CanIgnoreReturnValue
    TestSources server(String name, Object settings) {
        return file("servers", name, settings);
    }

    TestSources file(String section, Object value) {
        file.put(section, value);
        return this;
    }

    @SuppressWarnings("unchecked")
    TestSources file(String section, String key, Object value) {
        ((Map<String, Object>) file.computeIfAbsent(section, _ -> new LinkedHashMap<>())).put(key, value);
        return this;
    }

    @CanIgnoreReturnValue
    TestSources environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    @CanIgnoreReturnValue
    TestSources property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    @CanIgnoreReturnValue
    TestSources secretFile(String path, String content) {
        secretFiles.put(path, content);
        return this;
    }

    HerdConfig read() {
        return ConfigReader.read(file, new Overrides(environment, properties), this::content);
    }

    private String content(String path) throws IOException {
        String content = secretFiles.get(path);
        if (content == null) {
            throw new NoSuchFileException(path);
        }
        return content;
    }
}
