package io.herd.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of Jazzer over all targets together; or a long one of each, for the command {@code herd-tests/fuzz}. */
class FuzzTest {
    private static final String SECONDS = "fuzz.seconds";
    private static final int SHORT_SECONDS = 5;

    @Test
    void nothingIsFound(@TempDir Path directory) throws Exception {
        if (System.getProperty(SECONDS) == null) {
            runTogether(directory);
        } else {
            runOneByOne(System.getProperty("fuzz.target", ""));
        }
    }

    private static void runTogether(Path directory) throws IOException, InterruptedException {
        var output = new ArrayList<String>();
        var run = new JazzerRun(List.of(FuzzTarget.values()), SHORT_SECONDS, directory);

        assertThat(run.run(output::add)).as(() -> String.join("\n", output)).isEmpty();
        assertThat(output).anyMatch(line -> line.startsWith("Done "));
    }

    private static void runOneByOne(String title) throws IOException, InterruptedException {
        List<FuzzTarget> targets = Arrays.stream(FuzzTarget.values())
                .filter(each -> title.isEmpty() || each.title().equals(title))
                .toList();
        assertThat(targets).as("targets called %s", title).isNotEmpty();
        var findings = new ArrayList<Path>();
        for (FuzzTarget target : targets) {
            findings.addAll(run(target));
        }
        assertThat(findings).as("findings").isEmpty();
    }

    private static List<Path> run(FuzzTarget target) throws IOException, InterruptedException {
        Path directory = Path.of("target", "fuzz", target.title()).toAbsolutePath();
        int seconds = Integer.getInteger(SECONDS, SHORT_SECONDS);
        System.out.printf("%s: %d s, in %s%n", target.title(), seconds, directory);
        var progress = new FuzzProgress(target.title(), System.out::println);
        List<Path> findings = new JazzerRun(List.of(target), seconds, directory).run(progress);
        findings.forEach(file -> System.out.printf(
                "%s: FOUND %s; to make a test of it, copy it to herd-tests/src/test/resources/fuzz/%s/%n",
                target.title(), file, target.title()));
        return findings;
    }
}
