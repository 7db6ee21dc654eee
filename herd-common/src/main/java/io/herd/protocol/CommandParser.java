package io.herd.protocol;

import io.herd.geo.Box;
import io.herd.geo.Position;
import io.herd.protocol.Command.Auth;
import io.herd.protocol.Command.Forward;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.Command.Invalid;
import io.herd.protocol.Command.Near;
import io.herd.protocol.Command.Unwatch;
import io.herd.protocol.Command.WatchAround;
import io.herd.protocol.Command.WatchBox;
import io.herd.protocol.Command.WatchCircle;
import io.herd.protocol.Command.WatchClient;
import io.herd.protocol.Command.WatchFence;
import io.herd.protocol.Command.WatchPrefix;
import io.herd.protocol.Command.Whatsat;
import io.herd.protocol.Command.Whereis;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Turns a client's line into a command. Total: whatever the bytes, there is an answer, and never an exception. */
public final class CommandParser {
    private static final BigDecimal MAX_RADIUS_KM = BigDecimal.valueOf(Whatsat.MOST_KM);
    private static final BigDecimal MAX_NEAR_KM = BigDecimal.valueOf(Position.FARTHEST_KM);

    private static final int MAX_NEAR = 100;
    /** Stands for whatever a name goes on with. */
    private static final String ANY = "*";
    /** A number longer than this only wastes time: 50 km to the size of an atom takes 14 characters. */
    private static final int MAX_RADIUS_LENGTH = 1_000;

    private CommandParser() {}

    /** The command in a line, its terminator left out. */
    public static Command parse(Bytes line) {
        var fields = new Fields(line);
        Bytes word = fields.next();
        Command command = word == null ? null : command(line, word, fields);
        return command == null || fields.next() != null ? new Invalid(line) : command;
    }

    private static @Nullable Command command(Bytes line, Bytes word, Fields fields) {
        if (word.is("IAMAT")) {
            return iamat(line, fields);
        } else if (word.is("WHATSAT")) {
            return whatsat(fields.next(), fields.next(), fields.next());
        } else if (word.is("NEAR")) {
            return near(fields.next(), fields.next(), fields.next());
        } else if (word.is("WATCH")) {
            return watch(fields.next(), fields.next());
        } else if (word.is("FENCE")) {
            return fence(fields.next());
        } else if (word.is(Auth.WORD)) {
            Bytes credential = fields.next();
            return credential == null ? null : new Auth(credential);
        } else if (word.is("UNWATCH")) {
            return new Unwatch();
        } else if (word.is("WHEREIS")) {
            Bytes client = fields.next();
            return client == null ? null : new Whereis(client);
        } else if (word.is(Forward.WORD)) {
            Bytes herd = fields.next();
            return herd == null ? null : new Forward(herd);
        }
        return null;
    }

    private static @Nullable Command iamat(Bytes line, Fields fields) {
        Bytes client = fields.next();
        int location = fields.begin();
        int locationEnd = Iso6709.end(line, location);
        if (client == null || locationEnd == Decimal.NONE || !fields.endsAt(locationEnd)) {
            return null;
        }
        int time = fields.begin();
        int timeEnd = Decimal.end(line, time);
        if (timeEnd == Decimal.NONE || !fields.endsAt(timeEnd)) {
            return null;
        }
        long nanos = Decimal.nanos(line, time, timeEnd);
        if (nanos < 0) {
            return null;
        }
        Bytes said = said(client, line.subSequence(location, locationEnd), line.subSequence(time, timeEnd));
        return new Iamat(line, client, said, nanos);
    }

    /** These fields of a line with a space between them: as they stand, if that is how they stand. */
    private static Bytes said(Bytes client, Bytes location, Bytes time) {
        Bytes said = client.through(time);
        int second = client.length() + 1;
        int third = second + location.length() + 1;
        boolean isPlain = said.length() == third + time.length()
                && said.charAt(second - 1) == ' '
                && said.charAt(third - 1) == ' ';
        return isPlain
                ? said
                : new ByteWriter(said.length())
                        .write(client)
                        .write(' ')
                        .write(location)
                        .write(' ')
                        .write(time)
                        .since(0);
    }

    private static @Nullable Command whatsat(@Nullable Bytes client, @Nullable Bytes radius, @Nullable Bytes limit) {
        if (client == null || radius == null || limit == null) {
            return null;
        }
        double metres = metres(radius, MAX_RADIUS_KM);
        int places = integer(limit, Whatsat.MOST_PLACES);
        return metres > 0 && places > 0 ? new Whatsat(client, metres, places) : null;
    }

    private static @Nullable Command near(@Nullable Bytes client, @Nullable Bytes radius, @Nullable Bytes limit) {
        if (client == null || radius == null || limit == null) {
            return null;
        }
        double metres = metres(radius, MAX_NEAR_KM);
        int clients = integer(limit, MAX_NEAR);
        return metres > 0 && clients > 0 ? new Near(client, metres, clients) : null;
    }

    /** A first word that begins with a sign and is not alone is a position, never a name. */
    private static @Nullable Command watch(@Nullable Bytes what, @Nullable Bytes extent) {
        if (what == null || extent == null) {
            return what == null ? null : new WatchClient(what);
        } else if (extent.is(ANY)) {
            return new WatchPrefix(what);
        }
        double metres = metres(extent, MAX_NEAR_KM);
        if (!isSigned(what)) {
            return metres > 0 ? new WatchAround(what, metres) : null;
        }
        Position position = Iso6709.parse(what);
        if (position == null) {
            return null;
        }
        return metres > 0 ? new WatchCircle(position, metres) : watchBox(position, Iso6709.parse(extent));
    }

    private static @Nullable Command watchBox(Position southWest, @Nullable Position northEast) {
        return northEast != null && southWest.latitude() <= northEast.latitude()
                ? new WatchBox(new Box(
                        southWest.longitude(), southWest.latitude(), northEast.longitude(), northEast.latitude()))
                : null;
    }

    private static boolean isSigned(Bytes text) {
        return text.startsWith("+") || text.startsWith("-");
    }

    private static @Nullable Command fence(@Nullable Bytes name) {
        if (name == null) {
            return null;
        }
        FenceName fence = FenceName.ofBytes(name.copy());
        return fence == null && !name.is(FenceName.ALL) ? null : new WatchFence(fence);
    }

    /** The radius in metres, or 0 where the text gives none from above 0 up to the largest. */
    private static double metres(Bytes text, BigDecimal largest) {
        if (text.length() > MAX_RADIUS_LENGTH || Decimal.end(text, 0) != text.length()) {
            return 0;
        }
        var kilometres = new BigDecimal(text.toString());
        return kilometres.compareTo(largest) > 0
                ? 0
                : kilometres.movePointRight(3).doubleValue();
    }

    /** The integer, or 0 where the text is none from 1 up to the largest. */
    private static int integer(Bytes text, int largest) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            value = Math.min(value * 10 + (digit - '0'), largest + 1);
        }
        return value <= largest ? value : 0;
    }
}
