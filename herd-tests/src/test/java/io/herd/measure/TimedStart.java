package io.herd.measure;

import io.herd.bench.CleanEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * How long it took from the launcher's start to the first connection that a server accepted, to its answer there, and to the
 * server's own word that it is ready.
 *
 * @param processorTime what the server had used by then
 */
record TimedStart(Duration accepted, Duration answered, Duration ready, Duration processorTime) {
    private static final String REPORT = "IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997\n";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = 500_000;

    /**
     * Starts servers at once, a process each, and ends them at once when all are ready. Each figure is the last server's, but for the
     * processor time, which is their sum.
     *
     * @param servers their names, and where each of them listens
     */
    static TimedStart of(
            Path launcher,
            List<Map.Entry<String, InetSocketAddress>> servers,
            Map<String, String> environment,
            Path directory)
            throws IOException {
        List<Process> processes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TimedStart>> starts = new ArrayList<>();
            long origin = System.nanoTime();
            for (Map.Entry<String, InetSocketAddress> server : servers) {
                Process process = launch(launcher, server.getKey(), environment, directory);
                processes.add(process);
                Future<Duration> ready = threads.submit(() -> awaitReady(process, origin));
                starts.add(threads.submit(() -> watch(process, server.getKey(), server.getValue(), origin, ready)));
            }
            return last(starts);
        } finally {
            processes.forEach(process -> process.destroyForcibly().onExit().join());
        }
    }

    private static Process launch(Path launcher, String name, Map<String, String> environment, Path directory)
            throws IOException {
        var builder = new ProcessBuilder(launcher.toString(), "serve", name)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("errors.log").toFile()));
        CleanEnvironment.apply(builder, environment);
        return builder.start();
    }

    private static Duration awaitReady(Process process, long origin) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("is ready")) {
                return since(origin);
            }
        }
        throw new IOException("a server ended before it was ready");
    }

    private static TimedStart watch(
            Process process, String name, InetSocketAddress address, long origin, Future<Duration> ready)
            throws Exception {
        try (Socket socket = connect(process, address, origin)) {
            Duration accepted = since(origin);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(REPORT.getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = String.valueOf(reader.readLine());
            Duration answered = since(origin);
            if (!answer.startsWith("AT " + name + " ")) {
                throw new IOException(name + " answered " + answer);
            }
            Duration isReady = ready.get();
            return new TimedStart(
                    accepted,
                    answered,
                    isReady,
                    process.info().totalCpuDuration().orElse(Duration.ZERO));
        }
    }

    private static Socket connect(Process process, InetSocketAddress address, long origin) throws IOException {
        while (true) {
            var socket = new Socket();
            try {
                socket.connect(address);
                return socket;
            } catch (ConnectException e) {
                socket.close();
                if (!process.isAlive() || since(origin).compareTo(PATIENCE) > 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static Duration since(long origin) {
        return Duration.ofNanos(System.nanoTime() - origin);
    }

    private static TimedStart last(List<Future<TimedStart>> futures) throws IOException {
        List<TimedStart> starts = new ArrayList<>();
        try {
            for (Future<TimedStart> future : futures) {
                starts.add(future.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException("a server did not start; see errors.log", e);
        }
        return new TimedStart(
                longest(starts, TimedStart::accepted),
                longest(starts, TimedStart::answered),
                longest(starts, TimedStart::ready),
                starts.stream().map(TimedStart::processorTime).reduce(Duration.ZERO, Duration::plus));
    }

    private static Duration longest(List<TimedStart> starts, Function<TimedStart, Duration> figure) {
        return starts.stream().map(figure).max(Comparator.naturalOrder()).orElseThrow();
    }
}
