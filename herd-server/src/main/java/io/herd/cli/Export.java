package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.protocol.ClientName;
import io.herd.track.TrackPoint;
import io.herd.track.TrackWriter;
import io.vertx.core.Vertx;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes where a client has been, as far as the herd has kept it. Each server keeps what it has taken itself, so all are",
            "asked. ./herd replay reads the file again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:a history is written; standard error names servers that could not be asked",
            "1:no server that could be asked has one, or it cannot be written",
            "2:wrong usage or configuration"
        })
final class Export extends ClientCommand {
    @Parameters(paramLabel = "CLIENT", description = "The client's name.")
    private String client;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "gpx|geojson|csv",
            description =
                    "GPX 1.1, GeoJSON with a feature for each point, or CSV with a header. GPX has no accuracy and battery.")
    private ExportFormat format;

    @Option(names = "--output", paramLabel = "FILE", description = "The file to write. Default: standard output.")
    private @Nullable Path output;

    @Override
    int call(Vertx vertx, HerdConfig config) throws IOException {
        ClientName name = name(client);
        var http = new ServerClient(vertx, config);
        List<History> histories = config.servers().values().stream()
                .map(server -> new History(http, server, name))
                .toList();
        var merge = new HistoryMerge(histories, System.err::println);
        TrackPoint first = merge.next();
        if (first == null) {
            histories.stream().map(History::absence).filter(Objects::nonNull).forEach(System.err::println);
            System.err.println("herd: no server has a history of " + client);
            return ExitCode.SOFTWARE;
        }
        try (TrackWriter writer = format.writer(open(), client)) {
            for (TrackPoint point = first; point != null; point = merge.next()) {
                writer.write(point);
            }
        }
        return ExitCode.OK;
    }

    private OutputStream open() throws IOException {
        Path file = output;
        return new BufferedOutputStream(file == null ? System.out : Files.newOutputStream(file));
    }
}
