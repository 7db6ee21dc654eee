package io.herd.sim;

import io.herd.protocol.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What replies to reports promise, as docs/protocol.md has it: before the reply leaves, the report is written to every linked
 * neighbour that keeps up. So a neighbour that has heard all that was written to it until then knows the report, or a
 * newer one. A reply promises no more: what no neighbour has heard yet is lost with the server that took it.
 */
final class Promises {
    /** @param written how many bytes had been written to the neighbour when the reply left */
    private record Promise(Report report, SimWire wire, long written) {
        boolean isDue() {
            return wire.heard() >= written;
        }
    }

    private final List<Promise> open = new ArrayList<>();

    /** A client's reply leaves when this report of it stands, and its server is linked over these wires, to neighbours that keep up. */
    void answered(Report report, Collection<SimWire> wires) {
        wires.forEach(wire -> open.add(new Promise(report, wire, wire.written())));
    }

    /** The reports that a server has to know by now, or newer ones; each is told of once. */
    List<Report> due(SimProcess life) {
        List<Promise> due = open.stream()
                .filter(promise -> promise.wire.farOwner() == life && promise.isDue())
                .toList();
        open.removeAll(due);
        open.removeIf(promise -> promise.wire.isCutOff());
        return due.stream().map(Promise::report).toList();
    }
}
