package io.herd.bench;

import io.herd.config.ServerConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a herd's configuration. JSON is YAML, and quotes whatever YAML would take for something else. */
final class HerdFile {
    private HerdFile() {}

    /** @param settings the groups of settings besides the servers, as a YAML parser gives them */
    static void write(Path file, Collection<ServerConfig> servers, Map<?, ?> settings) throws IOException {
        Map<String, Object> groups = given(settings);
        var all = new JsonObject();
        servers.forEach(server -> all.put(server.name(), json(server)));
        groups.put("servers", all);
        Files.writeString(file, new JsonObject(groups).encodePrettily());
    }

    private static JsonObject json(ServerConfig server) {
        return new JsonObject()
                .put("host", server.host())
                .put("bind", server.bind())
                .put("port", server.port())
                .put("linkPort", server.linkPort())
                .put("httpPort", server.httpPort())
                .put("neighbours", server.neighbours());
    }

    /** The settings that have a value. */
    private static Map<String, Object> given(Map<?, ?> settings) {
        var given = new LinkedHashMap<String, Object>();
        settings.forEach((key, value) -> {
            if (value != null) {
                given.put(String.valueOf(key), value instanceof Map<?, ?> group ? given(group) : value);
            }
        });
        return given;
    }
}
