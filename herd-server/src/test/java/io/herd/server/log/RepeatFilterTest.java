package io.herd.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RepeatFilterTest {
    private final Logger client = new LoggerContext().getLogger("org.apache.kafka.Client");
    private long now;
    private final RepeatFilter filter = new RepeatFilter("org.apache.kafka", () -> now);

    private FilterReply reply(Logger logger, Level level, String format) {
        return filter.decide(null, logger, level, format, null, null);
    }

    @Test
    void letsAMessageThroughOnceInAWhile() {
        assertThat(reply(client, Level.WARN, "gone {}")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(reply(client, Level.WARN, "gone {}")).isEqualTo(FilterReply.DENY);
        assertThat(reply(client, Level.WARN, "back {}")).isEqualTo(FilterReply.NEUTRAL);
        now += TimeUnit.MINUTES.toNanos(11);
        assertThat(reply(client, Level.WARN, "gone {}")).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void takesMessagesThatDifferInNumbersForTheSame() {
        assertThat(reply(client, Level.WARN, "no answer to request 7")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(reply(client, Level.WARN, "no answer to request 8")).isEqualTo(FilterReply.DENY);
    }

    @Test
    void doesNotTouchOtherLoggersOrWhatIsNotLogged() {
        Logger other = new LoggerContext().getLogger("io.netty.Client");
        assertThat(reply(other, Level.WARN, "gone {}")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(reply(other, Level.WARN, "gone {}")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(reply(client, Level.TRACE, "gone {}")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(reply(client, Level.WARN, "gone {}")).isEqualTo(FilterReply.NEUTRAL);
    }
}
