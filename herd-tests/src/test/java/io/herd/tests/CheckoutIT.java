package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clone made where Git writes CR LF. */
class CheckoutIT {
    @TempDir
    private Path directory;

    private static int git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void scriptsAndConfigurationsHaveTheEndsOfLinesThatTheyNeed() throws Exception {
        String tree = Program.LAUNCHER.getParent().toString();
        assumeThat(git("-C", tree, "rev-parse")).isZero();
        Path clone = directory.resolve("clone");
        assertThat(git("-c", "core.autocrlf=true", "clone", "--depth", "1", "file://" + tree, clone.toString()))
                .isZero();
        for (String name : List.of(
                "herd",
                "Dockerfile",
                "docker-compose.yml",
                ".ci/run",
                "conf/herd.yaml",
                "herd-server/jvm.flags",
                "herd-server/container/herd",
                "herd-server/container/ready",
                "herd-server/container/secret")) {
            assertThat(Files.readString(clone.resolve(name))).as(name).doesNotContain("\r");
        }
    }
}
