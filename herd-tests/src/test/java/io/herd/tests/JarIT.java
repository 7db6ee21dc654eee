package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What whoever is given the jar is given with it. */
class JarIT {
    private static String inJar(String name) throws IOException {
        Path path = Program.LAUNCHER.resolveSibling("herd-server/target/herd-server.jar");
        try (var jar = new JarFile(path.toFile())) {
            return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String inTree(String name) throws IOException {
        return Files.readString(Program.LAUNCHER.resolveSibling(name));
    }

    @Test
    void theLicenceAndTheNoticeAreInTheJar() throws IOException {
        assertThat(inJar("META-INF/LICENSE")).isEqualTo(inTree("LICENSE"));
        assertThat(inJar("META-INF/NOTICE")).contains(inTree("NOTICE").strip());
    }
}
