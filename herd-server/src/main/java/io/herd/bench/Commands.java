package io.herd.bench;

/** Commands of clients, as templates. */
public final class Commands {
    private static final char COMPLAINT = '?';

    private Commands() {}

    /**
     * A client reports where it is.
     *
     * @param second when, POSIX time; reports of later seconds are newer than all of earlier ones
     */
    public static Dialect iamat(long second) {
        return lines("IAMAT client-CCCCCCCC +34.NNNN30-118.EEEE27 SSSSSSSSSS.FFFFFFFFF\n", second);
    }

    /** Where is a client? */
    public static Dialect whereis() {
        return lines("WHEREIS client-CCCCCCCC\n", 0);
    }

    /** Which five places are within 10 km of a client? */
    public static Dialect whatsat() {
        return lines("WHATSAT client-CCCCCCCC 10 5\n", 0).withEmptyLines();
    }

    /** A client reports a place of its own, all within a degree by a degree. */
    public static Dialect settle(long second) {
        return lines("IAMAT client-CCCCCCCC +34.YYYY30-118.XXXX27 SSSSSSSSSS.FFFFFFFFF\n", second);
    }

    /** Which ten clients are within so many km of a client? */
    public static Dialect near(int kilometres) {
        return lines("NEAR client-CCCCCCCC " + kilometres + " 10\n", 0).withEmptyLines();
    }

    private static Dialect lines(String command, long second) {
        return Dialect.ofLines(new Template(command, second), COMPLAINT);
    }
}
