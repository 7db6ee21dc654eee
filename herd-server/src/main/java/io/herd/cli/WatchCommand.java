package io.herd.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Prints where a client is, or all clients of a prefix or in an area, and every change from then on, until Ctrl-C.",
            "A client that does not exist yet is printed once it reports."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            LineCommand.NO_SERVER + ", or it has stopped",
            "2:wrong usage or configuration",
            "130:ended by Ctrl-C"
        })
final class WatchCommand extends LineCommand {
    /** Before a line that is no reply. */
    private static final String PUSHED = "! ";

    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    @Parameters(
            paramLabel = "CLIENT|LATLON",
            description =
                    "A client's name; or what names begin with (--prefix), the southwest of a box (--to), or the center of a"
                            + " circle (--radius), as in 34.07,-118.44.")
    private String what;

    @ArgGroup
    private @Nullable Extent extent;

    /** What is watched besides one client. */
    private static final class Extent {
        @Option(names = "--prefix", description = "Watches all clients whose names begin so.")
        private boolean isPrefix;

        @Option(
                names = "--to",
                paramLabel = "LATLON",
                description = "Watches all clients in the box up to this northeast.")
        private @Nullable String northEast;

        @Option(names = "--radius", paramLabel = "KM", description = "Watches all clients within so many km of LATLON.")
        private @Nullable String radius;

        @Option(
                names = "--around",
                paramLabel = "KM",
                description = "Watches all other clients within so many km of CLIENT, wherever it goes.")
        private @Nullable String around;
    }

    @Option(names = "--json", description = "Prints a JSON object for each change, for programs.")
    private boolean isJson;

    @Override
    String line() {
        Extent wish = extent;
        if (wish == null) {
            return "WATCH " + name(what).bytes();
        } else if (wish.isPrefix) {
            return "WATCH " + name(what).bytes() + " *";
        } else if (wish.around != null) {
            return "WATCH " + name(what).bytes() + " " + wish.around;
        } else if (wish.northEast != null) {
            return "WATCH " + ReportCommand.location(what) + " " + ReportCommand.location(wish.northEast);
        }
        return "WATCH " + ReportCommand.location(what) + " " + wish.radius;
    }

    @Override
    String whyRefused() {
        return "LATLON or a distance is out of range, or CLIENT begins with a sign, or too much is watched.";
    }

    @Override
    int converse(ClientPort port, String line) throws IOException {
        try {
            if (!port.follow(line, each -> print(each, port))) {
                return ExitCode.SOFTWARE;
            }
        } catch (UncheckedIOException e) {
            System.err.println("the connection broke: "
                    + Objects.requireNonNull(e.getCause()).getMessage());
        }
        System.err.println(port + " has ended the watch");
        return ExitCode.SOFTWARE;
    }

    /** Prints a line; false if the server has refused to watch. */
    private boolean print(String line, ClientPort port) {
        boolean isRefused = line.startsWith("? ");
        if (isRefused) {
            System.err.println(port + " refused: " + line + "\n" + whyRefused() + "\n" + NOT_PERMITTED);
        } else if (!line.isEmpty()) {
            String said = line.startsWith(PUSHED) ? line.substring(PUSHED.length()) : line;
            System.out.println(isJson ? json(said).encode() : text(said, LocalTime.now(ZoneId.systemDefault())));
        }
        return !isRefused;
    }

    /** What a line says at a time of day, for people. */
    static String text(String line, LocalTime now) {
        return TIME_OF_DAY.format(now) + "  "
                + switch (word(line)) {
                    case "AT" ->
                        AtLine.of(line).client() + " is at " + AtLine.of(line).location();
                    case "LEFT" -> client(line) + " has left";
                    case "GONE" -> client(line) + " is forgotten";
                    default -> "the watch has ended: too many clients, or the token has";
                };
    }

    /** The same for programs. */
    static JsonObject json(String line) {
        return switch (word(line)) {
            case "AT" -> {
                AtLine report = AtLine.of(line);
                yield new JsonObject()
                        .put("event", "report")
                        .put("client", report.client())
                        .put("latitude", report.position().latitude())
                        .put("longitude", report.position().longitude())
                        .put("time", report.time())
                        .put("server", report.server());
            }
            case "LEFT" -> new JsonObject().put("event", "left").put("client", client(line));
            case "GONE" -> new JsonObject().put("event", "gone").put("client", client(line));
            default -> new JsonObject().put("event", "ended");
        };
    }

    private static String word(String line) {
        return line.split(" ", 2)[0];
    }

    /** The client in a line that has nothing else. */
    private static String client(String line) {
        return ClientPort.text(line.split(" ", 2)[1]);
    }
}
