package io.herd.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.netty.bootstrap.ServerBootstrap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures Logback for what libraries log: warnings go to standard error, rate-limited, since clients can cause
 * them.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        context.addTurboFilter(new RepeatFilter("org.apache.kafka", System::nanoTime));
        root.addAppender(new EventAppender(context, StandardStreams.error(), Level.WARN, true, LogSetup::simpleName));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static String simpleName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1) + ": ";
    }

    /**
     * Suppresses warnings of connections that cannot be accepted: while a server stops, Netty would log a stack trace for
     * each.
     */
    public static void ignoreLateConnections() {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(ServerBootstrap.class)).setLevel(Level.OFF);
    }
}
