package io.herd.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of which only some digits change from one to the next. In its text stand
 *
 * <ul>
 *   <li>{@code CCCCCCCC}: the number of the client that it is about;
 *   <li>{@code NNNN} and {@code EEEE}: the last digits of where the client is, which change with each command;
 *   <li>{@code YYYY} and {@code XXXX}: the last digits of where it is, by chance, and the same in each command about it;
 *   <li>{@code SSSSSSSSSS.FFFFFFFFF}: a time that grows from command to command, in seconds.
 * </ul>
 */
public final class Template {
    private static final String SECONDS = "SSSSSSSSSS";
    private static final int GROUP = 10_000;
    /** The digits of all groups, 0000 to 9999. */
    private static final byte[] DIGITS = digits();

    private final byte[] text;
    private final List<Place> places = new ArrayList<>();

    private enum Mark {
        CLIENT("CCCCCCCC"),
        NORTH("NNNN"),
        EAST("EEEE"),
        CLIENT_NORTH("YYYY"),
        CLIENT_EAST("XXXX"),
        FRACTION("FFFFFFFFF");

        private final String text;

        Mark(String text) {
            this.text = text;
        }
    }

    private record Place(Mark mark, int at) {}

    /**
     * A template of a text in ASCII.
     *
     * @param second the second of the clock, POSIX time, in which all its times lie
     */
    public Template(String text, long second) {
        for (Mark mark : Mark.values()) {
            for (int at = text.indexOf(mark.text); at >= 0; at = text.indexOf(mark.text, at + 1)) {
                places.add(new Place(mark, at));
            }
        }
        this.text = text.replace(SECONDS, "%010d".formatted(second)).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] digits() {
        var digits = new StringBuilder();
        for (int number = 0; number < GROUP; number++) {
            digits.append("%04d".formatted(number));
        }
        return digits.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** How many bytes a command takes. */
    int length() {
        return text.length;
    }

    /**
     * Writes a command.
     *
     * @param client the number of a client, below 100 million
     * @param serial the number of the command, below 1,000 million, and its time's fraction in nanoseconds
     */
    public void write(ByteBuffer out, int client, long serial) {
        int start = out.position();
        int moved = (int) (serial * 7 % GROUP);
        out.put(text);
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            long number = switch (place.mark) {
                case CLIENT -> client;
                case NORTH -> moved;
                case EAST -> GROUP - 1 - moved;
                case CLIENT_NORTH -> scattered(client) / GROUP % GROUP;
                case CLIENT_EAST -> scattered(client) % GROUP;
                case FRACTION -> serial;
            };
            write(out, start + place.at, place.mark.text.length(), number);
        }
    }

    /** A large number that tells nothing of the one it belongs to. */
    private static long scattered(int client) {
        return (client * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - 40);
    }

    /** Writes a number's last digits, by groups of four from the end. */
    private static void write(ByteBuffer out, int at, int width, long number) {
        long rest = number;
        int end = at + width;
        for (; end - at >= 4; end -= 4) {
            out.put(end - 4, DIGITS, (int) (rest % GROUP) * 4, 4);
            rest /= GROUP;
        }
        if (end > at) {
            out.put(at, DIGITS, (int) (rest % GROUP) * 4 + 4 - (end - at), end - at);
        }
    }
}
