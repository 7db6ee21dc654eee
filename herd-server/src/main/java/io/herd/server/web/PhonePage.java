package io.herd.server.web;

import io.herd.phone.PhoneNames;
import io.herd.phone.PhoneRequest;
import io.herd.phone.PhoneSetup;
import io.herd.phone.Sender;
import io.herd.protocol.ClientName;
import io.herd.server.access.Grant;
import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;

/** The page that tells a person how to set their phone up. It shows the credential of whoever asks for it. */
final class PhonePage {
    private static final int QUIET_ZONE = 4;
    private static final String NOT_ENCRYPTED = """
            <p class="warning">This connection is not encrypted: whoever is between the phone and the server can read the token and where the \
            phone is, and most phones refuse such addresses. Give the server TLS, and open this page with https.</p>""";

    private final ApiService service;
    private final HtmlTemplate template;

    PhonePage(ApiService service) {
        this.service = service;
        template = HtmlTemplate.of("phone.html");
    }

    void mount(Router router) {
        Documents.route(router, PhoneSetup.PAGE).handler(this::show);
    }

    private void show(RoutingContext context) {
        if (PhoneRequest.isReport(Objects.requireNonNullElse(context.request().query(), ""))) {
            context.next();
            return;
        }
        Grant grant = service.guard().grant(context);
        String id = Objects.requireNonNullElse(context.request().getParam("id"), "");
        ClientName client =
                PhoneNames.client(new Sender("", id), grant.permissions().report());
        if (client == null || !grant.permissions().report().contains(client.bytes())) {
            service.guard().forbid(context);
            return;
        }
        var setup = new PhoneSetup(origin(context.request()), client.bytes().toUtf8(), grant.credential());
        context.response()
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        try {
            Buffer page = Buffer.buffer(page(setup, isExposed(context.request())));
            service.answer(context, "text/html; charset=utf-8", page);
        } catch (DataTooLongException _) {
            service.refuse(context, HttpRefusal.MALFORMED_PARAMETER, "the name is too long for a QR code");
        }
    }

    /** Where the one who asks has reached this server; behind a proxy it says so. */
    private static String origin(HttpServerRequest request) {
        String forwarded = request.getHeader("X-Forwarded-Proto");
        String scheme = forwarded == null ? String.valueOf(request.scheme()) : forwarded;
        return (scheme.equals("https") ? "https" : "http") + "://" + request.authority();
    }

    private static boolean isExposed(HttpServerRequest request) {
        String host = request.authority() == null ? "" : request.authority().host();
        return origin(request).startsWith("http:") && !host.equals("localhost") && !host.startsWith("127.");
    }

    String page(PhoneSetup setup, boolean isExposed) {
        String password = setup.token().isEmpty() ? "(none)" : setup.token();
        Map<String, String> texts = Map.ofEntries(
                Map.entry("client", setup.client()),
                Map.entry("url", setup.url()),
                Map.entry("urlWithToken", setup.urlWithToken()),
                Map.entry("user", setup.user()),
                Map.entry("device", setup.device()),
                Map.entry("password", password),
                Map.entry("trackerId", setup.trackerId()),
                Map.entry("ownTracks", setup.ownTracks()),
                Map.entry("overland", setup.overland()),
                Map.entry("gpsLogger", setup.gpsLogger()),
                Map.entry("osmAnd", setup.osmAnd()));
        return template.fill(texts, Map.of("qr", svg(setup.qrCode()), "warning", isExposed ? NOT_ENCRYPTED : ""));
    }

    private static String svg(QrCode code) {
        int width = code.size + 2 * QUIET_ZONE;
        var svg = new StringBuilder("<svg viewBox=\"0 0 " + width + " " + width
                + "\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"QR code\"><path d=\"");
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    svg.append('M')
                            .append(x + QUIET_ZONE)
                            .append(' ')
                            .append(y + QUIET_ZONE)
                            .append("h1v1h-1z");
                }
            }
        }
        return svg.append("\"/></svg>").toString();
    }
}
