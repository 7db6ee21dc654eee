package io.herd.cli;

import io.herd.bench.Commands;
import io.herd.bench.Dialect;
import io.herd.bench.Load;
import io.herd.bench.OwnHerd;
import io.herd.bench.Plan;
import io.herd.bench.TemporaryDirectory;
import io.herd.config.AccessConfig;
import io.herd.config.ExpiryConfig;
import io.herd.config.FencesConfig;
import io.herd.config.HerdConfig;
import io.herd.config.HistoryConfig;
import io.herd.config.HttpConfig;
import io.herd.config.JournalConfig;
import io.herd.config.KafkaConfig;
import io.herd.config.LimitsConfig;
import io.herd.config.LinksConfig;
import io.herd.config.MqttConfig;
import io.herd.config.PhonesConfig;
import io.herd.config.PlacesConfig;
import io.herd.config.ServerConfig;
import io.herd.config.TlsConfig;
import io.herd.server.link.Secret;
import io.herd.server.web.HealthService;
import io.herd.server.web.MetricsService;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

@Command(
        name = "train",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = {
            "Has a small herd of its own live through what servers do, for some seconds, and ends it in order.",
            "A JVM that watches (-XX:AOTCacheOutput) writes down what it learnt, and others start with that."
        })
final class Train extends HerdCommand {
    private static final String HERE = "127.0.0.1";
    /** In a row, so that reports are replicated from the first over the second to the third. */
    private static final Map<String, List<String>> NEIGHBOURS =
            Map.of("Left", List.of("Middle"), "Middle", List.of("Left", "Right"), "Right", List.of("Middle"));

    private static final int CLIENTS = 20_000;
    /** Many short turns, not one long turn of each command, so that the JVM's profile reflects a mix. */
    private static final int TURNS = 4;

    private static final Duration TURN = Duration.ofMillis(250);
    /** The time-out of the training, so that a hang does not block the build. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Newer than all reports before. */
    private long second = System.currentTimeMillis() / 1_000;

    @Override
    int call(Vertx vertx, HerdConfig config) throws IOException {
        vertx.setTimer(PATIENCE.toMillis(), _ -> Runtime.getRuntime().halt(ExitCode.SOFTWARE));
        Path journals = TemporaryDirectory.create("herd-training").path();
        HerdConfig herd = smallHerd(config, journals);
        List<ServerConfig> servers = List.copyOf(herd.servers().values());
        start(vertx, herd);
        var plan = Plan.of(OwnHerd.addresses(servers), iamat(), CLIENTS, TURN);
        var _ = Load.run(plan.onceEach(), _ -> {});
        for (int turn = 0; turn < TURNS; turn++) {
            for (Dialect dialect : List.of(iamat(), Commands.whereis(), Commands.whatsat())) {
                var _ = Load.run(plan.speaking(dialect), _ -> {});
                var _ = Load.run(plan.speaking(dialect).with(servers.size(), 1), _ -> {});
            }
            watch(vertx, herd);
        }
        // As after a power cut: others load what these have written.
        start(vertx, smallHerd(config, copied(journals)));
        return ExitCode.OK;
    }

    private static void start(Vertx vertx, HerdConfig herd) {
        Running.start(vertx, herd, List.copyOf(herd.servers().keySet()));
    }

    private static Path copied(Path journals) throws IOException {
        Path copies = TemporaryDirectory.create("herd-training").path();
        try (Stream<Path> all = Files.walk(journals)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = copies.resolve(journals.relativize(file));
                var _ = Files.createDirectories(copy.getParent());
                var _ = Files.copy(file, copy);
            }
        }
        return copies;
    }

    /** Like the configured one, but with servers of its own, on this machine only and without an external provider of places. */
    private static HerdConfig smallHerd(HerdConfig config, Path journals) throws IOException {
        var servers = new LinkedHashMap<String, ServerConfig>();
        List<Integer> ports = OwnHerd.freePorts(3 * NEIGHBOURS.size());
        NEIGHBOURS.forEach((name, neighbours) -> servers.put(
                name,
                new ServerConfig(
                        name, HERE, HERE, ports.removeLast(), ports.removeLast(), ports.removeLast(), neighbours)));
        LinksConfig links = config.links().withSecret(Secret.random());
        return new HerdConfig(
                servers,
                LimitsConfig.DEFAULT,
                ExpiryConfig.DEFAULT,
                new JournalConfig(
                        true, journals.toString(), JournalConfig.DEFAULT.sync(), JournalConfig.DEFAULT.deadline()),
                HistoryConfig.DEFAULT,
                links,
                TlsConfig.DEFAULT,
                PlacesConfig.DEFAULT,
                HttpConfig.DEFAULT,
                FencesConfig.DEFAULT,
                PhonesConfig.DEFAULT,
                MqttConfig.DEFAULT,
                KafkaConfig.NONE,
                AccessConfig.DEFAULT,
                config.log());
    }

    private Dialect iamat() {
        return Commands.iamat(++second);
    }

    /** Requests status, metrics and health, as operators and their tools do. */
    private static void watch(Vertx vertx, HerdConfig herd) throws IOException {
        Collection<ServerConfig> servers = herd.servers().values();
        StatusTable.lines(new StatusPoll(vertx, herd).ask(servers).await()).forEach(System.out::println);
        for (ServerConfig server : servers) {
            for (String path : List.of(HealthService.READY, MetricsService.PATH)) {
                try (InputStream answer = URI.create("http://" + server.host() + ":" + server.httpPort() + path)
                        .toURL()
                        .openStream()) {
                    System.out.printf("%s %s: %d bytes%n", server.name(), path, answer.readAllBytes().length);
                }
            }
        }
    }
}
