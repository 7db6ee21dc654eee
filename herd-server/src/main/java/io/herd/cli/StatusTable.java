package io.herd.cli;

import io.herd.cli.PollResult.Down;
import io.herd.cli.PollResult.Up;
import io.herd.server.web.KafkaEntry;
import io.herd.server.web.LinkEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats the status of servers as a table. */
final class StatusTable {
    private StatusTable() {}

    /** A line of headings, and a line for each server. */
    static List<String> lines(List<PollResult> standings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("server", "state", "root", "clients", "neighbours"));
        standings.forEach(standing -> rows.add(row(standing)));
        return TextTable.lines(rows);
    }

    private static List<String> row(PollResult standing) {
        return switch (standing) {
            case Up up ->
                List.of(
                        up.server(),
                        state(up.status().problem()),
                        up.status().root(),
                        Long.toString(up.status().clients()),
                        Stream.concat(
                                        up.status().links().stream().map(StatusTable::link),
                                        topic(up.status().kafka()))
                                .collect(Collectors.joining("; ")));
            case Down down -> List.of(down.server(), "down", "-", "-", down.reason());
        };
    }

    private static String state(String problem) {
        return problem.isEmpty() ? "up" : "cannot write: " + problem;
    }

    /** How a server stands with the topic that joins herds; nothing without one. */
    private static Stream<String> topic(KafkaEntry kafka) {
        if (kafka.equals(KafkaEntry.NONE)) {
            return Stream.of();
        }
        String seconds = kafka.stateMillis() / 1_000 + " s";
        String owed = kafka.owed() + kafka.inFlight() == 0 ? "" : ", " + (kafka.owed() + kafka.inFlight()) + " owed";
        String lag = kafka.lag() == 0 ? "" : ", " + kafka.lag() + " to read";
        String state = kafka.isUp() ? "up for " + seconds : "away for " + seconds + ": " + kafka.problem();
        return Stream.of("Kafka " + state + owed + lag);
    }

    private static String link(LinkEntry link) {
        String dialled = switch (link.state()) {
            case "open" -> link.pending() == 0 ? "ok" : link.pending() + " pending, lag " + link.lagMillis() + " ms";
            case "away" -> "away: " + link.reason();
            default -> link.state();
        };
        String key = link.key().isEmpty() ? "" : (link.previousKey() ? ", previous key " : ", key ") + link.key();
        String digests = link.key().isEmpty() || link.digestsCompared() ? "" : ", digests not compared";
        // One that is away is expected to be so both ways.
        boolean oneWay = link.state().equals("open") && !link.accepted();
        return link.neighbour() + " " + dialled + key + digests + (oneWay ? ", does not dial this server" : "");
    }
}
