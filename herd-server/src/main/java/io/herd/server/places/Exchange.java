package io.herd.server.places;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its answer, of which the body is read up to a limit. It can be ended at any time, which frees its
 * connection. Confined to the context that sends the request.
 */
final class Exchange {
    private final int limit;
    private final Promise<HttpAnswer> answer = Promise.promise();
    private @Nullable HttpClientRequest request;
    private long sentAt;
    private boolean isEnded;
    private boolean hasHead;

    /** @param limit how many bytes the body of the answer may have */
    Exchange(int limit) {
        this.limit = limit;
    }

    /** Sends the request on the connection that it got. The body is empty for none. */
    Future<HttpAnswer> send(HttpClientRequest connected, Buffer body) {
        // The future reports failures; without a handler Vert.x would log them, too.
        connected.exceptionHandler(_ -> {});
        request = connected;
        if (isEnded) {
            reset();
            return Future.failedFuture(new VertxException("ended before it was sent", true));
        }
        sentAt = System.nanoTime();
        Future<HttpClientResponse> response = body.length() == 0 ? connected.send() : connected.send(body);
        response.onSuccess(this::read).onFailure(answer::tryFail);
        return answer.future();
    }

    private void read(HttpClientResponse response) {
        hasHead = true;
        Buffer body = Buffer.buffer();
        response.exceptionHandler(answer::tryFail)
                .endHandler(_ -> answer.tryComplete(new HttpAnswer(response.statusCode(), response.headers(), body)))
                .handler(chunk -> {
                    if (chunk.length() <= limit - body.length()) {
                        body.appendBuffer(chunk);
                    } else if (answer.tryFail(new TooLong())) {
                        reset();
                    }
                });
    }

    /** Whether the request got a connection and was sent on it. */
    boolean isSent() {
        return request != null;
    }

    /** When the request was sent, on the clock of {@link System#nanoTime}. */
    long sentAt() {
        return sentAt;
    }

    /**
     * Whether the request failed since it was sent on a connection that was used before, and that was closed before the
     * answer began. Providers close connections that were idle for long, and so most likely never saw the request.
     */
    boolean isLostWithConnection(Throwable failure) {
        // Vert.x numbers the requests of a connection from 1 on.
        return request != null
                && request.streamId() > 1
                && !hasHead
                && !isEnded
                && (failure instanceof HttpClosedException || failure instanceof IOException);
    }

    /** Ends the exchange, wherever it is: waiting for a connection, for the answer, or within the answer. */
    void end() {
        isEnded = true;
        reset();
    }

    private void reset() {
        if (request != null) {
            // Fails where the request has come to its end already, which is as good.
            request.reset().otherwiseEmpty();
        }
    }

    /** The body goes on beyond its limit. */
    static final class TooLong extends VertxException {
        private static final long serialVersionUID = 1;

        TooLong() {
            super("too long an answer", true);
        }
    }
}
