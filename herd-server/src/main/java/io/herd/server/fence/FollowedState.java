package io.herd.server.fence;

import io.herd.protocol.ByteWriter;
import io.herd.protocol.FenceName;
import io.herd.protocol.Prefix;
import io.herd.protocol.Report;
import io.herd.protocol.ReportLines;
import io.herd.state.ChangeFeed;
import io.herd.state.HerdState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells a tracker what changes in a state: a sink of a change feed. Confined to one thread. */
final class FollowedState implements AutoCloseable {
    /** So many bytes of changes are taken at once. */
    private static final int DRAINED = 64 * 1024;

    private final HerdState state;
    private final FenceTracker tracker;
    private final ChangeFeed feed;
    private final ByteWriter drained = new ByteWriter(DRAINED);
    /** The fences that were defined or deleted since the tracker was told of any. */
    private final Set<FenceName> changed = new LinkedHashSet<>();

    private boolean isBuilt;
    private long sweptHorizon;

    FollowedState(HerdState state, FenceTracker tracker) {
        this.state = state;
        this.tracker = tracker;
        feed = state.openBuffered(ChangeFeed.Scope.ALL);
        feed.addAll(Prefix.ROOT);
        sweptHorizon = state.horizon().latest();
    }

    /** Takes in some of what has changed; false if nothing had. */
    boolean follow(long now) {
        int changes = feed.drain(drained, DRAINED);
        int _ = ReportLines.forEach(drained.view(), (_, record) -> take(record, now));
        drained.cut(0);
        feed.commit();
        if (!isBuilt && !feed.hasBacklog()) {
            isBuilt = true;
            changed.addAll(state.fenceNames(null));
        }
        if (isBuilt && !changed.isEmpty()) {
            refresh(now);
        }
        return changes > 0;
    }

    /** Whether it knows all that was known when it began: until then no fence is followed, so that nothing is said. */
    boolean isBuilt() {
        return isBuilt;
    }

    private void take(Report record, long now) {
        switch (record.kind()) {
            case REPORT -> tracker.report(state.clientHash(record.client()), record, now);
            case DELETED_CLIENT -> forget(state.clientHash(record.client()));
            case FENCE, DELETED_FENCE -> changed.add(FenceName.ofRecord(record));
            case READINGS, DELETED_READINGS, CARD, DELETED_CARD -> {}
        }
    }

    /** A client is forgotten, unless it has reported since. */
    private void forget(long client) {
        if (state.find(client) == null) {
            tracker.forget(client);
        }
    }

    private void refresh(long now) {
        List<Fence> defined = new ArrayList<>();
        for (FenceName name : changed) {
            Report definition = state.find(name);
            if (definition == null) {
                tracker.remove(name);
            } else {
                defined.add(Fence.of(definition));
            }
        }
        changed.clear();
        tracker.define(defined, now);
    }

    /** Forgets clients that the state has forgotten since the last time, as expired records are in no feed. */
    void sweep() {
        long horizon = state.horizon().latest();
        if (horizon != sweptHorizon) {
            sweptHorizon = horizon;
            for (long client : tracker.clients()) {
                forget(client);
            }
        }
    }

    @Override
    public void close() {
        feed.close();
    }
}
