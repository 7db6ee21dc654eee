package io.herd.server.web;

import io.herd.access.Permissions;
import io.herd.access.Scope;
import io.herd.protocol.Bytes;
import io.herd.protocol.PercentEncoding;
import io.herd.protocol.Report;
import io.herd.server.access.AccessControl;
import io.herd.server.access.Grant;
import io.herd.server.access.Share;
import io.herd.server.watch.LiveClients;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds out what the sender of a request may do, and lets through what is permitted at all. Any number of event loops may share it. */
public final class Guard {
    /** Before a credential in the path, for those that can show it nowhere else. */
    private static final String IN_PATH = "/t/";

    private static final String GRANT = "grant";
    private static final String USER = "user";
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";
    private static final String CHALLENGE = "Bearer realm=\"herd\", Basic realm=\"herd\", charset=\"UTF-8\"";

    private final AccessControl access;
    private final HttpCounters counters;
    private final EndedShare endedShare = new EndedShare();

    public Guard(AccessControl access, HttpCounters counters) {
        this.access = access;
        this.counters = counters;
    }

    /** Adds what finds out who sends a request; to be added before everything else. */
    public void mount(Router router) {
        router.route().handler(this::identify);
        router.route(StatusService.PATH).handler(this::require);
        router.route(MetricsService.PATH).handler(this::require);
    }

    private void identify(RoutingContext context) {
        if (context.get(GRANT) != null) {
            context.next();
            return;
        }
        String path = context.request().uri();
        boolean isInPath = path.startsWith(IN_PATH);
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        String credential = isInPath ? inPath(path) : inHeader(header);
        Grant grant = credential == null
                ? access.anonymous()
                : access.check(
                        credential,
                        String.valueOf(context.request().remoteAddress().hostAddress()));
        if (grant == null) {
            if (isInPath && EndedShare.isFor(context.request())) {
                counters.refused(HttpRefusal.UNAUTHENTICATED).increment();
                endedShare.show(context);
            } else {
                refuse(context, HttpRefusal.UNAUTHENTICATED, "the credential is worth nothing here");
            }
            return;
        }
        context.put(GRANT, grant);
        context.put(USER, isInPath ? "" : user(header));
        if (isInPath) {
            String rest = path.substring(endOfCredential(path));
            context.reroute(rest.startsWith("/") ? rest : "/" + rest);
        } else {
            context.next();
        }
    }

    private static String inPath(String path) {
        String segment = path.substring(IN_PATH.length(), endOfCredential(path));
        Bytes decoded = PercentEncoding.decode(segment);
        return decoded == null ? segment : decoded.toUtf8();
    }

    private static int endOfCredential(String path) {
        int end = IN_PATH.length();
        while (end < path.length() && path.charAt(end) != '/' && path.charAt(end) != '?') {
            end++;
        }
        return end;
    }

    /** The credential in a header; null if none is shown, and an empty one if it is of a scheme that is not known. */
    private static @Nullable String inHeader(@Nullable String header) {
        String scheme = header == null ? "" : header.toLowerCase(Locale.ROOT);
        if (header == null || scheme.isBlank()) {
            return null;
        } else if (scheme.startsWith(BEARER)) {
            return header.substring(BEARER.length()).strip();
        }
        String both = basic(header);
        // Who says a name and no password shows nothing: apps cannot be told to say neither.
        return both.endsWith(":") ? null : both.substring(both.indexOf(':') + 1);
    }

    /** The user in a header; empty if there is none. */
    private static String user(@Nullable String header) {
        String both = header == null ? "" : basic(header);
        return both.substring(0, Math.max(0, both.indexOf(':')));
    }

    /** The user and the password in a header, with a colon between them; empty if it is of another scheme. */
    private static String basic(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return "";
        }
        try {
            byte[] both =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            return new String(both, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Lets a request through if its sender may do anything of the kind; of which clients and fences, each service asks. */
    void require(RoutingContext context) {
        Scope scope = required(context.request().method(), context.normalizedPath());
        Grant grant = grant(context);
        if (scope == null || grant.permissions().has(scope)) {
            context.next();
        } else {
            forbid(context);
        }
    }

    /** What a request takes; null if nothing. Whatever is not known takes most. */
    static @Nullable Scope required(HttpMethod method, String normalizedPath) {
        // Routes match with a solidus at the end, too.
        String path = normalizedPath.replaceFirst("/$", "");
        if (method.equals(HttpMethod.OPTIONS) || path.equals(Api.DESCRIPTION)) {
            return null;
        }
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        boolean deletes = method.equals(HttpMethod.DELETE);
        if (path.equals(StatusService.PATH) || path.equals(MetricsService.PATH) || path.equals(Api.HERD)) {
            return Scope.MONITOR;
        } else if (reads) {
            return Scope.READ;
        } else if (method.equals(HttpMethod.POST) && path.equals(ReportsService.PATH)) {
            return Scope.REPORT;
        }
        return deletes && path.startsWith(ClientsService.PATH) ? Scope.FORGET : Scope.ADMINISTER;
    }

    /** What the sender of a request may do. */
    public Grant grant(RoutingContext context) {
        Grant grant = context.get(GRANT);
        return grant == null ? access.anonymous() : grant;
    }

    /** The user that the sender of a request says to be, with the password that is checked; empty if it says none. */
    String user(RoutingContext context) {
        String user = context.get(USER);
        return user == null ? "" : user;
    }

    Permissions permissions(RoutingContext context) {
        return grant(context).permissions();
    }

    /** Makes a share of a client's name for the sender of a request, who must be permitted to. */
    Share share(RoutingContext context, String name, Duration duration) {
        return access.share(grant(context), name, duration);
    }

    /** Which clients the sender of a request may see. */
    Predicate<Report> filter(RoutingContext context) {
        return LiveClients.visibleTo(permissions(context));
    }

    /** Refuses what is not permitted, whether there is such a thing or not. */
    void forbid(RoutingContext context) {
        if (grant(context).isAnonymous()) {
            refuse(context, HttpRefusal.UNAUTHENTICATED, "this takes a token");
        } else {
            refuse(context, HttpRefusal.FORBIDDEN, "the token does not permit this");
        }
    }

    private void refuse(RoutingContext context, HttpRefusal reason, String detail) {
        counters.refused(reason).increment();
        if (reason == HttpRefusal.UNAUTHENTICATED) {
            context.response().putHeader("WWW-Authenticate", CHALLENGE);
        }
        Documents.problem(context, reason.status(), reason.code(), detail);
    }
}
