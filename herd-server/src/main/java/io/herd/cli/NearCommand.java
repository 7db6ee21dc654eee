package io.herd.cli;

import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.Iso6709;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "near",
        mixinStandardHelpOptions = true,
        description = "Prints which other clients are near a client, the nearest first.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the client is known", LineCommand.NO_SERVER, "2:wrong usage or configuration"})
final class NearCommand extends LineCommand {
    // The fields of AT <server> <time difference> <client> <location> <time>.
    private static final int CLIENT = 3;
    private static final int LOCATION = 4;
    private static final int TIME = 5;

    @Parameters(paramLabel = "CLIENT", description = "The client's name.")
    private String client;

    @Option(names = "--radius", paramLabel = "KM", defaultValue = "10", description = "How far to look. Default: 10.")
    private String radius;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many clients: 1 to 100. Default: 10.")
    private String limit;

    @Option(names = "--raw", description = "Prints the lines of the protocol as they are.")
    private boolean isRaw;

    @Override
    String line() {
        return "NEAR " + name(client) + " " + radius + " " + limit;
    }

    @Override
    String whyRefused() {
        return "No server knows such a client, or --radius or --limit is out of range.";
    }

    @Override
    void print(String reply) {
        if (isRaw) {
            super.print(reply);
        } else {
            table(reply.lines().filter(line -> !line.isEmpty()).toList(), Instant.now())
                    .forEach(System.out::println);
        }
    }

    /** The clients of some AT lines, with how far each is from the first, and since when. */
    static List<String> table(List<String> lines, Instant now) {
        Position center = position(lines.getFirst());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CLIENT", "DISTANCE", "LOCATION", "REPORTED"));
        for (String line : lines) {
            String[] fields = line.split(" ", -1);
            rows.add(List.of(
                    ClientPort.text(fields[CLIENT]),
                    distance(center.distanceTo(position(line))),
                    fields[LOCATION],
                    ago(fields[TIME], now)));
        }
        return TextTable.lines(rows);
    }

    private static Position position(String line) {
        Position position = Iso6709.parse(Bytes.of(line.split(" ", -1)[LOCATION]));
        return Objects.requireNonNull(position, "a server sends no location that it would refuse");
    }

    private static String distance(double metres) {
        return metres < 1_000 ? Math.round(metres) + " m" : String.format(Locale.ROOT, "%.1f km", metres / 1_000);
    }

    private static String ago(String seconds, Instant now) {
        Duration age = Duration.between(Instant.ofEpochSecond((long) Double.parseDouble(seconds)), now);
        if (age.isNegative()) {
            return "ahead of this clock";
        } else if (age.toMinutes() == 0) {
            return age.toSeconds() + " s ago";
        } else if (age.toHours() == 0) {
            return age.toMinutes() + " min ago";
        }
        return age.toDays() == 0 ? age.toHours() + " h ago" : age.toDays() + " days ago";
    }
}
