package io.herd.cli;

import io.herd.bench.Commands;
import io.herd.bench.EchoServer;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.bench.TemporaryDirectory;
import io.herd.config.HerdConfig;
import io.herd.config.ServerConfig;
import io.herd.server.ConfigLoader;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how many commands a server and a whole herd answer, how fast, and at what cost.",
            "It starts servers of its own for that, at free ports of this machine, and ends them. With --running it",
            "measures the herd that runs, which then knows the made-up clients until it is stopped.",
            "Other programs on this machine make the figures worse, and so does measuring itself."
        })
final class Bench extends HerdCommand {
    @Option(names = "--running", description = "Measures the herd that runs, as the configuration has it.")
    private boolean running;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many clients there are; by default ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many connections are open at once; by default ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many commands a connection sends before it waits; by default ${DEFAULT-VALUE}.")
    private int depth;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long each measurement takes, after as long for warming up; by default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--env",
            paramLabel = "NAME[=VALUE]",
            description = {
                "A variable of the environment that the servers have, such as HERD_PLACES_CACHE_BYTES=0; without a value,",
                "the one that is set here. They have no other of the herd's, and ask the gazetteer for places, whatever",
                "the configuration says, unless they get HERD_PLACES_PROVIDER or a key in this way."
            })
    private List<String> variables = List.of();

    @Override
    int call(Vertx vertx, HerdConfig config) throws IOException {
        var plan = Plan.of(List.of(), Commands.whereis(), clients, Duration.ofSeconds(seconds))
                .with(connections, depth);
        var course = new BenchCourse(vertx, plan);
        if (running) {
            measureRunning(course, config.servers().values());
        } else {
            Map<?, ?> groups =
                    BenchSettings.groups(ConfigLoader.groups(vertx, file).await());
            measureOwn(course, config.servers().values(), groups);
        }
        course.table().forEach(System.out::println);
        return ExitCode.OK;
    }

    private static void measureRunning(BenchCourse course, Collection<ServerConfig> servers) throws IOException {
        List<ServerConfig> all = new ArrayList<>(servers);
        course.one(all.getFirst(), () -> Duration.ZERO);
        course.all(all, () -> Duration.ZERO);
    }

    private void measureOwn(BenchCourse course, Collection<ServerConfig> servers, Map<?, ?> groups) throws IOException {
        Map<String, String> environment = BenchSettings.environment(variables, System.getenv());
        List<String> program = BenchSettings.program(Main.class);
        try (var temporary = TemporaryDirectory.create("herd-bench")) {
            Path directory = temporary.path();
            course.echo(BenchSettings.program(EchoServer.class), directory);
            try (var one = OwnHerd.start(program, servers, 1, directory, groups, environment)) {
                course.memory(one);
                course.one(one.servers().getFirst(), one::processorTime);
            }
            try (var all = OwnHerd.start(program, servers, servers.size(), directory, groups, environment)) {
                course.all(all.servers(), all::processorTime);
            }
        }
    }
}
