package io.herd.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A counter, as status and metrics name it.
 *
 * @param <T> the class of the counters
 * @param field its name in {@code /status}
 * @param metric its name in {@code /metrics}; null where it is the sum of others
 * @param labels what sets it apart from others of that name
 * @param help what it counts, for people
 * @param count reads it
 */
record Counted<T>(String field, @Nullable String metric, Tags labels, String help, Function<T, LongAdder> count) {
    /** What has been counted so far, by the names of {@code /status}. */
    static <T> Map<String, Long> sums(List<Counted<T>> counted, T counters) {
        var sums = new LinkedHashMap<String, Long>();
        counted.forEach(each -> sums.put(each.field, each.count.apply(counters).sum()));
        return sums;
    }

    /** Lets a registry read what is counted, with labels besides its own. Counting costs no more for it. */
    static <T> void register(List<Counted<T>> counted, T counters, Tags labels, MeterRegistry registry) {
        for (Counted<T> each : counted) {
            if (each.metric != null) {
                FunctionCounter.builder(each.metric, each.count.apply(counters), LongAdder::sum)
                        .tags(each.labels.and(labels))
                        .description(each.help)
                        .register(registry);
            }
        }
    }
}
