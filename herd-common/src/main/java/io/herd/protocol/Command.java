package io.herd.protocol;

import io.herd.geo.Box;
import io.herd.geo.Position;
import org.jspecify.annotations.Nullable;

/** What a client asks, one line each. The fields are views of the bytes that came in. */
public sealed interface Command {

    /**
     * A client reports where it is.
     *
     * @param line what came in, without its terminator
     * @param client its name: opaque bytes without white space
     * @param said its name, where it is in a form that {@link Iso6709} reads, and when it sent this, in POSIX seconds: as
     *     the client wrote them, but with a single space between them
     * @param timeNanos that time in nanoseconds, not negative
     */
    record Iamat(Bytes line, Bytes client, Bytes said, long timeNanos) implements Command {
        /**
         * The command that reports a client at a position.
         *
         * @param seconds POSIX seconds as {@link CommandParser} takes them
         * @return null where the time is none, or beyond the year 2262
         */
        public static @Nullable Iamat of(ClientName client, DecimalDegrees position, String seconds) {
            String rest = ' ' + position.toIso6709() + ' ' + seconds;
            var out = new ByteWriter(client.bytes().length() + rest.length());
            out.write("IAMAT ").write(client.bytes()).write(rest);
            return CommandParser.parse(out.take()) instanceof Iamat iamat ? iamat : null;
        }
    }

    /**
     * What is near a client?
     *
     * @param radius how far to look, in metres: above 0, at most 50,000
     * @param limit how many places at the most: 1 to 20
     */
    record Whatsat(Bytes client, double radius, int limit) implements Command {
        /** How far to look at most, in km. */
        public static final int MOST_KM = 50;

        /** How many places at the most. */
        public static final int MOST_PLACES = 20;
    }

    /**
     * Which other clients are near a client?
     *
     * @param radius how far to look, in metres: above 0, at most half around the Earth
     * @param limit how many clients at the most: 1 to 100
     */
    record Near(Bytes client, double radius, int limit) implements Command {}

    /** What becomes of some clients is to be pushed from now on. */
    sealed interface Watch extends Command {}

    /** Those of one client. */
    record WatchClient(Bytes client) implements Watch {}

    /** Those of all clients whose names begin alike. */
    record WatchPrefix(Bytes prefix) implements Watch {}

    /**
     * Those of all clients in a circle.
     *
     * @param radius in metres: above 0, at most half around the Earth
     */
    record WatchCircle(Position center, double radius) implements Watch {}

    /** Those of all clients in a box. */
    record WatchBox(Box box) implements Watch {}

    /**
     * Those of all other clients around a client, which may move.
     *
     * @param radius in metres: above 0, at most half around the Earth
     */
    record WatchAround(Bytes client, double radius) implements Watch {}

    /**
     * What happens at a fence is to be pushed from now on.
     *
     * @param fence null for all fences
     */
    record WatchFence(@Nullable FenceName fence) implements Watch {}

    /** Nothing is to be pushed any more. */
    record Unwatch() implements Command {}

    /**
     * The client shows a credential, which counts for the commands behind.
     *
     * @param credential never to be logged or sent
     */
    record Auth(Bytes credential) implements Command {
        /** The first word, which tells lines apart that must not be logged. */
        public static final String WORD = "AUTH";

        /** The reply where the credential is worth nothing: the command without it. */
        public static final String REFUSED = "? " + WORD + "\n";

        /** Whether a line may have a credential in it, though perhaps not where it should be. */
        public static boolean isLikely(Bytes line) {
            int start = 0;
            while (start < line.length() && line.charAt(start) <= ' ') {
                start++;
            }
            return line.length() - start >= WORD.length()
                    && line.subSequence(start, start + WORD.length()).toString().equalsIgnoreCase(WORD);
        }

        @Override
        public String toString() {
            return WORD;
        }
    }

    /**
     * The commands that follow come from a server of another herd, and are not to be forwarded.
     *
     * @param herd the name of that herd
     */
    record Forward(Bytes herd) implements Command {
        /** The first word, of the reply as well. */
        public static final String WORD = "FORWARD";

        /** The first word of the reply to a command that follows and is about a client of another herd. */
        public static final String ELSEWHERE = "ELSEWHERE";
    }

    /** Where is a client? */
    record Whereis(Bytes client) implements Command {}

    /**
     * Anything else.
     *
     * @param line what came in, without its terminator
     */
    record Invalid(Bytes line) implements Command {
        /**
         * Writes the reply to a command that is invalid, or refused: the command itself behind a question mark, but without a
         * credential that may be in it.
         */
        public static void writeReply(Bytes line, ByteWriter out) {
            if (Auth.isLikely(line)) {
                out.write(Auth.REFUSED);
            } else {
                out.write("? ").write(line).write('\n');
            }
        }
    }
}
