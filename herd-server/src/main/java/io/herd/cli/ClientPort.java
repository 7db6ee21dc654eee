package io.herd.cli;

import io.herd.config.HerdConfig;
import io.herd.config.ServerConfig;
import io.herd.protocol.Command.Auth;
import io.herd.server.net.Unreachable;
import io.herd.server.tls.CommandTls;
import io.herd.server.tls.HandshakeFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The port where a server answers its clients, which a program asks now and then. Lines are text in ISO 8859-1, a character for each
 * byte.
 *
 * @param name what the server is called, for people
 * @param tls what is trusted there; null where the port is not encrypted
 * @param credential what the server is shown first; null for nothing
 */
record ClientPort(
        String name,
        String host,
        int port,
        @Nullable CommandTls tls,
        @Nullable String credential) {
    private static final int CONNECT_MILLIS = 2_000;
    /** Longer than a server takes to ask a provider of places. */
    private static final int REPLY_MILLIS = 10_000;

    private static final int MOST_PORT = 65_535;

    /** The ports of a configuration, with what it has servers shown now. */
    static List<ClientPort> all(HerdConfig config, @Nullable CommandTls tls) {
        String credential = CommandCredential.of(config);
        return config.servers().values().stream()
                .map(each -> of(each, tls, credential))
                .toList();
    }

    static ClientPort of(ServerConfig server, @Nullable CommandTls tls, @Nullable String credential) {
        return new ClientPort(server.name(), server.host(), server.port(), tls, credential);
    }

    /** The port at an address {@code HOST:PORT}, or null if it is none. */
    static @Nullable ClientPort parse(String address, @Nullable CommandTls tls) {
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MOST_PORT) {
            return null;
        }
        String host = address.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        return new ClientPort(address, host, Integer.parseInt(port), tls, CommandCredential.given());
    }

    /** What bytes of a line are to people, who write UTF-8. */
    static String text(String line) {
        return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /**
     * Says one command, and returns the whole reply. Blocks.
     *
     * @throws IOException if there is none; its message says why
     */
    String ask(String line) throws IOException {
        try (Socket socket = say(line)) {
            socket.setSoTimeout(REPLY_MILLIS);
            socket.shutdownOutput();
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (reply.isEmpty()) {
                throw new IOException("closed the connection without a reply");
            }
            return reply;
        } catch (SocketTimeoutException e) {
            throw new IOException("does not answer", e);
        } catch (SSLException e) {
            // With TLS 1.3 a server looks at the client's certificate last.
            throw new IOException(HandshakeFailure.advice(e), e);
        }
    }

    /**
     * Says one command, and hands over each line that comes, until the server closes the connection. Blocks.
     *
     * @param action whether to go on after a line
     * @return false if the action has ended it
     * @throws IOException if it cannot be said; its message says why
     */
    boolean follow(String line, Predicate<String> action) throws IOException {
        try (Socket socket = say(line)) {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .lines()
                    .allMatch(action);
        }
    }

    private Socket say(String line) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /**
     * Connects, and shows the credential. Blocks.
     *
     * @throws IOException if that is not possible; its message says why
     */
    Socket connect() throws IOException {
        var plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            plain.setKeepAlive(true);
            Socket socket = tls == null ? plain : tls.secure(plain, host, REPLY_MILLIS);
            authenticate(socket);
            return socket;
        } catch (SSLException e) {
            plain.close();
            throw new IOException(HandshakeFailure.advice(e), e);
        } catch (SocketTimeoutException | ConnectException | UnknownHostException e) {
            plain.close();
            throw new IOException(Unreachable.because(e), e);
        }
    }

    private void authenticate(Socket socket) throws IOException {
        if (credential != null) {
            socket.setSoTimeout(REPLY_MILLIS);
            socket.getOutputStream().write((Auth.WORD + " " + credential + "\n").getBytes(StandardCharsets.ISO_8859_1));
            // Byte by byte, so that nothing of the next reply is read.
            var reply = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next > '\n';
                    next = socket.getInputStream().read()) {
                reply.append((char) next);
            }
            if (!reply.toString().startsWith(Auth.WORD)) {
                socket.close();
                throw new IOException("does not accept the token");
            }
            socket.setSoTimeout(0);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
