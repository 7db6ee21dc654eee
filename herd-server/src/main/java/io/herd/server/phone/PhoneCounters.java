package io.herd.server.phone;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of apps' messages since the server started. */
public final class PhoneCounters {
    private final Map<PhoneResult, LongAdder> results = new EnumMap<>(PhoneResult.class);

    PhoneCounters() {
        for (PhoneResult result : PhoneResult.values()) {
            results.put(result, new LongAdder());
        }
    }

    /** Messages of which this became. */
    public LongAdder of(PhoneResult result) {
        return requireNonNull(results.get(result));
    }
}
