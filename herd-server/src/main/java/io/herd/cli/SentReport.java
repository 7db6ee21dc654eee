package io.herd.cli;

/** A report on its way. Each is one of its own, even if two say the same. */
final class SentReport {
    private final String text;
    private final ReportTally tally;

    /**
     * A report that is yet to be sent.
     *
     * @param text client, location and time, a character for each byte
     * @param tally where its reply is counted
     */
    SentReport(String text, ReportTally tally) {
        this.text = text;
        this.tally = tally;
    }

    String text() {
        return text;
    }

    void count(String reply) {
        tally.count(text, reply);
    }
}
