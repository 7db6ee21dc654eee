package io.herd.server.places;

import static io.herd.server.places.SearchStatus.INVALID_REQUEST;
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

    private static final int LONGEST_QUOTE = 300;

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

    /** Nobody waits for an answer any longer. */
    NearbyDocument tooSlow() {
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

    /** The same of an Overpass interpreter, which is shared by all the world. */
    NearbyDocument ofOverpass(int code) {
        String remedy = "; ask more rarely, or set places.url to another interpreter or one of your own";
        return switch (code) {
            case 400 -> failed(INVALID_REQUEST, "did not understand the request (HTTP 400); check " + URL);
            case 429 -> failed(OVER_QUERY_LIMIT, "has no free slot for this server (HTTP 429)" + remedy);
            case 504 -> failed(UNKNOWN_ERROR, "is overloaded (HTTP 504)" + remedy);
            default -> ofHttpStatus(code);
        };
    }

    /** An Overpass interpreter gave up on the way, which it says so. */
    NearbyDocument ofRemark(String remark) {
        String quote = remark.substring(0, Math.min(LONGEST_QUOTE, remark.length()));
        String remedy = "; ask for a smaller radius, or set places.url to another interpreter";
        return failed(UNKNOWN_ERROR, "did not come to an end (it says: " + quote + ")" + remedy);
    }

    /** An answer came, but not one of a Nearby Search. */
    NearbyDocument unreadable() {
        return failed(UNKNOWN_ERROR, "sent what is no answer of Nearby Search; check " + URL);
    }

    /** Whatever else the source did; the message goes on where its name ends. */
    NearbyDocument failed(SearchStatus status, String message) {
        return NearbyDocument.failed(status, "Places at " + source + " " + message);
    }
}
