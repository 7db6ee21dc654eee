package io.herd.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * The body of an app's request, perhaps packed. One that is too long can never be taken: so much of it is handed over as there is room for,
 * and it is up to the reader to say that it is malformed. Confined to its event loop.
 */
final class PhoneBody {
    /** What packed bytes begin with; neither JSON nor a form does. */
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final RoutingContext context;
    private final ApiService service;
    private final int most;
    private final Buffer bytes = Buffer.buffer();
    private boolean isOver;

    /** @param most how many bytes it may have, also when it is unpacked */
    PhoneBody(RoutingContext context, ApiService service, int most) {
        this.context = context;
        this.service = service;
        this.most = most;
    }

    /** Hands over the body once it is there; one that breaks off is not. */
    void read(Consumer<byte[]> then) {
        context.request().handler(this::add).exceptionHandler(_ -> end()).endHandler(_ -> {
            if (!isOver) {
                end();
                String encoding = context.request().getHeader(HttpHeaders.CONTENT_ENCODING);
                then.accept(unpacked(bytes.getBytes(), Objects.requireNonNullElse(encoding, ""), most));
            }
        });
    }

    private void add(Buffer more) {
        int room = Math.min(more.length(), most - bytes.length());
        if (!isOver && room > 0) {
            bytes.appendBuffer(more, 0, room);
            service.memory().add(room);
        }
    }

    private void end() {
        if (!isOver) {
            isOver = true;
            service.memory().add(-bytes.length());
        }
    }

    /**
     * A body as it was before it was packed; as it is where it is not packed, or broken. Some apps do not say that it is.
     *
     * @param encoding what the header says; empty if nothing
     * @param most how many bytes there may be; what is behind them is left out
     */
    static byte[] unpacked(byte[] body, String encoding, int most) {
        boolean isGzip = body.length > 1 && body[0] == GZIP[0] && body[1] == GZIP[1];
        if (!isGzip && !encoding.equalsIgnoreCase("deflate")) {
            return body;
        }
        var packed = new ByteArrayInputStream(body);
        try (InputStream in = isGzip ? new GZIPInputStream(packed) : new InflaterInputStream(packed)) {
            return in.readNBytes(most);
        } catch (IOException _) {
            return body;
        }
    }
}
