package io.herd.server.fence;

import io.herd.geo.Circle;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Report;

/** Events that have not happened. */
public final class Events {
    private Events() {}

    /** A client enters a fence at a time. */
    public static FenceEvent enter(String client, String fence, long seconds) {
        var area = new Circle(new Position(1, 1), 100);
        Report definition = Report.fence(Bytes.of("S"), new FenceName(Bytes.of(fence)), area, 1);
        var line = Bytes.of("AT " + client + " S +1 +1 +0.0 " + seconds);
        Report report = ((LinkMessage.At) LinkMessageParser.parse(line)).report();
        return FenceEvent.of(Fence.of(definition), FenceEvent.Kind.ENTER, report);
    }
}
