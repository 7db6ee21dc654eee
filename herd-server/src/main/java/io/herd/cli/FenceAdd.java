package io.herd.cli;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Defines a fence on all servers, in place of one of that name.",
            "It is a circle, or with --geojson a polygon."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {FenceRequest.OK, FenceRequest.FAILED, FenceRequest.USAGE})
final class FenceAdd extends FenceRequest {
    private static final String NUMBER = "[+-]?[0-9]+(\\.[0-9]+)?";

    @Parameters(index = "0", paramLabel = "NAME", description = "The fence's name.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LATLON",
            description = "The center of a circle: latitude and longitude, as in 34.07,-118.44.")
    private @Nullable String center;

    @Parameters(index = "2", arity = "0..1", paramLabel = "KM", description = "The radius of the circle.")
    private @Nullable String radius;

    @Option(
            names = "--geojson",
            paramLabel = "FILE",
            description = "A file with a polygon of GeoJSON, or with a feature that has one.")
    private @Nullable Path polygon;

    @Override
    HttpMethod method() {
        return HttpMethod.PUT;
    }

    @Override
    String path() {
        return path(name);
    }

    @Override
    Buffer body() throws IOException {
        Path given = polygon;
        if (given != null && center == null) {
            return Buffer.buffer(Files.readAllBytes(given));
        }
        if (given != null || center == null || radius == null) {
            throw mistake("give LATLON and KM, or --geojson FILE");
        }
        String[] parts = center.split(",", -1);
        boolean isSound =
                parts.length == 2 && parts[0].matches(NUMBER) && parts[1].matches(NUMBER) && radius.matches(NUMBER);
        if (!isSound) {
            throw mistake("expected LATLON as in 34.07,-118.44 and KM as in 0.5; it was " + center + " " + radius);
        }
        return new JsonObject()
                .put("latitude", new BigDecimal(parts[0]).doubleValue())
                .put("longitude", new BigDecimal(parts[1]).doubleValue())
                .put("radius", new BigDecimal(radius).doubleValue())
                .toBuffer();
    }

    @Override
    List<String> text(JsonObject fence) {
        return FenceText.table(List.of(fence));
    }
}
