package io.herd.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The body of a request while it comes in: it is accounted for, and refused once it is too long. Confined to its event loop. */
final class RequestBody {
    private static final int MOST_BYTES = 128 * 1024;

    private final RoutingContext context;
    private final ApiService service;
    private final Buffer bytes = Buffer.buffer();
    private boolean isOver;

    private RequestBody(RoutingContext context, ApiService service) {
        this.context = context;
        this.service = service;
    }

    /** Hands over the whole body once it is there; what is refused, is said to be of another type, or breaks off is not. */
    static void read(RoutingContext context, ApiService service, List<String> types, Consumer<Buffer> then) {
        String type = String.valueOf(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
        // A page of another origin may send some types without asking whether it is allowed to.
        if (types.stream().noneMatch(type.toLowerCase(Locale.ROOT)::startsWith)) {
            service.refuse(context, HttpRefusal.MEDIA_TYPE, "expected the content type " + types.getFirst());
        } else if (!service.isBusy(context)) {
            read(context, service, then);
        }
    }

    private static void read(RoutingContext context, ApiService service, Consumer<Buffer> then) {
        var body = new RequestBody(context, service);
        HttpServerRequest request = context.request();
        request.handler(body::add).exceptionHandler(_ -> body.end()).endHandler(_ -> {
            if (!body.isOver) {
                body.end();
                then.accept(body.bytes);
            }
        });
    }

    private void add(Buffer more) {
        if (isOver) {
            return;
        }
        if (bytes.length() + more.length() > MOST_BYTES) {
            end();
            service.refuse(context, HttpRefusal.BODY_TOO_LARGE, "a body has at most " + MOST_BYTES + " bytes");
        } else {
            bytes.appendBuffer(more);
            service.memory().add(more.length());
        }
    }

    private void end() {
        if (!isOver) {
            isOver = true;
            service.memory().add(-bytes.length());
        }
    }
}
