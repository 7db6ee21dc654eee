package io.herd.server.history;

import io.herd.protocol.Bytes;
import io.herd.protocol.Readings;

/**
 * Where a client was at a time.
 *
 * @param timeNanos by the client's clock: POSIX time in nanoseconds
 * @param location as the client wrote it, as in ISO 6709
 * @param readings what else its device told
 */
public record HistoryPoint(long timeNanos, Bytes location, Readings readings) {}
