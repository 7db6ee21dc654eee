package io.herd.server.page;

import static io.netty.handler.codec.http.HttpResponseStatus.NOT_MODIFIED;

import io.herd.config.HerdConfig;
import io.herd.phone.PhoneRequest;
import io.herd.server.places.Gazetteer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page and its files, which need no permission: there is no secret in them. They are read when somebody first asks for the
 * page. Confined to the event loop that it is mounted on.
 */
public final class PageService {
    private static final String FILES = "/page/";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String GZIP = "gzip";

    private final Vertx vertx;
    private final PageSettings settings;
    private final TownTiles towns;
    private @Nullable Future<PageAssets> assets;

    /** @param gazetteer where the towns of the map come from, perhaps still being loaded */
    public PageService(Vertx vertx, HerdConfig herd, String server, Future<Gazetteer> gazetteer) {
        this.vertx = vertx;
        settings = PageSettings.of(herd, server);
        towns = new TownTiles(vertx, gazetteer);
    }

    /** Answers {@code GET /} unless it is a phone's report, and what the page asks for below {@code /page/}. */
    public void mount(Router router) {
        route(router, "/", this::index);
        route(router, FILES + ":version/:file", this::file);
        towns.mount(router, FILES + "towns");
    }

    /** Leaves reports to who takes them at once, since their bodies cannot be read any more once files are loaded. */
    private void route(Router router, String path, BiConsumer<RoutingContext, PageAssets> answer) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(context -> {
            if (PhoneRequest.isReport(
                    Objects.requireNonNullElse(context.request().query(), ""))) {
                context.next();
            } else {
                loaded().onSuccess(files -> answer.accept(context, files)).onFailure(context::fail);
            }
        });
    }

    private Future<PageAssets> loaded() {
        Future<PageAssets> known = assets;
        if (known == null || known.failed()) {
            known = vertx.executeBlocking(PageAssets::load).map(Objects::requireNonNull);
            assets = known;
        }
        return known;
    }

    private void index(RoutingContext context, PageAssets files) {
        String tag = "\"" + files.version() + "\"";
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader("Content-Security-Policy", policy())
                .putHeader("Referrer-Policy", "no-referrer");
        if (tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            var _ = context.response().setStatusCode(NOT_MODIFIED.code()).end();
        } else {
            String page = settings.fill(files.index(), FILES + files.version());
            send(context, "text/html; charset=utf-8", Buffer.buffer(page));
        }
    }

    /** Scripts and styles are files of this server, and nobody else is asked for anything but tiles, if any. */
    private String policy() {
        return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
                + settings.imageOrigin()
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private void file(RoutingContext context, PageAssets files) {
        PageAsset asset = files.byName().get(context.pathParam("file"));
        if (asset == null) {
            context.next();
            return;
        }
        boolean isCurrent = files.version().equals(context.pathParam("version"));
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, isCurrent ? FOR_EVER : "no-store")
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (accepted != null && accepted.contains(GZIP)) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
            send(context, asset.type(), asset.gzipped());
        } else {
            send(context, asset.type(), asset.plain());
        }
    }

    static void send(RoutingContext context, String type, Buffer document) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(document.length()));
        // It fails if the client has disconnected.
        var _ = context.request().method().equals(HttpMethod.HEAD) ? response.end() : response.end(document);
    }
}
