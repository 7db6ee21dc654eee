package io.herd.tests;

import io.herd.protocol.Report;
import io.herd.protocol.ReportLine;
import io.herd.protocol.ReportView;
import io.herd.server.intake.ReportPublisher;
import io.herd.state.HerdState;
import io.herd.state.Origin;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A topic in memory, which every server that joins reads from its beginning. */
final class FakeTopic {
    private final List<Report> log = new ArrayList<>();
    private final List<HerdState> readers = new ArrayList<>();
    private boolean isAway;

    /** A server joins, and may publish. */
    synchronized ReportPublisher join(HerdState state) {
        readers.add(state);
        log.forEach(each -> merge(each, state));
        return this::publish;
    }

    private synchronized Future<Void> publish(ReportLine record) {
        if (isAway) {
            return Future.failedFuture("the topic is away");
        }
        Report own = switch (record) {
            case Report report -> report;
            case ReportView view -> view.copy();
        };
        log.add(own);
        readers.forEach(each -> merge(own, each));
        return Future.succeededFuture();
    }

    private static void merge(Report record, HerdState state) {
        var _ = state.mergeRemote(record, Origin.UNKNOWN);
    }

    synchronized void setAway(boolean away) {
        isAway = away;
    }

    synchronized int size() {
        return log.size();
    }
}
