package io.herd.server.web;

import io.herd.access.Names;
import io.herd.protocol.Bytes;
import io.herd.protocol.PercentEncoding;
import io.herd.server.access.Share;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Makes shares of single clients, for those who administer. Any number of event loops may share it. */
final class SharesService {
    /** How long a share lasts at most: it ends by itself, as whoever made it may be gone. */
    private static final long MOST_SECONDS = Duration.ofDays(7).toSeconds();
    /** So that the address of a share, which has it percent-encoded, fits into the first line of a request. */
    private static final int MOST_NAME_BYTES = 1_000;

    private final ApiService service;

    SharesService(ApiService service) {
        this.service = service;
    }

    /** Answers {@code POST /api/v1/clients/<name>/shares}. */
    void mount(Router router) {
        router.post(ApiService.CLIENTS + ":client/shares")
                .handler(context -> RequestBody.read(
                        context,
                        service,
                        List.of(Documents.JSON),
                        body -> service.client(context, report -> share(context, report.client(), body))));
    }

    private void share(RoutingContext context, Bytes client, Buffer body) {
        String name = client.toUtf8();
        long seconds = seconds(body);
        if (!service.guard().permissions(context).read().contains(client)) {
            // Whoever may see it only within an area cannot let others see it everywhere.
            service.guard().forbid(context);
        } else if (seconds < 1 || seconds > MOST_SECONDS) {
            service.refuse(
                    context,
                    HttpRefusal.MALFORMED_BODY,
                    "expected an object in JSON with seconds, a whole number from 1 to " + MOST_SECONDS);
        } else if (!isShareable(client, name)) {
            service.refuse(
                    context,
                    HttpRefusal.MALFORMED_PARAMETER,
                    "only a name of UTF-8 with up to " + MOST_NAME_BYTES + " bytes and no asterisk can be shared");
        } else {
            answer(context, service.guard().share(context, name, Duration.ofSeconds(seconds)));
        }
    }

    /** The seconds that a body asks for; 0 if it does not. */
    private static long seconds(Buffer body) {
        try {
            return new JsonObject(body).getValue("seconds") instanceof Integer seconds ? seconds : 0;
        } catch (DecodeException | ClassCastException _) {
            return 0;
        }
    }

    /** Whether a share of the name is one of this client, and of nobody else. */
    private static boolean isShareable(Bytes client, String name) {
        return client.length() <= MOST_NAME_BYTES
                && utf8(name).equals(client)
                && name.indexOf('*') < 0
                && Names.isPattern(name);
    }

    private static Bytes utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Bytes.view(bytes, 0, bytes.length);
    }

    private void answer(RoutingContext context, Share share) {
        String path = "/t/" + PercentEncoding.encode(utf8(share.credential())) + "/";
        var document = new JsonObject()
                .put("id", share.id())
                .put("path", path)
                .put("until", share.until().toString());
        service.answer(context, Documents.JSON, document.toBuffer());
    }
}
