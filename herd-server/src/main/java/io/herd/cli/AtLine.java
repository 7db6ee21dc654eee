package io.herd.cli;

import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.Iso6709;
import java.util.Objects;

/**
 * A line {@code AT <server> <difference> <client> <location> <time>} that a server has sent.
 *
 * @param time POSIX time in seconds
 */
record AtLine(String server, String client, String location, String time) {
    private static final int SERVER = 1;
    private static final int CLIENT = 3;
    private static final int LOCATION = 4;
    private static final int TIME = 5;

    static AtLine of(String line) {
        String[] fields = line.split(" ", -1);
        return new AtLine(fields[SERVER], ClientPort.text(fields[CLIENT]), fields[LOCATION], fields[TIME]);
    }

    Position position() {
        return Objects.requireNonNull(
                Iso6709.parse(Bytes.of(location)), "a server sends no location that it would refuse");
    }
}
