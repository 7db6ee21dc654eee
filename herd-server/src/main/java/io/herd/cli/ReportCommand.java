package io.herd.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Reports where a client is, and prints the reply.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the report is accepted, or a newer one stands",
            LineCommand.NO_SERVER,
            "2:wrong usage or configuration"
        })
final class ReportCommand extends LineCommand {
    private static final String DEGREES = "[+-]?[0-9.]+";

    @Parameters(index = "0", paramLabel = "CLIENT", description = "The client's name.")
    private String client;

    @Parameters(
            index = "1",
            paramLabel = "LATLON",
            description = "Where it is: latitude and longitude, as in 34.07,-118.44 or +34.07-118.44 (ISO 6709).")
    private String location;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "TIME",
            description = "When it was there: POSIX time in seconds, as in 1479413884.39, or ISO 8601, as in"
                    + " 2026-01-31T12:00:00Z. Default: now.")
    private @Nullable String time;

    @Override
    String line() {
        return "IAMAT " + name(client).bytes() + " " + location(location) + " " + time();
    }

    /** In ISO 6709, where it has a comma; else as it is. */
    static String location(String given) {
        String[] parts = given.split(",", -1);
        return parts.length == 2 && parts[0].matches(DEGREES) && parts[1].matches(DEGREES)
                ? signed(parts[0]) + signed(parts[1])
                : given;
    }

    private static String signed(String degrees) {
        return Character.isDigit(degrees.charAt(0)) ? "+" + degrees : degrees;
    }

    private String time() {
        String given = time;
        if (given == null) {
            return seconds(Clock.systemUTC().instant());
        }
        if (given.indexOf('T') < 0) {
            return given;
        }
        try {
            return seconds(Instant.parse(given));
        } catch (DateTimeException e) {
            throw mistake("TIME: expected seconds, or ISO 8601 as in 2026-01-31T12:00:00Z; it was " + given);
        }
    }

    private static String seconds(Instant instant) {
        return "%d.%09d".formatted(instant.getEpochSecond(), instant.getNano());
    }

    @Override
    String whyRefused() {
        return "Perhaps LATLON or TIME is malformed, or more than limits.future ahead; see the log of the server.";
    }
}
