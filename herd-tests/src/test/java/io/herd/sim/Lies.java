package io.herd.sim;

import io.herd.protocol.Bytes;
import java.util.List;
import java.util.Random;

/** Lines that a neighbour says although they are not true, or are no lines of the protocol. */
final class Lies {
    private static final String CLIENT = "invented";
    private static final String FENCE = "FENCE " + CLIENT;
    /** A time that is ahead of every clock, in POSIX seconds: in the year 2128. */
    private static final long FAR_FUTURE = 4_986_000_000L;
    /** How long a client's name may be, of which some make lines longer than a report or any line may be. */
    private static final int LONGEST_NAME = 70_000;

    private static final int USUAL_NAME = 4_000;
    private static final int MOST_AT_ONCE = 200;
    /** So many records are told at once, the more the shorter their names are. */
    private static final int[] MANY = {1, 10, 50};

    /** Of so many clients and fences: enough to fill a server, few enough for thousands of herds. */
    private static final int NAMES = 40;
    /** As many questions as may be open at once. */
    private static final int MOST_QUESTIONS = 64;

    private static final int MOST_PARTS = 8;

    private final Random random;
    private final VirtualClock clock;

    Lies(Random random, VirtualClock clock) {
        this.random = random;
        this.clock = clock;
    }

    /** Whether a client or a fence is of its invention. */
    static boolean hasInvented(Bytes client) {
        return client.startsWith(CLIENT) || client.startsWith(FENCE);
    }

    /** What the accepting end of a link takes in. */
    String told() {
        int many = MANY[random.nextInt(MANY.length)];
        return switch (random.nextInt(12)) {
            case 0 -> "AT c0 S0 +1 +1 +0.000000000 " + FAR_FUTURE + "\n";
            case 1 -> "AT c0 S1 +2 +2 -1.5 " + random.nextInt(1_000_000) + "\n";
            case 2 -> lines(many, _ -> tombstone());
            case 3 -> lines(many, _ -> note());
            case 4 -> "ASK " + List.of("0", "f", "-", "00", "ff").get(random.nextInt(5)) + "\n";
            case 5 -> "ASK -\n".repeat(random.nextInt(MOST_QUESTIONS));
            case 6 -> "SYNCED\n";
            case 7 -> beats();
            default -> lines(many, this::report);
        };
    }

    /** Heartbeats with any root and horizon, and contacts of servers that there are and are not. */
    String beats() {
        return lines(1 + random.nextInt(5), many -> {
            long now = clock.date() / 1_000;
            long since = now - random.nextInt(1_000_000);
            String horizon = switch (random.nextInt(4)) {
                case 0 -> "0";
                case 1 -> "ffffffffffffffff";
                case 2 -> Long.toHexString(now * 1_000_000_000 + random.nextLong(1L << 52));
                default -> Long.toHexString(random.nextLong());
            };
            String contact = "S" + random.nextInt(many * 10) + ":" + since + ":" + (since + random.nextInt(2_000_000));
            return "BEAT " + Long.toHexString(random.nextLong()) + " " + horizon + " " + contact + "\n";
        });
    }

    /** What no end of a link takes in. */
    String broken() {
        int many = 1 + random.nextInt(MOST_AT_ONCE);
        return switch (random.nextInt(9)) {
            case 0 -> report("x".repeat(random.nextInt(LONGEST_NAME)));
            case 1 -> "ASK -\n".repeat(MOST_QUESTIONS + many);
            case 2 -> "NODE -" + hashes(16);
            case 3 -> "PART 00" + hashes(many);
            case 4 -> "LEAF 00" + hashes(many);
            case 5 -> "HELLO 3 S0 S1 00 00 ttl=0ms S:0:0 00 00\n";
            case 6 -> "BEAT" + hashes(1 + random.nextInt(3));
            case 7 -> "BYE " + garbage();
            default -> garbage();
        };
    }

    /** A wrong answer to a question that was answered so; of a leaf, one that does not end. */
    String wrongAnswer(Bytes answer) {
        String node = answer.toString().split("[ \n]", 3)[1];
        return answer.startsWith("NODE ")
                ? "NODE " + node + hashes(16)
                : lines(MOST_PARTS, _ -> "PART " + node + hashes(random.nextInt(MOST_AT_ONCE)));
    }

    /** Makes a line of how many there are to be. */
    private interface Line {
        String of(int many);
    }

    private static String lines(int many, Line line) {
        var lines = new StringBuilder();
        for (int i = 0; i < many; i++) {
            lines.append(line.of(many));
        }
        return lines.toString();
    }

    private String report(int many) {
        return report("x".repeat(USUAL_NAME / many));
    }

    private String report(String name) {
        return "AT " + CLIENT + random.nextInt(NAMES) + name + " S0 +1 +1 +0.000000000 " + time() + "\n";
    }

    private String tombstone() {
        return "GONE " + CLIENT + random.nextInt(NAMES) + " S1 +0.000000000 " + time() + "\n";
    }

    private String note() {
        String area = random.nextBoolean() ? "-" : "CIRCLE,+1+1,1000";
        return "NOTE " + FENCE + random.nextInt(NAMES) + " S1 +0.000000000 " + area + " " + time() + "\n";
    }

    private long time() {
        return SimServer.START / 1_000 + random.nextInt(1_000);
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
