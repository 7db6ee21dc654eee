package io.herd.server.places;

import io.vertx.core.http.HttpMethod;
import java.util.Map;

/**
 * A request to a source, but for the host it goes to.
 *
 * @param query parameters, not yet escaped
 * @param body empty for none
 */
record PlacesRequest(
        HttpMethod method, String path, Map<String, String> query, Map<String, String> headers, String body) {
    static PlacesRequest get(String path, Map<String, String> query) {
        return new PlacesRequest(HttpMethod.GET, path, query, Map.of(), "");
    }

    static PlacesRequest post(String path, Map<String, String> headers, String body) {
        return new PlacesRequest(HttpMethod.POST, path, Map.of(), headers, body);
    }

    /** Without the parameters and headers, since the key is among them. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
