package io.herd.server.link;

import io.herd.protocol.Prefix;
import io.herd.state.ChangeFeed;
import io.herd.state.MerkleTree;
import io.herd.state.RootDigest;

/**
 * Decides by a neighbour's heartbeats when to look for what it lacks: at once when the link is new, and later when the digests
 * stay different. A neighbour whose digests cannot be compared, since they have another key or another horizon, is told
 * everything instead. Times are in ms.
 */
final class AntiEntropy {
    /** How long digests may differ at most before they are compared again, or all is told again. */
    private static final long MOST_PATIENCE = 300_000;

    private static final long NEVER = -1;

    private final MerkleTree tree;
    private final ChangeFeed feed;
    private final CatchUp catchUp;
    private final LinkCounters counters;
    private final boolean hasSameKey;
    private final long shortest;
    /** How long digests may differ before they are compared. */
    private long patience;

    private long now;
    private boolean isFirst = true;
    /** Since when the digests have differed although nothing is pending. */
    private long differentSince = NEVER;
    /** Since when the digests could not be compared, and not all was told instead; {@link #NEVER} up to the next tick. */
    private long incomparableSince = NEVER;

    /**
     * @param hasSameKey whether the neighbour makes its digests with the same key
     * @param patience how long digests may differ on a link that has been open for a while, before they are compared
     */
    AntiEntropy(
            MerkleTree tree,
            ChangeFeed feed,
            CatchUp catchUp,
            LinkCounters counters,
            boolean hasSameKey,
            long patience) {
        this.tree = tree;
        this.feed = feed;
        this.catchUp = catchUp;
        this.counters = counters;
        this.hasSameKey = hasSameKey;
        this.patience = patience;
        this.shortest = patience;
        if (!hasSameKey) {
            tellAll();
        }
    }

    private void tellAll() {
        isFirst = false;
        incomparableSince = NEVER;
        feed.addAll(Prefix.ROOT);
    }

    /** Takes a heartbeat. */
    void hear(RootDigest theirs) {
        RootDigest ours = tree.digest();
        if (hasSameKey && ours.isComparableTo(theirs)) {
            incomparableSince = NEVER;
            compare(ours.root(), theirs.root());
        }
    }

    /** Under traffic roots differ all the time, because of what is in flight; so each walk that does not make them equal delays the next. */
    private void compare(long ours, long theirs) {
        boolean isNew = isFirst;
        isFirst = false;
        if (ours == theirs) {
            differentSince = NEVER;
            patience = shortest;
        } else if (ours == 0 || catchUp.isRunning()) {
            differentSince = NEVER;
        } else if (isNew && theirs == 0) {
            feed.addAll(Prefix.ROOT);
        } else if (isNew) {
            counters.walks.increment();
            catchUp.begin();
        } else if (differentSince == NEVER) {
            differentSince = now;
        } else if (now - differentSince >= patience) {
            differentSince = NEVER;
            patience = Math.min(2 * patience, MOST_PATIENCE);
            counters.walks.increment();
            catchUp.beginToLook();
        }
    }

    /** Whether everything that the neighbour lacked when the link opened is pending or sent. */
    boolean isFirstComparisonOver() {
        return !isFirst && !catchUp.isRunning() && !feed.hasBacklog();
    }

    /** To be called several times in a heartbeat; returns whether all that is known is now pending since it could not be compared. */
    boolean tick(long time) {
        now = time;
        catchUp.tick(time);
        incomparableSince = incomparableSince == NEVER ? time : incomparableSince;
        boolean isDue = time - incomparableSince >= (isFirst ? shortest : MOST_PATIENCE) && !feed.hasBacklog();
        if (isDue) {
            tellAll();
        }
        return isDue;
    }
}
