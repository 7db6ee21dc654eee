package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.config.PlacesConfig;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.Iso6709;
import io.herd.protocol.NearbyAnswer;
import io.herd.server.places.Gazetteer;
import io.herd.server.places.GazetteerService;
import io.herd.server.places.NearbySearch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "near",
        mixinStandardHelpOptions = true,
        description = {
            "Asks the provider of places that the configuration names, just as WHATSAT would; no server need run.",
            "Shows the places nearest first."
        })
final class PlacesNear extends HerdCommand {
    private static final double LONGEST_KILOMETRES = 50;
    private static final int MOST_PLACES = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "LATLON",
            converter = LatLon.class,
            description = "Latitude and longitude: +34.0689-118.4451 as in IAMAT, or 34.0689,-118.4451.")
    private Position center;

    @Parameters(index = "1", paramLabel = "RADIUS", description = "In kilometres as in WHATSAT, at most 50.")
    private double kilometres;

    @Parameters(index = "2", paramLabel = "N", description = "How many places at most, from 1 to 20.")
    private int limit;

    /** Southern latitudes look like options. */
    @Spec
    void takeUnknownOptionsAsParameters(CommandSpec ours) {
        ours.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    int call(Vertx vertx, HerdConfig config) {
        if (!(kilometres > 0) || kilometres > LONGEST_KILOMETRES) {
            throw new ParameterException(spec.commandLine(), "RADIUS must be more than 0 km and at most 50");
        }
        if (limit < 1 || limit > MOST_PLACES) {
            throw new ParameterException(spec.commandLine(), "N must be from 1 to 20");
        }
        var search = new NearbySearch(vertx, config.places(), gazetteerUrl(vertx, config.places()));
        var document = new JsonObject(
                text(search.near(center, kilometres * 1_000, limit).await()));
        if (document.containsKey("error_message")) {
            String message = document.getString("status") + ": " + document.getString("error_message");
            System.err.println("herd: " + TextTable.printable(message));
            return ExitCode.SOFTWARE;
        }
        PlacesTable.lines(center, document).forEach(System.out::println);
        return ExitCode.OK;
    }

    /** Serves the gazetteer in this process, if it is the provider, so that it is asked in the same way as by a server. */
    private static String gazetteerUrl(Vertx vertx, PlacesConfig config) {
        if (config.provider() != PlacesConfig.Provider.GAZETTEER || config.url() != null) {
            return "http://127.0.0.1";
        }
        Router router = Router.router(vertx);
        Gazetteer gazetteer = Gazetteer.load(vertx, Path.of(config.directory())).await();
        gazetteer.problems().forEach(problem -> System.err.println("herd: " + problem));
        new GazetteerService(Future.succeededFuture(gazetteer)).mount(router);
        int port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        return "http://127.0.0.1:" + port;
    }

    private static String text(NearbyAnswer answer) {
        return StandardCharsets.UTF_8.decode(answer.document().toByteBuffer()).toString();
    }

    /** A position as clients write it, or as maps show it. */
    static final class LatLon implements ITypeConverter<Position> {
        private static final Pattern DECIMALS =
                Pattern.compile("([+-]?\\d{1,3}(?:\\.\\d{1,15})?)\\s*,\\s*([+-]?\\d{1,3}(?:\\.\\d{1,15})?)");

        @Override
        public Position convert(String text) {
            Matcher decimals = DECIMALS.matcher(text);
            Position position = decimals.matches() ? position(decimals) : Iso6709.parse(utf8(text));
            if (position == null) {
                throw new TypeConversionException(
                        "'" + text + "' is no latitude and longitude such as +34.0689-118.4451 or 34.0689,-118.4451");
            }
            return position;
        }

        private static Bytes utf8(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return Bytes.view(utf8, 0, utf8.length);
        }

        private static @Nullable Position position(Matcher decimals) {
            double latitude = Double.parseDouble(decimals.group(1));
            double longitude = Double.parseDouble(decimals.group(2));
            boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
            return onEarth ? new Position(latitude, longitude) : null;
        }
    }
}
