package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher finds its tree and a Java whatever it is called by, and whatever the environment says. */
class LauncherEnvironmentIT {
    private static final Path ENV = Path.of("/usr/bin/env");
    private static final Path BASH = Path.of("/usr/bin/bash");

    @TempDir
    private Path directory;

    private static void assertThatItRuns(Program herd) {
        try (herd) {
            assertThat(herd.exitCode()).isZero();
            herd.awaitOutput("herd ");
            assertThat(herd.output()).hasSize(1);
            assertThat(herd.errors()).isEmpty();
        }
    }

    private Program version(Map<String, String> environment) {
        return Program.start(directory, environment, "--version");
    }

    @Test
    void symbolicLinksLeadToTheTree() throws IOException {
        Path links = Files.createDirectories(directory.resolve("some links"));
        Path absolute = Files.createSymbolicLink(links.resolve("absolute"), Program.LAUNCHER);
        Path relative = Files.createSymbolicLink(
                links.resolve("relative"), links.toRealPath().relativize(Program.LAUNCHER));
        Path toALink = Files.createSymbolicLink(directory.resolve("herd"), Path.of("some links", "relative"));
        for (Path link : new Path[] {absolute, relative, toALink}) {
            assertThatItRuns(Program.start(link, directory, Map.of(), "--version"));
        }
        assertThatItRuns(Program.start(Path.of("./herd"), directory, Map.of(), "--version"));
        String path = directory + ":" + System.getenv("PATH");
        assertThatItRuns(Program.start(ENV, directory, Map.of("PATH", path), "herd", "--version"));
        assertThatItRuns(Program.start(BASH, directory, Map.of(), "herd", "--version"));
    }

    @Test
    void homeNeedNotBeSetAndCdpathMayBe() {
        assertThatItRuns(
                Program.start(ENV, directory, Map.of(), "-u", "HOME", Program.LAUNCHER.toString(), "--version"));
        assertThatItRuns(version(Map.of("CDPATH", "/:/usr:..")));
    }

    @Test
    void noToolButBashIsNeeded() throws IOException {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("bash"), BASH);
        String home = System.getProperty("java.home");
        assertThatItRuns(version(Map.of("PATH", tools.toString(), "JAVA_HOME", home)));
    }

    @Test
    void aJdkWithoutAReleaseFileIsAskedForItsVersion() throws IOException {
        Path jdk = jdk("a jdk");
        try (Program herd = version(Map.of("JAVA_HOME", jdk.toString(), "JAVA_TOOL_OPTIONS", "-Dnothing=1"))) {
            assertThat(herd.exitCode()).isZero();
        }
        assertThat(jdk.resolve("calls")).content().contains("-version\n", " --version\n");
    }

    @Test
    void aJdkBehindALinkOnThePathIsFound() throws IOException {
        Path jdk = jdk("path jdk");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"99.0.1\"\n");
        Path tools = Files.createDirectory(directory.resolve("more tools"));
        Files.createSymbolicLink(tools.resolve("java"), Path.of("../path jdk/bin/java"));
        String path = tools + ":" + System.getenv("PATH");
        assertThatItRuns(version(Map.of("JAVA_HOME", "", "PATH", path)));
        assertThat(jdk.resolve("calls")).content().endsWith(" --version\n");
    }

    @Test
    void theNewestJdkIsFoundInFoldersWithBlanks() throws IOException {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Files.createSymbolicLink(tools.resolve("bash"), BASH);
        Path jdk = jdk("a home/.jdks/the newest");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"99\"");
        String home = directory.resolve("a home").toString();
        assertThatItRuns(version(Map.of("JAVA_HOME", "", "PATH", tools.toString(), "HOME", home)));
        assertThat(jdk.resolve("calls")).content().endsWith(" --version\n");
        Files.delete(jdk.resolve("calls"));
        assertThatItRuns(version(
                Map.of("JAVA_HOME", "", "PATH", tools.toString(), "JDK_PLACES", "/nowhere:" + home + "/.jdks/*")));
        assertThat(jdk.resolve("calls")).content().endsWith(" --version\n");
    }

    @Test
    void theUsersCollectorIsTakenInsteadOfOurs() {
        for (String variable : new String[] {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"}) {
            try (Program herd = version(Map.of(variable, "-XX:+UseSerialGC -Xlog:gc"))) {
                assertThat(herd.exitCode()).isZero();
                herd.awaitOutput("Using Serial");
            }
        }
    }

    /** A home whose java writes its calls down and has the JDK of this test do the rest. */
    private Path jdk(String name) throws IOException {
        Path home = directory.resolve(name);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/bash\necho \"$@\" >>'" + home + "/calls'\nexec '" + System.getProperty("java.home")
                        + "/bin/java' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }
}
