package io.herd.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;

/** Time, level and text of an entry. */
final class LineLayout extends LayoutBase<ILoggingEvent> {
    private final CachingDateFormatter time = new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private final LogFile.Size size;

    /** @param size what its lines add to */
    LineLayout(LogFile.Size size) {
        this.size = size;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String line = time.format(event.getTimeStamp()) + " " + event.getLevel() + " " + event.getFormattedMessage()
                + System.lineSeparator();
        size.grow(line.length());
        return line;
    }
}
