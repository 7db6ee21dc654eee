package io.herd.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiskWatchTest {
    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final Logger log = new LoggerContext().getLogger("journal");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final DiskWatch watch = new DiskWatch(disk, log, 0);
    private long now;

    @BeforeEach
    void gather() {
        lines.start();
        log.addAppender(lines);
    }

    private void look(long freeMegabytes) {
        disk.leaveRoom(freeMegabytes << 20);
        watch.look(100 << 20, now);
        now += DiskWatch.PERIOD;
    }

    @Test
    void itWarnsOnceEachTimeThatTheRoomBecomesShort() {
        look(100);
        assertThat(lines.list).isEmpty();

        look(99);
        look(98);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "simulated is almost full: 99 MB are free, and up to 100 MB are needed until the next snapshot is"
                                + " finished; without snapshots the log grows until reports cannot be acknowledged");

        look(200);
        look(99);
        assertThat(lines.list).hasSize(2);
    }
}
