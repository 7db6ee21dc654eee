package io.herd.compare;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection on which lines are said and heard one at a time. Blocks. */
final class LineClient implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    LineClient(InetSocketAddress server) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedReader(
                new InputStreamReader(new BufferedInputStream(socket.getInputStream()), StandardCharsets.ISO_8859_1));
    }

    void say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    String hear() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("the server hung up");
        }
        return line;
    }

    String ask(String text) throws IOException {
        say(text);
        return hear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
