package io.herd.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A connection to an MQTT port that sends packets made by hand. */
final class MqttSocket implements AutoCloseable {
    private static final byte[] CONNACK = {0x20, 2, 0, 0};
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SMALL_WINDOW = 4_096;

    private final Socket socket = new Socket();

    /** Opens a connection, on which a CONNECT is accepted. */
    static MqttSocket connect(int port, String clientId, int keepAliveSeconds) throws IOException {
        MqttSocket opened = open(port);
        opened.send(MqttPackets.connect(clientId, keepAliveSeconds));
        assertThat(opened.read(CONNACK.length)).isEqualTo(CONNACK);
        return opened;
    }

    /** Opens a connection on which nothing has been sent. */
    static MqttSocket open(int port) throws IOException {
        var opened = new MqttSocket();
        opened.socket.setReceiveBufferSize(SMALL_WINDOW);
        opened.socket.setSoTimeout(PATIENCE_MILLIS);
        opened.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return opened;
    }

    void send(byte[] packet) throws IOException {
        socket.getOutputStream().write(packet);
    }

    byte[] read(int bytes) throws IOException {
        return socket.getInputStream().readNBytes(bytes);
    }

    /** What comes until the server ends the connection. */
    byte[] readAll() throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        } catch (SocketException _) {
            // It was cut.
            return new byte[0];
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
