package io.herd.cli;

import io.herd.geo.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        return "NEAR " + name(client).bytes() + " " + radius + " " + limit;
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
        List<AtLine> clients = lines.stream().map(AtLine::of).toList();
        Position center = clients.getFirst().position();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CLIENT", "DISTANCE", "LOCATION", "REPORTED"));
        for (AtLine each : clients) {
            rows.add(List.of(
                    each.client(),
                    distance(center.distanceTo(each.position())),
                    each.location(),
                    ago(each.time(), now)));
        }
        return TextTable.lines(rows);
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
