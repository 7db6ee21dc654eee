package io.herd.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The inputs that are kept with the sources: the seeds of a target in one text, and past findings in files of their own. */
final class Corpus {
    /** Stands between the seeds of a text, on a line of its own. */
    private static final String SEPARATOR = "\n%%\n";

    private Corpus() {}

    /** The seeds and findings of a target, by what they are called. */
    static Map<String, byte[]> of(FuzzTarget target) throws IOException {
        Path directory = directory();
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        String seeds = Files.readString(directory.resolve(target.title() + ".txt"), StandardCharsets.UTF_8);
        for (String seed : seeds.stripTrailing().split(SEPARATOR, -1)) {
            inputs.put("seed " + (inputs.size() + 1), seed.getBytes(StandardCharsets.UTF_8));
        }
        for (Path finding : findings(directory.resolve(target.title()))) {
            inputs.put(finding.getFileName().toString(), Files.readAllBytes(finding));
        }
        return inputs;
    }

    private static Path directory() {
        Path module = Path.of("src/test/resources/fuzz");
        return Files.isDirectory(module) ? module : Path.of("herd-tests").resolve(module);
    }

    private static List<Path> findings(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Writes the inputs of targets to files for Jazzer to begin with; of more than one target, each as {@link Fuzzer} tells them apart. */
    static void write(List<FuzzTarget> targets, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (FuzzTarget target : targets) {
            var inputs = new ArrayList<>(of(target).values());
            for (int i = 0; i < inputs.size(); i++) {
                byte[] marked = targets.size() == 1 ? inputs.get(i) : marked(target, inputs.get(i));
                Files.write(directory.resolve(target.title() + "-" + (i + 1)), marked);
            }
        }
    }

    private static byte[] marked(FuzzTarget target, byte[] input) {
        byte[] marked = new byte[input.length + 1];
        marked[0] = (byte) List.of(FuzzTarget.values()).indexOf(target);
        System.arraycopy(input, 0, marked, 1, input.length);
        return marked;
    }
}
