package io.herd.compare;

import io.herd.bench.CleanEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The herd's program with some other options of the JVM, and an AOT cache of its own that fits them. */
final class JvmVariant {
    private final Path target;
    private final Path cache;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    /**
     * Trains the cache; blocks for half a minute.
     *
     * @param changes options that go behind those of jvm.flags, and variables of the environment as {@code NAME=VALUE}
     */
    JvmVariant(Path home, List<String> changes, Path directory) throws IOException {
        target = home.resolve("herd-server/target");
        cache = directory.resolve("herd.aot");
        options.add("@" + home.resolve("herd-server/jvm.flags"));
        // As the launcher does where there are such pages.
        options.add("-XX:+UseTransparentHugePages");
        for (String change : changes) {
            if (change.startsWith("-")) {
                options.add(change);
            } else {
                int equals = change.indexOf('=');
                environment.put(change.substring(0, equals), change.substring(equals + 1));
            }
        }
        train(directory);
    }

    private void train(Path directory) throws IOException {
        List<String> command = java("-XX:AOTCacheOutput=" + cache);
        command.add("train");
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.redirectOutput(directory.resolve("training.log").toFile());
        CleanEnvironment.apply(builder, environment);
        try {
            if (builder.start().waitFor() != 0) {
                throw new IOException("the training failed with " + options);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private List<String> java(String cacheOption) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(cacheOption);
        command.add("-Djava.library.path=" + target.resolve("natives"));
        command.add("-jar");
        command.add(target.resolve("herd-server.jar").toString());
        return command;
    }

    /** The command that is followed by one of the herd's. */
    List<String> command() {
        return List.copyOf(java("-XX:AOTCache=" + cache));
    }

    Map<String, String> environment() {
        return environment;
    }
}
