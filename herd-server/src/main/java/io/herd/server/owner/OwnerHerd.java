package io.herd.server.owner;

import io.herd.protocol.Bytes;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another herd, and the ways to its servers. Reports and questions have ways of their own, since a question may have to wait at the other
 * side. All commands about a client go to the same server as long as it is there. Confined to one event loop.
 *
 * @param reports a way to each of its servers, for reports
 * @param questions the same for questions
 */
record OwnerHerd(List<ForwardLane> reports, List<ForwardLane> questions) {
    /** Has a server take a report; fails with a {@link ForwardException} if none answers. */
    Future<Bytes> report(Bytes client, Bytes command) {
        return say(reports, client.hashCode(), command, 0);
    }

    /** The same for a question. */
    Future<Bytes> ask(Bytes client, Bytes command) {
        return say(questions, client.hashCode(), command, 0);
    }

    /** Tries a client's usual server first, and then one after the other. */
    private static Future<Bytes> say(List<ForwardLane> lanes, int hash, Bytes command, int turn) {
        boolean isLast = turn + 1 == lanes.size();
        return lanes.get(Math.floorMod(hash + turn, lanes.size()))
                .say(command)
                .recover(failure -> isLast || !ForwardException.reason(failure).mayBeRetried()
                        ? Future.failedFuture(failure)
                        : say(lanes, hash, command, turn + 1));
    }

    private Stream<ForwardLane> lanes() {
        return Stream.concat(reports.stream(), questions.stream());
    }

    void tick() {
        lanes().forEach(ForwardLane::tick);
    }

    void stop() {
        lanes().forEach(ForwardLane::stop);
    }
}
