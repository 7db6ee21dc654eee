package io.herd.sim;

import io.herd.protocol.Bytes;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/**
 * Makes a server a neighbour that knows the secret and is wrong: it changes what the server says on links, holds it back, adds
 * to it, and does not read. It invents clients of its own, and nothing about others that could be true: nobody could tell
 * that from the truth.
 */
final class Liar {
    private static final String CLIENT = "invented";
    /** A time that is ahead of every clock, in POSIX seconds: in the year 2128. */
    private static final long FAR_FUTURE = 4_986_000_000L;
    /** How long a client's name may be, of which some make lines longer than a report or any line may be. */
    private static final int LONGEST_NAME = 70_000;

    private static final int USUAL_NAME = 4_000;
    private static final int MOST_AT_ONCE = 200;

    private final Random random;
    private boolean isMute;
    private boolean isDeaf;

    Liar(Random random) {
        this.random = random;
    }

    /** Whether a client is of its invention. */
    static boolean hasInvented(Bytes client) {
        return client.startsWith(CLIENT);
    }

    /** Whether it does not read now. */
    boolean isDeaf() {
        return isDeaf;
    }

    /** Whether it does not say what its server would. */
    boolean holdsBack(Bytes write) {
        boolean isHandshake = write.startsWith("HELLO ") || write.startsWith("PROOF ");
        boolean isTrue = write.startsWith("AT ") || random.nextInt(4) > 0;
        return !isHandshake && (isMute || !isTrue);
    }

    /** Says something wrong on some open links. */
    void lie(Collection<SimWire> links) {
        isMute = random.nextInt(100) < (isMute ? 95 : 1);
        isDeaf = random.nextInt(100) < (isDeaf ? 95 : 1);
        for (SimWire link : links) {
            if (random.nextInt(4) == 0) {
                link.say(Bytes.of(lie()));
            }
        }
    }

    private String lie() {
        int many = 1 + random.nextInt(MOST_AT_ONCE);
        return switch (random.nextInt(16)) {
            case 0 -> report("x".repeat(random.nextInt(LONGEST_NAME)), SimServer.START / 1_000);
            case 1 -> "ASK -\n".repeat(many);
            case 2 -> "ASK " + List.of("0", "00", "000", "0000", "-").get(random.nextInt(5)) + "\n";
            case 3 -> "NODE -" + hashes(16);
            case 4 -> "PART 00" + hashes(many);
            case 5 -> "LEAF 00" + hashes(many);
            case 6 -> "HELLO 2 S0 S1 00 00 ttl=0ms S:0:0 00 00\n";
            case 7 -> "BEAT" + hashes(1 + random.nextInt(3));
            case 8 -> garbage();
            case 9 -> "AT c0 S0 +1 +1 +0.000000000 " + FAR_FUTURE + "\n";
            case 10 -> "BYE " + garbage();
            default -> reports(many);
        };
    }

    /** Reports of clients that nobody has. */
    private String reports(int many) {
        var lines = new StringBuilder();
        for (int i = 0; i < many; i++) {
            lines.append(report("x".repeat(random.nextInt(USUAL_NAME) / many), SimServer.START / 1_000 + i));
        }
        return lines.toString();
    }

    private String report(String name, long time) {
        return "AT " + CLIENT + random.nextInt(1_000) + name + " S0 +1 +1 +0.000000000 " + time + "\n";
    }

    private String hashes(int many) {
        var hashes = new StringBuilder();
        for (int i = 0; i < many; i++) {
            hashes.append(' ').append(Long.toHexString(random.nextLong()));
        }
        return hashes.append('\n').toString();
    }

    private String garbage() {
        var bytes = new StringBuilder();
        for (int i = random.nextInt(MOST_AT_ONCE); i > 0; i--) {
            bytes.append((char) random.nextInt(256));
        }
        return bytes.append('\n').toString();
    }
}
