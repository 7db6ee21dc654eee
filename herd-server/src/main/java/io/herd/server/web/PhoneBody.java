package io.herd.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * The body of an app's request, perhaps packed. One that is too long can never be taken: so much of it is handed over as there is room for,
 * and it is up to the reader to say that it is malformed. Confined to its event loop.
 */
final class PhoneBody {
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
                then.accept(unpacked(bytes.getBytes()));
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

    private byte[] unpacked(byte[] body) {
        if (!"gzip".equalsIgnoreCase(context.request().getHeader(HttpHeaders.CONTENT_ENCODING))) {
            return body;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(most);
        } catch (IOException _) {
            return body;
        }
    }
}
