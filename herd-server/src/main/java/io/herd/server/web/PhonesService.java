package io.herd.server.web;

import io.herd.access.Permissions;
import io.herd.access.Scope;
import io.herd.phone.Friend;
import io.herd.phone.PhoneRequest;
import io.herd.phone.Sender;
import io.herd.server.phone.Friends;
import io.herd.server.phone.PhoneIntake;
import io.herd.server.phone.PhoneResults;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;

/**
 * The one entrance for phones and trackers: whatever path they are configured with, and whatever they say of the type of what they send. The
 * status of an answer decides whether they send the same again, so it is never one of a failure where that would be of no use. Any
 * number of event loops may share it.
 */
public final class PhonesService {
    private static final String USER_HEADER = "X-Limit-U";
    private static final String DEVICE_HEADER = "X-Limit-D";
    private static final String BESIDES_THE_API = "/(?!api/).*";

    private final ApiService service;
    private final PhoneIntake intake;
    private final Friends friends;
    private final int bodyBytes;

    /** @param bodyBytes how long a body may be, also when it is unpacked */
    public PhonesService(ApiService service, PhoneIntake intake, Friends friends, int bodyBytes) {
        this.service = service;
        this.intake = intake;
        this.friends = friends;
        this.bodyBytes = bodyBytes;
    }

    /** Adds the entrance, behind all other routes. */
    public void mount(Router router) {
        new PhonePage(service).mount(router);
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT)) {
            router.routeWithRegex(method, BESIDES_THE_API).handler(this::enter);
        }
        // Last, as what it passes on is nowhere, and not at a path of another method.
        router.routeWithRegex(HttpMethod.GET, BESIDES_THE_API)
                .method(HttpMethod.HEAD)
                .handler(this::enter);
    }

    private void enter(RoutingContext context) {
        HttpMethod method = context.request().method();
        boolean hasBody = method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT);
        boolean isReport = method.equals(HttpMethod.GET) && PhoneRequest.isReport(query(context));
        if (!hasBody && !isReport) {
            context.next();
        } else if (isOfForeignPage(context.request())) {
            service.refuse(context, HttpRefusal.FORBIDDEN_ORIGIN, "pages report through the API");
        } else if (!service.guard().permissions(context).has(Scope.REPORT)) {
            service.guard().forbid(context);
        } else if (!service.isBusy(context)) {
            new PhoneBody(context, service, bodyBytes).read(body -> take(context, body));
        }
    }

    private static String query(RoutingContext context) {
        return Objects.requireNonNullElse(context.request().query(), "");
    }

    /** A browser sends such requests for any page without asking; apps say nothing of pages. */
    private static boolean isOfForeignPage(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean isForeign = site != null && !site.equals("same-origin") && !site.equals("none");
        return isForeign || (site == null && request.getHeader("Origin") != null);
    }

    private void take(RoutingContext context, byte[] body) {
        HttpServerRequest request = context.request();
        var headers = new Sender(header(request, USER_HEADER), header(request, DEVICE_HEADER));
        Sender sender = new Sender(service.guard().user(context), "").or(headers);
        PhoneRequest said = PhoneRequest.read(query(context), sender, body);
        Permissions permitted = service.guard().permissions(context);
        PhoneResults results = intake.take(said.messages(), permitted);
        if (results.areForbidden()) {
            service.guard().forbid(context);
        } else if (results.areForLater()) {
            service.refuse(context, HttpRefusal.UNACKNOWLEDGED, "the herd cannot take it now; send it again later");
        } else {
            intake.flush(results)
                    .onSuccess(_ -> answer(context, said.answer(), results, permitted))
                    .onFailure(_ -> service.refuse(
                            context,
                            HttpRefusal.UNACKNOWLEDGED,
                            "what was sent is not yet where it has to be; send it again, perhaps elsewhere"));
        }
    }

    private static String header(HttpServerRequest request, String name) {
        return Objects.requireNonNullElse(request.getHeader(name), "");
    }

    private void answer(
            RoutingContext context, PhoneRequest.Answer wanted, PhoneResults results, Permissions permitted) {
        switch (wanted) {
            case FRIENDS -> {
                List<Friend> found = friends.of(results.client(), permitted.read());
                JsonArray messages = Friend.answer(found);
                service.answer(context, Documents.JSON, messages.toBuffer());
            }
            case RESULT -> service.answer(context, Documents.JSON, Buffer.buffer("{\"result\":\"ok\"}"));
            case NOTHING -> service.answer(context, "text/plain", Buffer.buffer());
        }
    }
}
