package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM learns at the end of a build: starts use it if it fits, and otherwise say nothing of it. */
class TrainingIT {
    /** Has a JVM start only if it can use the cache. */
    private static final Map<String, String> STRICT = Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");

    /** What a user's environment may say, and a training must not hear. */
    private static final Map<String, String> SPOILING = Map.of(
            "JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC", "JDK_JAVA_OPTIONS", "-Xint", "HERD_LIMITS_LINE_BYTES", "many");

    /** Stands in for Maven: it brings the jar that was built before, and trains as the real build does. */
    private static final String MAVEN = """
            #!/bin/bash
            [ "$1" != -version ] || exec echo Apache Maven 3.9.9
            mkdir herd-server/target/built
            mv built.jar herd-server/target/built/herd-server.jar && exec herd-server/../herd built
            """;

    @TempDir
    private Path directory;

    private Path tree;

    private Path jar;
    private Path cache;

    /** A tree of its own, with all that the launcher looks at, the jar out of date and the cache broken. */
    @BeforeEach
    void mutation() throws IOException {
        tree = directory.resolve("a tree");
        jar = tree.resolve("herd-server/target/herd-server.jar");
        cache = tree.resolve("herd-server/target/herd.aot");
        for (String folder : List.of("tools", "herd-common/src/main", "herd-server/src/main", "herd-server/target")) {
            Files.createDirectories(tree.resolve(folder));
        }
        Path home = Program.LAUNCHER.resolveSibling(".");
        for (String file :
                List.of("herd", "pom.xml", "herd-common/pom.xml", "herd-server/pom.xml", "herd-server/jvm.flags")) {
            Files.copy(home.resolve(file), tree.resolve(file));
        }
        Files.copy(home.resolve("herd-server/target/herd-server.jar"), tree.resolve("built.jar"));
        Files.createFile(jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        Files.writeString(cache, "no cache at all");
        Path maven = Files.writeString(tree.resolve("tools/mvn"), MAVEN);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    private Program version(Map<String, String> environment) {
        var all = new HashMap<>(environment);
        all.put("PATH", tree.resolve("tools") + ":" + System.getenv("PATH"));
        return Program.start(tree.resolve("herd"), tree, all, "--version");
    }

    @Test
    void aBuildTrainsAndWhatDoesNotFitIsNoHindrance() throws IOException {
        try (Program build = version(SPOILING)) {
            assertThat(build.exitCode()).isZero();
            assertThat(build.errors())
                    .filteredOn(line -> !line.contains("Picked up "))
                    .singleElement()
                    .asString()
                    .startsWith("Building");
        }
        assertThat(tree.resolve("herd-server/target/natives")).isDirectoryContaining("glob:**.so");
        try (Program trained = version(STRICT)) {
            assertThat(trained.exitCode()).isZero();
        }
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        try (Program stale = version(STRICT)) {
            assertThat(stale.exitCode()).isNotZero();
        }
        assertThatNothingIsSaid();
        Files.writeString(cache, "no cache at all");
        assertThatNothingIsSaid();
        Files.delete(cache);
        assertThatNothingIsSaid();
    }

    @Test
    void aBuildThatFailsLeavesTheJarThatIsThere() throws IOException {
        Files.writeString(jar, "an older jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        Files.delete(tree.resolve("built.jar"));
        try (Program build = version(Map.of())) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.errors()).last().asString().contains("the build failed");
        }
        assertThat(jar).hasContent("an older jar");
    }

    @Test
    void anOlderMavenIsRefused() throws IOException {
        Files.writeString(tree.resolve("tools/mvn"), MAVEN.replace("3.9.9", "3.6.2"));
        try (Program build = version(Map.of())) {
            assertThat(build.exitCode()).isEqualTo(1);
            assertThat(build.errors()).singleElement().asString().contains("3.6.3", "3.6.2");
        }
    }

    private void assertThatNothingIsSaid() {
        try (Program herd = version(Map.of())) {
            assertThat(herd.exitCode()).isZero();
            herd.awaitOutput("herd ");
            assertThat(herd.output()).hasSize(1);
            assertThat(herd.errors()).isEmpty();
        }
    }
}
