package io.herd.server.mqtt;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What happened at the MQTT port since the server started. */
public final class MqttCounters {
    /** Connections opened. */
    public final LongAdder connections = new LongAdder();
    /** Connections opened that are closed by now. */
    public final LongAdder closed = new LongAdder();
    /** Messages that were published. */
    public final LongAdder published = new LongAdder();
    /** Messages sent to subscribers. */
    public final LongAdder sent = new LongAdder();

    private final Map<MqttRefusal, LongAdder> refused = new EnumMap<>(MqttRefusal.class);

    public MqttCounters() {
        for (MqttRefusal each : MqttRefusal.values()) {
            refused.put(each, new LongAdder());
        }
    }

    /** What was refused, dropped or cut for a reason. */
    public LongAdder refused(MqttRefusal reason) {
        return requireNonNull(refused.get(reason));
    }
}
