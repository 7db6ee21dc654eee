package io.herd.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ConfigReader;
import io.herd.config.HerdConfig;
import io.herd.config.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The herds of the course: each file can be used, and has the names and ports of docs/course.md. */
class CourseFilesTest {
    @ParameterizedTest
    @CsvSource({
        "hill.yaml, 8000, 'Hill Jaquez Smith Campbell Singleton'",
        "riley.yaml, 12665, 'Riley Jaquez Juzang Campbell Bernard'",
        "bailey.yaml, 10000, 'Bailey Bona Campbell Clark Jaquez'",
        "juzang.yaml, 9991, 'Juzang Bernard Jaquez Johnson Clark'"
    })
    void theFilesAreUsable(String file, int firstPort, String names) throws IOException {
        String text = Files.readString(Path.of("../conf/course", file));
        HerdConfig herd = ConfigReader.read(ConfigYaml.parse(file, text), new Overrides(Map.of(), Map.of()), secret -> {
            throw new NoSuchFileException(secret);
        });
        assertThat(herd.servers().keySet()).containsExactly(names.split(" "));
        assertThat(herd.journal().enabled()).isFalse();
        int port = firstPort;
        for (var server : herd.servers().values()) {
            assertThat(server.port()).isEqualTo(port++);
        }
    }
}
