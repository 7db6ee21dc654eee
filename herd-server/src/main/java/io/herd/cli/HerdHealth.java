package io.herd.cli;

import io.herd.cli.PollResult.Down;
import io.herd.cli.PollResult.Up;
import io.herd.server.web.ServerStatus;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether all servers are up, have equal states, and can write their journals. */
final class HerdHealth {
    private final List<String> down;
    private final List<ServerStatus> up;

    HerdHealth(List<PollResult> standings) {
        down = standings.stream()
                .filter(Down.class::isInstance)
                .map(PollResult::server)
                .toList();
        up = standings.stream()
                .filter(Up.class::isInstance)
                .map(standing -> ((Up) standing).status())
                .toList();
    }

    boolean isGood() {
        return down.isEmpty() && agree() && up.stream().allMatch(HerdHealth::isDurable);
    }

    /** Whether servers that are up have different states. */
    boolean isSplit() {
        return !agree();
    }

    /** One line for people. */
    String text() {
        return agreement()
                + up.stream()
                        .filter(each -> !isDurable(each))
                        .map(each -> "; " + each.server() + " cannot write its journal")
                        .collect(Collectors.joining());
    }

    private String agreement() {
        if (down.isEmpty()) {
            return agreement("all " + up.size() + " servers");
        } else if (up.isEmpty()) {
            return "all servers are down";
        }
        String absent = String.join(", ", down) + (down.size() == 1 ? " is down" : " are down");
        return absent + "; " + agreement("the other " + up.size());
    }

    private static boolean isDurable(ServerStatus status) {
        return status.problem().isEmpty();
    }

    private String agreement(String who) {
        if (!horizonsAgree()) {
            return who + " disagree on what has expired, so their clocks differ: "
                    + servers(each -> Long.toString(each.horizonMillis()));
        }
        if (!rootsAgree()) {
            return "roots differ: " + servers(each -> each.digestKey() + each.root());
        } else if (!countsAgree()) {
            return "they know different numbers of clients: "
                    + up.stream()
                            .map(each -> each.server() + " " + each.clients())
                            .collect(Collectors.joining(", "));
        }
        ServerStatus any = up.getFirst();
        String clients = any.clients() + (any.clients() == 1 ? " client" : " clients");
        if (hasSeveralKeys()) {
            return who + " know " + clients + "; roots of different keys are not compared: "
                    + servers(ServerStatus::digestKey);
        }
        return (up.size() == 1 ? any.server() : who + " agree") + ": root " + any.root() + ", " + clients;
    }

    /** The servers that have something in common, group by group. */
    private String servers(Function<ServerStatus, String> common) {
        return up.stream()
                .collect(Collectors.groupingBy(
                        common, Collectors.mapping(ServerStatus::server, Collectors.joining(", "))))
                .values()
                .stream()
                .sorted()
                .collect(Collectors.joining(" | "));
    }

    private boolean agree() {
        return horizonsAgree() && rootsAgree() && countsAgree();
    }

    /** Whether servers have forgotten alike; else their roots say nothing about each other. */
    private boolean horizonsAgree() {
        return up.stream().map(ServerStatus::horizonMillis).distinct().count() <= 1;
    }

    /** Whether servers whose digests have the same key have the same root. */
    private boolean rootsAgree() {
        return up.stream()
                        .map(each -> each.digestKey() + each.root())
                        .distinct()
                        .count()
                <= up.stream().map(ServerStatus::digestKey).distinct().count();
    }

    /** Whether servers whose digests cannot all be compared know as many clients. */
    private boolean countsAgree() {
        return !hasSeveralKeys()
                || up.stream().map(ServerStatus::clients).distinct().count() == 1;
    }

    private boolean hasSeveralKeys() {
        return up.stream().map(ServerStatus::digestKey).distinct().count() > 1;
    }
}
