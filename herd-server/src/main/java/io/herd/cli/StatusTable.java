package io.herd.cli;

import io.herd.cli.PollResult.Down;
import io.herd.cli.PollResult.Up;
import io.herd.server.web.LinkEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
                        up.status().links().stream().map(StatusTable::link).collect(Collectors.joining("; ")));
            case Down down -> List.of(down.server(), "down", "-", "-", down.reason());
        };
    }

    private static String state(String problem) {
        return problem.isEmpty() ? "up" : "cannot write: " + problem;
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
