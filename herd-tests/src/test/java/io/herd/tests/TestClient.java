package io.herd.tests;

import io.herd.config.ServerConfig;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client as others write them: a blocking socket, and nothing of the project's own code. Text is ISO 8859-1. */
public final class TestClient implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;
    private final InputStream in;

    private TestClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static TestClient connect(ServerConfig server) {
        return connect(server.host(), server.port());
    }

    public static TestClient connect(String host, int port) {
        return connect(host, port, null);
    }

    /** @param from the local address to connect from; null for any */
    static TestClient connect(String host, int port, @Nullable InetAddress from) {
        try {
            var socket = new Socket(InetAddress.getByName(host), port, from, 0);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            return new TestClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command, and the first line of its answer. */
    static String ask(ServerConfig server, String command) {
        try (TestClient client = connect(server)) {
            return client.send(command + "\n").line();
        }
    }

    /** How long to wait for an answer, in ms. */
    public void patience(int millis) {
        try {
            socket.setSoTimeout(millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestClient send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the server that no more will come; its replies are still read. */
    TestClient shutdownOutput() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line without its LF; what there was, if the connection ended within it. */
    public String line() {
        try {
            var line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n' && b != -1; b = in.read()) {
                line.write(b);
            }
            return line.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines(int count) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            lines.add(line());
        }
        return lines;
    }

    /** A WHATSAT's document: all up to the next empty line. */
    String document() {
        var document = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            document.append(line).append('\n');
        }
        return document.toString();
    }

    /** What one read gives: the first bytes that came. */
    String read() {
        try {
            byte[] bytes = new byte[1 << 20];
            int length = in.read(bytes);
            return new String(bytes, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All up to the end of the connection. */
    String rest() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
