package io.herd.cli;

import io.herd.access.Permissions;
import io.herd.access.Scope;
import io.herd.bench.Child;
import io.herd.bench.EchoServer;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.bench.TemporaryDirectory;
import io.herd.config.ConfigException;
import io.herd.config.HerdConfig;
import io.herd.config.ServerConfig;
import io.herd.server.ConfigLoader;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how many commands a server and a whole herd answer, how fast, and at what cost; with --rate, how fast",
            "at a given rate.",
            "It starts servers of its own for that, at free ports of this machine, and ends them. With --running it",
            "measures the herd that runs, which then knows the made-up clients until it is stopped.",
            "Other programs on this machine make the figures worse, and so does measuring itself."
        })
final class Bench extends HerdCommand {
    @Option(names = "--running", description = "Measures the herd that runs, as the configuration has it.")
    private boolean running;

    @Mixin
    private final BenchOptions load = new BenchOptions();

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
        Plan plan = load.plan();
        if (running) {
            checkThatLoadIsTaken(config);
        }
        var table = new BenchTable();
        var run = new BenchRun(vertx, table, running ? config : config.withoutTls());
        BenchCourse course = load.rate == null ? new ClosedCourse(run) : new OpenCourse(run, load.rate);
        List<ServerConfig> servers = List.copyOf(config.servers().values());
        if (running) {
            course.one(plan.at(OwnHerd.addresses(servers.subList(0, 1))), () -> Duration.ZERO);
            course.all(servers, plan.at(OwnHerd.addresses(servers)), () -> Duration.ZERO);
        } else {
            Map<?, ?> groups =
                    BenchSettings.groups(ConfigLoader.groups(vertx, file).await());
            measureOwn(run, course, plan, servers, groups);
        }
        table.lines().forEach(System.out::println);
        return ExitCode.OK;
    }

    /**
     * The load is plain text, by clients without a token.
     *
     * @throws ConfigException if the herd takes no such thing
     */
    private static void checkThatLoadIsTaken(HerdConfig config) {
        if (config.tls().clients()) {
            throw new ConfigException("tls.clients: --running cannot measure over TLS; without --running, ./herd bench"
                    + " measures servers of its own in plain text");
        }
        for (String name : config.servers().keySet()) {
            Permissions anybody = config.access().ofAnybody(config.exposureToClients(name) != null);
            if (!anybody.has(Scope.REPORT) || !anybody.has(Scope.READ)) {
                throw new ConfigException(
                        "access.anonymous: --running shows no token, and " + name
                                + " lets nobody report and read without; without --running, ./herd bench measures servers of its own");
            }
        }
    }

    private void measureOwn(
            BenchRun run, BenchCourse course, Plan plan, Collection<ServerConfig> servers, Map<?, ?> groups)
            throws IOException {
        Map<String, String> environment = BenchSettings.environment(variables, System.getenv());
        List<String> program = BenchSettings.program(Main.class);
        try (var temporary = TemporaryDirectory.create("herd-bench")) {
            Path directory = temporary.path();
            measureEcho(course, plan, directory);
            try (var one = OwnHerd.start(program, servers, 1, directory, groups, environment)) {
                run.memory(one, plan);
                course.one(plan.at(one.addresses()), one::processorTime);
            }
            try (var all = OwnHerd.start(program, servers, servers.size(), directory, groups, environment)) {
                course.all(all.servers(), plan.at(all.addresses()), all::processorTime);
            }
        }
    }

    private static void measureEcho(BenchCourse course, Plan plan, Path directory) throws IOException {
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), OwnHerd.freePorts(1).getFirst());
        List<String> command = new ArrayList<>(BenchSettings.program(EchoServer.class));
        command.add(Integer.toString(address.getPort()));
        try (var echo = Child.start(command, Map.of(), directory, "is ready")) {
            course.echo(plan.at(List.of(address)), echo::processorTime);
        }
    }
}
