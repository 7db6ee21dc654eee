package io.herd.server.fence;

import io.herd.protocol.Report;
import java.util.List;

/** Who wants to know what happens at fences. Its methods are called on its event loop. */
public interface FenceWatcher {
    /** From now on it is told what happens; these clients were in the fence before. */
    void began(List<Report> inside);

    void happened(FenceEvent event);
}
