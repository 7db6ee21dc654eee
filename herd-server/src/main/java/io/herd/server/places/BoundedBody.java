package io.herd.server.places;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the body of one answer, up to a limit, and can end the request that it answers. WebClient itself lets go of a
 * request once the head of the answer is there, so that a body nobody wants any more would go on coming and keep its
 * connection. It needs {@link #attach} as an interceptor of the client. Confined to the context that sends the request.
 */
final class BoundedBody implements BodyCodec<Buffer>, BodyStream<Buffer> {
    private final int limit;
    private final Buffer bytes = Buffer.buffer();
    private final Promise<Buffer> whole = Promise.promise();
    private @Nullable HttpClientRequest request;
    private long sentAt;
    private boolean unwanted;
    private boolean hasHead;

    BoundedBody(int limit) {
        this.limit = limit;
    }

    /** Interceptor: tells a body which request it answers, just before that is sent, and when the answer begins. */
    static void attach(HttpContext<?> context) {
        if (context.request().bodyCodec() instanceof BoundedBody body) {
            switch (context.phase()) {
                case SEND_REQUEST -> {
                    if (!body.attach(context.clientRequest())) {
                        // It waited for a connection until nobody waited for it; failing gives the connection back
                        // unused.
                        context.fail(new VertxException("ended before it was sent", true));
                        return;
                    }
                }
                case RECEIVE_RESPONSE -> body.hasHead = true;
                default -> {}
            }
        }
        context.next();
    }

    private boolean attach(HttpClientRequest toSend) {
        // Who waits for the body is told; Vert.x would tell the console too, a line a request.
        toSend.exceptionHandler(_ -> {});
        request = toSend;
        sentAt = System.nanoTime();
        return !unwanted;
    }

    /** Whether the request got a connection and was sent on it. */
    boolean isSent() {
        return request != null;
    }

    /** When that was, on the clock of {@link System#nanoTime}. */
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
                && !unwanted
                && (failure instanceof HttpClosedException || failure instanceof IOException);
    }

    /** Ends the request, wherever it is: waiting for a connection, for the answer, or within the answer. */
    void endRequest() {
        unwanted = true;
        if (request != null) {
            // Fails where the request has come to its end already, which is as good.
            request.reset().otherwiseEmpty();
        }
    }

    @Override
    public BodyStream<Buffer> stream() {
        return this;
    }

    @Override
    public Future<Void> write(Buffer chunk) {
        if (bytes.length() + chunk.length() > limit) {
            return Future.failedFuture(new TooLong());
        }
        bytes.appendBuffer(chunk);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        whole.tryComplete(bytes);
        return Future.succeededFuture();
    }

    @Override
    public void handle(Throwable failure) {
        whole.tryFail(failure);
    }

    @Override
    public Future<Buffer> result() {
        return whole.future();
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    @CanIgnoreReturnValue
    public BoundedBody setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    @CanIgnoreReturnValue
    public BoundedBody drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }

    @Override
    @CanIgnoreReturnValue
    public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    /** The body goes on beyond its limit. */
    static final class TooLong extends VertxException {
        private static final long serialVersionUID = 1;

        TooLong() {
            super("too long an answer", true);
        }
    }
}
