package io.herd.attack;

import io.herd.protocol.LinkMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A neighbour that knows the secret, and says what it likes; written from docs/protocol.md, without the code of the herd, but for the number of
 * its version.
 */
final class FalseNeighbour {
    private static final String NONCE = "00112233445566778899aabbccddeeff";
    /** That of servers that are not configured otherwise. */
    private static final String EXPIRY = "tombstones=2592000000ms";

    private static final int PATIENCE_MS = 10_000;

    /** How long it tries to be let in by a server that others attack too. */
    private static final long ENTRY_NANOS = Duration.ofSeconds(30).toNanos();

    private FalseNeighbour() {}

    /** The first word of a link. */
    static String hello() {
        String key = proof("key").substring(0, 16);
        long now = Instant.now().getEpochSecond();
        String contacts = "%s:%d:%d".formatted(Victim.NEIGHBOUR, now, now);
        String opening = "%d %s %s %s %s %s %s"
                .formatted(LinkMessage.VERSION, Victim.NEIGHBOUR, Victim.NAME, NONCE, key, EXPIRY, contacts);
        return "HELLO %s %s %s\n".formatted(opening, key, proof("hello " + opening));
    }

    /**
     * Opens a link and talks on it until a moment of {@link System#nanoTime()}, or for one word if it is let in after that;
     * opens it again when it is cut.
     */
    static void talk(Victim victim, Talk talk, long end) {
        boolean wasLetIn = false;
        IOException failure = null;
        long last = end + ENTRY_NANOS;
        while (System.nanoTime() < (wasLetIn ? end : last)) {
            try (var socket =
                    new Socket(victim.links().getAddress(), victim.links().getPort())) {
                socket.setSoTimeout(PATIENCE_MS);
                open(socket);
                wasLetIn = true;
                Thread reader = Thread.startVirtualThread(() -> discard(socket));
                do {
                    socket.getOutputStream().write(talk.next());
                } while (System.nanoTime() < end && reader.isAlive());
            } catch (IOException e) {
                // It was cut off, and comes again.
                failure = e;
            }
        }
        if (!wasLetIn) {
            throw new AssertionError("the server has not let the neighbour in", failure);
        }
    }

    private static void open(Socket socket) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        say(socket, hello());
        String answer = in.readLine();
        if (answer == null || !answer.startsWith("HELLO ")) {
            throw new IOException("answered " + answer);
        }
        String nonce = answer.split(" ", -1)[4];
        say(
                socket,
                "PROOF " + proof("proof " + Victim.NEIGHBOUR + " " + Victim.NAME + " " + NONCE + " " + nonce) + "\n");
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void discard(Socket socket) {
        try {
            long _ = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // The link is over, or nothing came for long.
        }
    }

    private static String proof(String words) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Victim.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(words.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
