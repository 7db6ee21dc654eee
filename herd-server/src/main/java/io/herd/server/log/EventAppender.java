package io.herd.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.function.UnaryOperator;

/** Logback's appender that passes events to a {@link LogWriter}. */
final class EventAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final LogWriter writer;
    private final Level least;
    private final boolean limited;
    private final UnaryOperator<String> source;

    /**
     * An appender that is started.
     *
     * @param least events below this level are ignored
     * @param limited whether the writer's rate limit applies
     * @param source what comes before the message, for the name of a logger
     */
    EventAppender(LoggerContext context, LogWriter writer, Level least, boolean limited, UnaryOperator<String> source) {
        this.writer = writer;
        this.least = least;
        this.limited = limited;
        this.source = source;
        setContext(context);
        start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(least) && (!limited || isAdmitted(event))) {
            writer.write(new EventEntry(
                    event.getTimeStamp(),
                    event.getLevel() + " " + source.apply(event.getLoggerName()),
                    event.getFormattedMessage(),
                    event.getThrowableProxy()));
        }
    }

    private boolean isAdmitted(ILoggingEvent event) {
        return writer.admits(EventEntry.USUAL_BYTES + StackTrace.bytes(event.getThrowableProxy()), 1);
    }
}
