package io.herd.server.access;

import io.herd.access.TokenList;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;

/** The file that says what each token permits: it is read when the server starts, and again when it has changed. */
public final class TokenFile {
    /** How often it is looked at, in ms. */
    private static final long LOOK = 2_000;

    private static final long MINUTE = 60_000;

    private final Vertx vertx;
    private final Path path;
    private final AccessControl access;
    private final Logger log;
    private String read = "";
    private List<Long> timers = List.of();

    public TokenFile(Vertx vertx, Path path, AccessControl access, Logger log) {
        this.vertx = vertx;
        this.path = path;
        this.access = access;
        this.log = log;
    }

    /** Reads it, and from now on when it has changed; fails if it is there and cannot be read. */
    public Future<Void> start() {
        timers = List.of(vertx.setPeriodic(LOOK, _ -> look()), vertx.setPeriodic(MINUTE, _ -> access.logRefused()));
        return read();
    }

    private Future<Void> read() {
        return vertx.executeBlocking(() -> {
                    readIfChanged();
                    return path;
                })
                .mapEmpty();
    }

    private void look() {
        access.endExpired();
        read().onFailure(failure -> {
            access.counters().unreadable.increment();
            log.error("{}; the list of tokens that was read before is used on", failure.getMessage());
        });
    }

    /** Uses what stands in it if that is something else. */
    private synchronized void readIfChanged() throws IOException {
        String text = Files.exists(path) ? Files.readString(path) : "";
        if (text.equals(read)) {
            return;
        }
        read = text;
        switch (TokenList.parse(text)) {
            case TokenList.Parsed.Malformed(var problems) -> throw new IOException(path + ": " + problems.getFirst());
            case TokenList.Parsed.Sound(var list) -> access.use(list);
        }
    }

    /** Looks at it no more. */
    public void stop() {
        timers.forEach(vertx::cancelTimer);
    }
}
