package io.herd.fuzz;

import io.herd.bench.CleanEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Jazzer as a process of its own: it instruments classes with an agent, and ends its process when it is done.
 *
 * @param targets all that it is to run, in turn
 * @param seconds how long
 * @param directory where its corpus and its findings are
 */
record JazzerRun(List<FuzzTarget> targets, int seconds, Path directory) {
    /** An input that takes so many seconds is a finding. */
    private static final int HANGS_AFTER = 20;
    /** Longer than a batch of reports or a message of a link usually is. */
    private static final int LONGEST_INPUT = 8_192;

    private static final String FINDING = "crash-";

    /** Runs it, and returns what it has found. */
    List<Path> run(Consumer<String> output) throws IOException, InterruptedException {
        Path corpus = directory.resolve("corpus");
        Path seeds = directory.resolve("seeds");
        Files.createDirectories(corpus);
        Corpus.write(targets, seeds);
        var builder = new ProcessBuilder(command(corpus, seeds)).redirectErrorStream(true);
        CleanEnvironment.apply(builder, Map.of());
        Process process = builder.start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(output);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            process.destroy();
        }
        int exit = process.waitFor();
        List<Path> findings = findings();
        if (exit != 0 && findings.isEmpty()) {
            throw new IOException("Jazzer ended with exit code " + exit);
        }
        return findings;
    }

    private List<String> command(Path corpus, Path seeds) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzzer.class.getName(),
                "--instrumentation_includes=io.herd.**",
                "--custom_hook_includes=io.herd.**",
                "--reproducer_path=" + directory));
        if (targets.size() == 1) {
            command.add("--target_args=" + targets.getFirst().title());
        }
        command.addAll(List.of(
                "-seed=1",
                "-max_total_time=" + seconds,
                "-max_len=" + LONGEST_INPUT,
                "-timeout=" + HANGS_AFTER,
                "-use_value_profile=1",
                "-print_final_stats=1",
                "-artifact_prefix=" + directory + "/",
                corpus.toString(),
                seeds.toString()));
        return command;
    }

    private List<Path> findings() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(FINDING)
                            || file.getFileName().toString().startsWith("timeout-"))
                    .sorted()
                    .toList();
        }
    }
}
