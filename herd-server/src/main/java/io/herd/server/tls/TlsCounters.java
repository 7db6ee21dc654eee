package io.herd.server.tls;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a server counts of TLS. */
public final class TlsCounters {
    /** Handshakes that succeeded. */
    public final LongAdder handshakes = new LongAdder();
    /** Changed certificates that were loaded. */
    public final LongAdder reloads = new LongAdder();
    /** Changed certificates that could not be used. */
    public final LongAdder failedReloads = new LongAdder();

    private final Map<HandshakeFailure, LongAdder> failures = new EnumMap<>(Arrays.stream(HandshakeFailure.values())
            .collect(Collectors.toMap(Function.identity(), _ -> new LongAdder())));

    /** Handshakes that failed for a reason. */
    public LongAdder failed(HandshakeFailure reason) {
        return Objects.requireNonNull(failures.get(reason));
    }
}
