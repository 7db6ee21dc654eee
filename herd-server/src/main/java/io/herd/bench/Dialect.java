package io.herd.bench;

/**
 * The protocol of a kind of server: the commands of a load, and the replies that it waits for.
 *
 * @param greeting what is said first on a connection; empty if nothing
 * @param greetingReplies how many lines the server says to that, and of itself
 * @param command what is said again and again
 * @param repliesEach how many replies a command gets: 1, or 0 where only a batch gets one
 * @param batchEnd what is said behind each batch of commands, and answered by one reply; empty if nothing
 * @param ending how a reply ends
 * @param complaint what a reply begins with that refuses a command
 */
public record Dialect(
        String greeting,
        int greetingReplies,
        Template command,
        int repliesEach,
        String batchEnd,
        Ending ending,
        char complaint) {

    /** How a reply ends. */
    public enum Ending {
        LINE,
        EMPTY_LINE
    }

    /** One reply of a line each, or refused with a mark of that kind. */
    public static Dialect ofLines(Template command, char complaint) {
        return new Dialect("", 0, command, 1, "", Ending.LINE, complaint);
    }

    /** The same, with an empty line behind each reply. */
    public Dialect withEmptyLines() {
        return new Dialect(greeting, greetingReplies, command, repliesEach, batchEnd, Ending.EMPTY_LINE, complaint);
    }

    int replies(int commands) {
        return repliesEach * commands + (batchEnd.isEmpty() ? 0 : 1);
    }
}
