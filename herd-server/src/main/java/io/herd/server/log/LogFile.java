package io.herd.server.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TriggeringPolicyBase;
import io.herd.config.LogConfig;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of log lines, put aside when it has grown. What is written stays in memory until it is flushed. */
final class LogFile extends RollingFileAppender<ILoggingEvent> {
    private final @Nullable Appender<ILoggingEvent> other;

    /**
     * Opens a file.
     *
     * @param owner in whose name it is written
     * @param other is handed what has been written; null if nobody is
     */
    LogFile(Path path, LogConfig config, Logger owner, @Nullable Appender<ILoggingEvent> other) {
        this.other = other;
        var context = owner.getLoggerContext();
        setContext(context);
        setName(owner.getName());
        setFile(path.toString());
        setImmediateFlush(false);
        var size = new Size(path.toFile().length(), config.fileBytes());
        var layout = new LineLayout(size);
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        setEncoder(encoder);
        var window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(this);
        window.setFileNamePattern(path.toString().replaceFirst("\\.log$", ".%i.log"));
        window.setMaxIndex(config.files());
        window.start();
        setRollingPolicy(window);
        size.start();
        setTriggeringPolicy(size);
        start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        super.append(event);
        if (other != null) {
            other.doAppend(event);
        }
    }

    /** Has the system write what was appended. A file that cannot be written to is Logback's to note; the writer goes on. */
    void flush() {
        OutputStream file = getOutputStream();
        if (file == null) {
            // It could not be opened again when it was put aside.
            return;
        }
        try {
            file.flush();
        } catch (IOException e) {
            addError("cannot write to " + getFile(), e);
        }
    }

    /** How large the file has become: counted, as asking the system for each entry would take longer than writing it. */
    static final class Size extends TriggeringPolicyBase<ILoggingEvent> {
        private final long limit;
        private long bytes;

        Size(long bytes, long limit) {
            this.bytes = bytes;
            this.limit = limit;
        }

        void grow(int more) {
            bytes += more;
        }

        @Override
        public boolean isTriggeringEvent(File file, ILoggingEvent event) {
            boolean isFull = bytes >= limit;
            if (isFull) {
                bytes = 0;
            }
            return isFull;
        }
    }
}
