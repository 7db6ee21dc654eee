package io.herd.tests;

import io.herd.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A server's HTTP port, asked with the JDK's own client. */
final class Http {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http() {}

    static HttpResponse<String> get(ServerConfig server, String path) {
        return request("GET", server, path);
    }

    static HttpResponse<String> request(String method, ServerConfig server, String path) {
        try {
            URI uri = URI.create("http://" + server.host() + ":" + server.httpPort() + path);
            var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
