package io.herd.server.access;

import io.herd.access.TokenList;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;

/** The file that says what each token permits: it is read when the server starts, and again when it has changed. */
public final class TokenFile {
    /** How often it is looked at, in ms. */
    private static final long LOOK = 2_000;

    private static final long MINUTE = 60_000;
    /** No list is as long: this many bytes hold the tokens of 200,000. */
    private static final int MOST_BYTES = 16 << 20;

    private final Vertx vertx;
    private final Path path;
    private final AccessControl access;
    private final Logger log;
    private String read = "";
    /** The failure that was logged last, so that one that lasts is logged once. */
    private String logged = "";

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

    Future<Void> read() {
        return vertx.executeBlocking(() -> {
                    readIfChanged();
                    return path;
                })
                .mapEmpty();
    }

    private void look() {
        access.endExpired();
        read().onSuccess(_ -> logged = "").onFailure(failure -> {
            access.counters().unreadable.increment();
            String problem = String.valueOf(failure.getMessage());
            if (!problem.equals(logged)) {
                logged = problem;
                log.error("{}; the list of tokens that was read before is used on", problem);
            }
        });
    }

    /** Uses what stands in it if that is something else. */
    private synchronized void readIfChanged() throws IOException {
        String text = text();
        if (text.equals(read)) {
            return;
        }
        read = text;
        switch (TokenList.parse(text)) {
            case TokenList.Parsed.Malformed(var problems) -> throw new IOException(path + ": " + problems.getFirst());
            case TokenList.Parsed.Sound(var list) -> access.use(list);
        }
    }

    /** What stands in it. One that was never there is an empty one; one that is gone may be about to come back. */
    private String text() throws IOException {
        if (read.isEmpty() && Files.notExists(path)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(path)) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(MOST_BYTES + 1));
            if (bytes.limit() <= MOST_BYTES) {
                return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            }
        } catch (CharacterCodingException e) {
            throw new IOException(path + " is not in UTF-8", e);
        } catch (IOException e) {
            throw new IOException("cannot read " + path + ": " + e, e);
        }
        throw new IOException(path + " has more than " + MOST_BYTES + " bytes");
    }

    /** Looks at it no more. */
    public void stop() {
        timers.forEach(vertx::cancelTimer);
    }
}
