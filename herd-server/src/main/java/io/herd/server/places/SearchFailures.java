package io.herd.server.places;

import static io.herd.server.places.SearchStatus.OVER_QUERY_LIMIT;
import static io.herd.server.places.SearchStatus.REQUEST_DENIED;
import static io.herd.server.places.SearchStatus.UNKNOWN_ERROR;

import io.herd.config.PlacesConfig;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What clients are told where a source gave no answer that can be used. The texts say what to do about it, and they are
 * our own: those of exceptions may hold the URL of the request, and with it the key.
 */
final class SearchFailures {
    private static final String URL = "the url of Places in the configuration";

    private final String source;
    private final PlacesConfig config;

    /** Failures at a source, named by its host and port. */
    SearchFailures(String source, PlacesConfig config) {
        this.source = source;
        this.config = config;
    }

    /** No answer came, or it broke off, or it did not end. */
    NearbyDocument of(Throwable failure) {
        return switch (failure) {
            case TimeoutException _ -> tooSlow();
            case BoundedBody.TooLong _ -> tooLong();
            case ConnectException _, NoRouteToHostException _, UnknownHostException _ -> unreachable();
            case SSLException _ -> untrusted();
            default -> failed(UNKNOWN_ERROR, "broke off the connection; try again");
        };
    }

    private NearbyDocument unreachable() {
        return failed(UNKNOWN_ERROR, "cannot be reached; check the network and " + URL);
    }

    private NearbyDocument untrusted() {
        return failed(UNKNOWN_ERROR, "does not prove by TLS who it is; check " + URL);
    }

    private NearbyDocument tooSlow() {
        String remedy = "try again later, or raise the deadline of Places in the configuration";
        return failed(
                UNKNOWN_ERROR, "did not answer within " + config.deadline().toMillis() + " ms; " + remedy);
    }

    private NearbyDocument tooLong() {
        return failed(UNKNOWN_ERROR, "sent more than " + config.maxAnswerBytes() + " bytes; check " + URL);
    }

    /** An answer came, but of another HTTP status than 200. */
    NearbyDocument ofHttpStatus(int code) {
        return switch (code) {
            case 403 -> failed(REQUEST_DENIED, "denied the request (HTTP 403); check the key and what it may ask");
            case 429 -> failed(OVER_QUERY_LIMIT, "answers no more for now (HTTP 429); try again later");
            default -> {
                String remedy = code >= 500 ? "try again later" : "check " + URL;
                yield failed(UNKNOWN_ERROR, "failed with HTTP status " + code + "; " + remedy);
            }
        };
    }

    /** An answer came, but not one of a Nearby Search. */
    NearbyDocument unreadable() {
        return failed(UNKNOWN_ERROR, "sent what is no answer of Nearby Search; check " + URL);
    }

    private NearbyDocument failed(SearchStatus status, String message) {
        return NearbyDocument.failed(status, "Places at " + source + " " + message);
    }
}
