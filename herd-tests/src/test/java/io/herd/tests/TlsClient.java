package io.herd.tests;

import io.herd.config.ServerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client that speaks lines over TLS with the JDK's own blocking sockets, and checks the server's name. */
final class TlsClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final SSLSocket socket;

    private TlsClient(SSLSocket socket) {
        this.socket = socket;
    }

    static TlsClient connect(SSLContext context, ServerConfig server) throws IOException {
        return connect(context, server.port());
    }

    /** @param protocols the versions that the client speaks; none for what the JDK likes */
    static TlsClient connect(SSLContext context, int port, String... protocols) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (protocols.length > 0) {
            parameters.setProtocols(protocols);
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new TlsClient(socket);
    }

    String protocol() {
        return socket.getSession().getProtocol();
    }

    /** The server's certificate. */
    Certificate certificate() throws IOException {
        return socket.getSession().getPeerCertificates()[0];
    }

    TlsClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Sends close_notify, and goes on reading. */
    TlsClient endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next line; empty at the end. */
    String line() throws IOException {
        var line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next != -1;
                next = socket.getInputStream().read()) {
            if (next == '\n') {
                return line.toString();
            }
            line.append((char) next);
        }
        return line.toString();
    }

    /** All that comes until the server's close_notify; fails where the connection ends without one. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
