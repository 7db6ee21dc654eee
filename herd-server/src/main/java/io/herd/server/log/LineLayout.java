package io.herd.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import org.slf4j.helpers.MessageFormatter;

/**
 * Time, level and text of an entry. Logback's own layout would have each entry keep its text, and entries are handed to the
 * writer many at a time.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {
    private final CachingDateFormatter time = new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private final LogFile.Size size;

    /** @param size what its lines add to */
    LineLayout(LogFile.Size size) {
        this.size = size;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String text = MessageFormatter.basicArrayFormat(event.getMessage(), event.getArgumentArray());
        String line = time.format(event.getTimeStamp()) + " " + event.getLevel() + " " + text + System.lineSeparator();
        size.grow(line.length());
        return line;
    }
}
