package io.herd.state;

import io.herd.protocol.ReportLine;

/** Tells which of two reports of a client is the newer. */
@FunctionalInterface
interface Order {
    /** Of those that clients send: a command sent again changes nothing. */
    Order BY_TIME = (fresh, records, address) -> fresh.timeNanos() > records.timeNanos(address);

    /** Of those that servers tell: a total order, by time and then by line. */
    Order TOTAL = (fresh, records, address) -> {
        long standing = records.timeNanos(address);
        return fresh.timeNanos() == standing
                ? fresh.line().compareTo(records.line(address)) > 0
                : fresh.timeNanos() > standing;
    };

    /** Whether a report is newer than the one at an address. */
    boolean isNewer(ReportLine fresh, RecordArena records, int address);
}
