package io.herd.sim;

import io.herd.config.LimitsConfig;
import java.time.Duration;
import java.util.List;

/** The kinds of trouble that a herd runs into. Clocks are wrong and commands sent again in all of them. */
enum Faults {
    /** None. */
    CALM,
    /** Single directions between neighbours are cut and heal; connections break. */
    CUTS,
    /** Servers stop or crash and come back with their memory. */
    CRASHES,
    /** Servers crash, and most come back knowing nothing. */
    AMNESIA,
    /** Servers are frozen for a while. */
    STALLS,
    /** All of these. */
    ALL,
    /** Clocks are further apart than reports may be stamped ahead; later they are right. */
    CLOCKS,
    /** A neighbour that knows the secret says what is wrong, and servers have room for few clients. */
    LIES,
    /** The same, where there is room for all, and it makes newer records of others' clients; later it is gone. */
    FORGERIES,
    /** The secret is changed, server by server, while directions are cut and servers crash. */
    SECRETS,
    /** Records expire and clients are deleted, while clocks are set and servers are away for long. */
    EXPIRY,
    /**
     * Servers have journals: they are killed and lose power, one or all at once, and their disks fail, are full or are replaced. Records
     * expire and clients are deleted meanwhile.
     */
    JOURNALS,
    /** Clients watch others and areas at all servers, and read slowly, while records expire and all else goes wrong as in {@link #ALL}. */
    WATCHES;

    private static final Duration FIVE_HOURS = Duration.ofHours(5);
    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    /** What goes wrong once. */
    enum Fault {
        CUT,
        BREAK,
        CRASH,
        STOP,
        FORGET,
        STALL,
        /** The power of all servers fails at once. */
        BLACKOUT,
        /** A disk fails to force what was written, again and again. */
        BAD_DISK,
        FULL_DISK,
        /** A snapshot becomes due. */
        SNAPSHOT
    }

    /** What goes wrong again and again; what is frequent stands here more than once. */
    List<Fault> kinds() {
        return switch (this) {
            case CALM, CLOCKS, LIES, FORGERIES -> List.of();
            case CUTS -> List.of(Fault.CUT, Fault.CUT, Fault.BREAK);
            case SECRETS -> List.of(Fault.CUT, Fault.CUT, Fault.BREAK, Fault.CRASH);
            case CRASHES -> List.of(Fault.CRASH, Fault.STOP);
            case AMNESIA -> List.of(Fault.CRASH, Fault.FORGET, Fault.FORGET);
            case STALLS -> List.of(Fault.STALL, Fault.STALL, Fault.BREAK);
            case ALL, EXPIRY, WATCHES ->
                List.of(
                        Fault.CUT,
                        Fault.CUT,
                        Fault.BREAK,
                        Fault.BREAK,
                        Fault.CRASH,
                        Fault.STOP,
                        Fault.FORGET,
                        Fault.STALL);
            case JOURNALS ->
                List.of(
                        Fault.CUT,
                        Fault.BREAK,
                        Fault.CRASH,
                        Fault.CRASH,
                        Fault.CRASH,
                        Fault.STOP,
                        Fault.FORGET,
                        Fault.STALL,
                        Fault.BLACKOUT,
                        Fault.BAD_DISK,
                        Fault.BAD_DISK,
                        Fault.FULL_DISK,
                        Fault.SNAPSHOT,
                        Fault.SNAPSHOT,
                        Fault.SNAPSHOT);
        };
    }

    /** Whether one of the servers lies. */
    boolean hasLiar() {
        return this == LIES || this == FORGERIES;
    }

    /** How far a clock may be wrong. */
    Duration mostClockError() {
        return this == CLOCKS ? ONE_MINUTE : FIVE_HOURS;
    }

    /** What servers are configured to bear. */
    LimitsConfig limits() {
        return switch (this) {
            case CLOCKS -> limits(ONE_MINUTE.dividedBy(6), Integer.MAX_VALUE, 1L << 40);
            case LIES -> limits(FIVE_HOURS.multipliedBy(5), 20, 4 << 20);
            default -> limits(FIVE_HOURS.multipliedBy(5), Integer.MAX_VALUE, 1L << 40);
        };
    }

    private static LimitsConfig limits(Duration future, int clients, long clientBytes) {
        LimitsConfig usual = LimitsConfig.DEFAULT;
        return new LimitsConfig(
                usual.lineBytes(),
                future,
                usual.commandsInFlight(),
                usual.unknownWait(),
                usual.drain(),
                clients,
                clientBytes,
                usual.reportsPerClient(),
                usual.connections(),
                usual.watches());
    }
}
