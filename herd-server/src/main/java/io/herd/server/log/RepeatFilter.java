package io.herd.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** Lets each message of some loggers through once in a while only, whatever its parameters: a client that cannot connect repeats itself. */
final class RepeatFilter extends TurboFilter {
    private static final long PERIOD_NANOS = Duration.ofMinutes(10).toNanos();
    private static final int MOST = 200;

    /** Some libraries fill in parameters themselves. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final String loggers;
    private final LongSupplier ticks;
    private final Map<String, Long> lastTimes = new LinkedHashMap<>();

    /**
     * @param loggers what their names begin with
     * @param ticks a clock that never goes back, in nanoseconds
     */
    RepeatFilter(String loggers, LongSupplier ticks) {
        this.loggers = loggers;
        this.ticks = ticks;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        boolean isConcerned =
                logger.getName().startsWith(loggers) && level.isGreaterOrEqual(logger.getEffectiveLevel());
        return format != null && isConcerned && isRepeated(format) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private synchronized boolean isRepeated(String format) {
        long now = ticks.getAsLong();
        String message = DIGITS.matcher(format).replaceAll("#");
        Long before = lastTimes.get(message);
        if (before != null && now - before < PERIOD_NANOS) {
            return true;
        }
        // The oldest goes first.
        lastTimes.remove(message);
        if (lastTimes.size() == MOST) {
            lastTimes.remove(lastTimes.keySet().iterator().next());
        }
        lastTimes.put(message, now);
        return false;
    }
}
