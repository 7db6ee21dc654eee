package io.herd.server.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;

/** Tells on standard output what happens to a server, but not what its clients say. */
final class EventsConsole extends ConsoleAppender<ILoggingEvent> {
    private final Logger events;

    /** @param events in whose name things happen; entries in the name of others are passed over */
    EventsConsole(Logger events) {
        this.events = events;
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(events.getLoggerContext());
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %level %logger{0}: %msg%n");
        encoder.start();
        setContext(events.getLoggerContext());
        setEncoder(encoder);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLoggerName().equals(events.getName())) {
            super.append(event);
        }
    }
}
