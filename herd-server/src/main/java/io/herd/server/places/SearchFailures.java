package io.herd.server.places;

import static io.herd.server.places.SearchStatus.UNKNOWN_ERROR;

import io.herd.config.PlacesConfig;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * The answers to clients where a provider did not answer. The messages say what to do, and are not those
 * of exceptions, which may contain the URL of the request, and with it the key.
 */
final class SearchFailures {
    private final String provider;
    private final PlacesConfig config;

    /** Failures at a provider. */
    SearchFailures(Endpoint provider, PlacesConfig config) {
        this.provider = provider.toString();
        this.config = config;
    }

    /** No answer came, or it broke off, or it did not end. */
    NearbyDocument of(Throwable failure) {
        return failed(
                UNKNOWN_ERROR,
                switch (failure) {
                    case ConnectException _, NoRouteToHostException _, UnknownHostException _ ->
                        "cannot be reached; check the network and places.url";
                    case SSLException _ -> "does not prove by TLS who it is; check places.url";
                    case TimeoutException _ -> slowness();
                    case Exchange.TooLong _ ->
                        "sent more than " + config.maxAnswerBytes() + " bytes; check places.url, or raise"
                                + " places.maxAnswerBytes";
                    default -> "broke off the connection; try again";
                });
    }

    /** Nobody waits for an answer any longer. */
    NearbyDocument tooSlow() {
        return failed(UNKNOWN_ERROR, slowness());
    }

    private String slowness() {
        return "did not answer within " + config.deadline().toMillis()
                + " ms; try again later, or raise places.deadline";
    }

    /** Whatever else the provider did; the message goes on where its name ends. */
    NearbyDocument failed(SearchStatus status, String message) {
        return NearbyDocument.failed(status, "Places at " + provider + " " + message);
    }
}
