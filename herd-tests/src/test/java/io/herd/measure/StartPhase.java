package io.herd.measure;

import io.herd.bench.CleanEnvironment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a server's start, as the JVM's log of initialised classes tells it. The log makes starts a little slower.
 *
 * @param took how long it took
 */
record StartPhase(String name, Duration took) {
    /** The classes with whose initialisation phases begin. */
    private static final Map<String, String> BEGINNINGS = Map.of(
            "io/herd/cli/Running", "Vert.x",
            "io/herd/server/ConfigLoader", "configuration",
            "io/herd/server/log/ServerLog", "log and server",
            "io/herd/server/LineVerticle", "listening",
            "io/herd/server/HttpServices", "links, HTTP, metrics");

    private static final Pattern INITIALISING = Pattern.compile("\\[(\\d+)\\.(\\d{3})s.* Initializing '([^']+)'.*");

    /**
     * The phases of one start, in order.
     *
     * @param server the name of a server, and where it listens
     */
    static List<StartPhase> of(
            Path launcher, Map.Entry<String, InetSocketAddress> server, Map<String, String> environment, Path directory)
            throws IOException {
        Path log = directory.resolve("initialised.log");
        var logging = new HashMap<>(environment);
        logging.merge(
                "JDK_JAVA_OPTIONS", "-Xlog:class+init:file=" + log + ":uptime", (given, added) -> given + " " + added);
        TimedStart start = TimedStart.of(launcher, List.of(server), logging, directory);
        Duration launch = launch(launcher, environment, directory);
        var phases = new ArrayList<StartPhase>();
        phases.add(new StartPhase("launcher", launch));
        String phase = "the JVM, to main";
        Duration begin = Duration.ZERO;
        for (String line : Files.readAllLines(log)) {
            Matcher initialising = INITIALISING.matcher(line);
            String next = initialising.matches() ? BEGINNINGS.get(initialising.group(3)) : null;
            if (next != null) {
                Duration uptime = Duration.ofSeconds(Long.parseLong(initialising.group(1)))
                        .plusMillis(Long.parseLong(initialising.group(2)));
                phases.add(new StartPhase(phase, uptime.minus(begin)));
                phase = next;
                begin = uptime;
            }
        }
        phases.add(new StartPhase(phase, start.ready().minus(launch).minus(begin)));
        return phases;
    }

    /** How long the launcher takes until it hands over to Java: here, to a program that does nothing. */
    private static Duration launch(Path launcher, Map<String, String> environment, Path directory) throws IOException {
        Path home = directory.resolve("no-java");
        if (!Files.exists(home)) {
            Files.createDirectories(home.resolve("bin"));
            Files.createSymbolicLink(home.resolve("bin/java"), Path.of("/bin/true"));
            Files.writeString(home.resolve("release"), "JAVA_VERSION=\"99\"\n");
        }
        var builder = new ProcessBuilder(launcher.toString(), "serve", "nobody").directory(directory.toFile());
        CleanEnvironment.apply(builder, environment);
        builder.environment().put("JAVA_HOME", home.toString());
        long origin = System.nanoTime();
        builder.start().onExit().join();
        return Duration.ofNanos(System.nanoTime() - origin);
    }
}
