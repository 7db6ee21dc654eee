package io.herd.cli;

import io.herd.cli.PollResult.Down;
import io.herd.cli.PollResult.Up;
import io.herd.server.http.ServerStatus;
import java.util.List;
import java.util.stream.Collectors;

/** Whether all servers are up and have equal states. */
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
        return down.isEmpty() && agree();
    }

    /** Whether servers that are up have different states. */
    boolean isSplit() {
        return !agree();
    }

    /** One line for people. */
    String text() {
        if (down.isEmpty()) {
            return agreement("all " + up.size() + " servers");
        } else if (up.isEmpty()) {
            return "all servers are down";
        }
        String absent = String.join(", ", down) + (down.size() == 1 ? " is down" : " are down");
        return absent + "; " + agreement("the other " + up.size());
    }

    private String agreement(String who) {
        if (!agree()) {
            return "roots differ: "
                    + up.stream()
                            .collect(Collectors.groupingBy(
                                    ServerStatus::root,
                                    Collectors.mapping(ServerStatus::server, Collectors.joining(", "))))
                            .values()
                            .stream()
                            .sorted()
                            .collect(Collectors.joining(" | "));
        }
        ServerStatus any = up.getFirst();
        String subject = up.size() == 1 ? any.server() : who + " agree";
        return subject + ": root " + any.root() + ", " + any.clients() + (any.clients() == 1 ? " client" : " clients");
    }

    private boolean agree() {
        return up.stream().map(ServerStatus::root).distinct().count() <= 1;
    }
}
