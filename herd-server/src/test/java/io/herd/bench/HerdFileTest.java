package io.herd.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.HerdConfig;
import io.herd.config.ServerConfig;
import io.herd.server.ConfigLoader;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class HerdFileTest {
    @Test
    void whatIsWrittenIsRead(@TempDir Path directory, Vertx vertx) throws IOException {
        List<String> odd = List.of("On", "010", "1e3", "my.server-1", "my_server_1", "null");
        List<ServerConfig> servers = odd.stream()
                .map(name -> new ServerConfig(
                        name,
                        "::1",
                        "127.0.0.1",
                        10 + odd.indexOf(name),
                        20 + odd.indexOf(name),
                        30 + odd.indexOf(name),
                        name.equals("On") ? odd.subList(1, odd.size()) : List.of("On")))
                .toList();
        Map<String, Object> settings = new HashMap<>();
        settings.put("limits", Map.of("lineBytes", "4096"));
        settings.put("log", null);
        Path file = directory.resolve("herd.yaml");
        HerdFile.write(file, servers, settings);
        HerdConfig read = ConfigLoader.load(vertx, file).await();
        assertThat(read.servers().values()).containsExactlyElementsOf(servers);
        assertThat(read.limits().lineBytes()).isEqualTo(4096);
    }
}
