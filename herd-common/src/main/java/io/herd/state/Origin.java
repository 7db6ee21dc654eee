package io.herd.state;

import java.util.List;

/**
 * A server that tells changes. It need not hear them again, and others that it tells as well need not hear them at once.
 *
 * @param itself the feeds to it
 * @param prompt the feeds to others that it tells
 * @param delayed in which of them what they get from it is delayed, instead
 */
public record Origin(List<ChangeFeed> itself, List<ChangeFeed> prompt, List<DelayedFeed> delayed) {
    /** None: all feeds take in what comes from there. */
    public static final Origin UNKNOWN = new Origin(List.of());

    /** One that tells nobody else. */
    public Origin(List<ChangeFeed> itself) {
        this(itself, List.of(), List.of());
    }

    /** The bits of the feeds to it. */
    long told(ChangeFeeds feeds) {
        return bits(itself, feeds);
    }

    /** The bits of feeds, with those of changes that are delayed exchanged. */
    long lacking(ChangeFeeds feeds) {
        long lacking = feeds.open(false) & ~told(feeds) & ~bits(prompt, feeds);
        for (DelayedFeed each : delayed) {
            lacking |= feeds.openBitOf(each.filling().slot());
        }
        return lacking;
    }

    private static long bits(List<ChangeFeed> some, ChangeFeeds feeds) {
        long bits = 0;
        for (ChangeFeed each : some) {
            bits |= feeds.openBitOf(each.slot());
        }
        return bits;
    }
}
