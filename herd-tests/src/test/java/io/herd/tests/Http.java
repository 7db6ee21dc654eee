package io.herd.tests;

import io.herd.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
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
        return request(method, URI.create("http://" + server.host() + ":" + server.httpPort() + path), "");
    }

    /** Posts JSON. */
    static HttpResponse<String> post(ServerConfig server, String path, String json) {
        return request("POST", server.httpPort(), path, json, "Content-Type", "application/json");
    }

    /** @param headers names and values in turn */
    static HttpResponse<String> request(String method, int port, String path, String body, String... headers) {
        return request(method, URI.create("http://127.0.0.1:" + port + path), body, headers);
    }

    private static HttpResponse<String> request(String method, URI uri, String body, String... headers) {
        return request(CLIENT, method, uri, body, headers);
    }

    /** The same from a local address. */
    static HttpResponse<String> request(
            InetAddress from, String method, int port, String path, String body, String... headers) {
        try (HttpClient client = HttpClient.newBuilder().localAddress(from).build()) {
            return request(client, method, URI.create("http://127.0.0.1:" + port + path), body, headers);
        }
    }

    private static HttpResponse<String> request(
            HttpClient client, String method, URI uri, String body, String... headers) {
        try {
            BodyPublisher publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
            var request = HttpRequest.newBuilder(uri).method(method, publisher);
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
