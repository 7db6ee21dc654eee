package io.herd.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A server's client port that answers as told, and closes each connection after so many replies. */
final class FakeClientPort implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final int replies;
    private final UnaryOperator<String> answer;

    FakeClientPort(int replies, UnaryOperator<String> answer) throws IOException {
        this.replies = replies;
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    /** Accepts every report. */
    static String accept(String line) {
        return "AT Fake +0.1" + line.substring("IAMAT".length());
    }

    ClientPort port() {
        return new ClientPort("Fake", "127.0.0.1", listener.getLocalPort(), null, null);
    }

    /** The lines that were answered. */
    List<String> answered() {
        return answered;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (SocketException e) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int i = 0; i < replies; i++) {
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                answered.add(line);
                client.getOutputStream().write((answer.apply(line) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
