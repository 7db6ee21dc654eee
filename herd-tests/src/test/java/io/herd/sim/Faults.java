package io.herd.sim;

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
    ALL;

    /** What goes wrong once. */
    enum Fault {
        CUT,
        BREAK,
        CRASH,
        STOP,
        FORGET,
        STALL
    }

    /** What goes wrong again and again; what is frequent stands here more than once. */
    List<Fault> kinds() {
        return switch (this) {
            case CALM -> List.of();
            case CUTS -> List.of(Fault.CUT, Fault.CUT, Fault.BREAK);
            case CRASHES -> List.of(Fault.CRASH, Fault.STOP);
            case AMNESIA -> List.of(Fault.CRASH, Fault.FORGET, Fault.FORGET);
            case STALLS -> List.of(Fault.STALL, Fault.STALL, Fault.BREAK);
            case ALL ->
                List.of(
                        Fault.CUT,
                        Fault.CUT,
                        Fault.BREAK,
                        Fault.BREAK,
                        Fault.CRASH,
                        Fault.STOP,
                        Fault.FORGET,
                        Fault.STALL);
        };
    }
}
