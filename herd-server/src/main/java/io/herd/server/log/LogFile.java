package io.herd.server.log;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TriggeringPolicyBase;
import io.herd.config.LogConfig;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A log file that is rotated by size. Lines stay in memory until they are flushed. */
final class LogFile extends RollingFileAppender<byte[]> implements Sink {
    private static final byte[] NOTHING = {};

    /** Opens a file. */
    LogFile(Path path, LogConfig config, Context context) {
        setContext(context);
        setName(path.toString());
        setFile(path.toString());
        setImmediateFlush(false);
        var encoder = new AsTheyAre();
        encoder.start();
        setEncoder(encoder);
        var window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(this);
        // Not A.1.log, which may be another server's.
        window.setFileNamePattern(path + ".%i");
        window.setMaxIndex(config.files());
        window.start();
        setRollingPolicy(window);
        var size = new Size(path.toFile().length(), config.fileBytes());
        size.start();
        setTriggeringPolicy(size);
        start();
    }

    @Override
    public void write(byte[] lines) {
        doAppend(lines);
    }

    /** {@inheritDoc} Logback reports a file that cannot be written; the writer goes on. */
    @Override
    public void flush() {
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

    @Override
    public void close() {
        stop();
    }

    /** How large the file has become: counted, as asking the system for each entry would take longer than writing it. */
    private static final class Size extends TriggeringPolicyBase<byte[]> {
        private final long limit;
        private long bytes;

        Size(long bytes, long limit) {
            this.bytes = bytes;
            this.limit = limit;
        }

        @Override
        public boolean isTriggeringEvent(File file, byte[] next) {
            boolean isFull = bytes >= limit;
            bytes = (isFull ? 0 : bytes) + next.length;
            return isFull;
        }
    }

    private static final class AsTheyAre extends EncoderBase<byte[]> {
        @Override
        public byte[] headerBytes() {
            return NOTHING;
        }

        @Override
        public byte[] encode(byte[] lines) {
            return lines;
        }

        @Override
        public byte[] footerBytes() {
            return NOTHING;
        }
    }
}
