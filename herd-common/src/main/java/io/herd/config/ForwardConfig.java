package io.herd.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How commands are forwarded to the herds that own their clients.
 *
 * @param token what servers of other herds are shown; null for nothing. Never logged
 * @param tls whether their client ports speak TLS
 * @param timeout how long one server may take to answer before the next one of its herd is asked, and how
 *     long the topic may take to acknowledge a record
 * @param retry how long a server that is away is left alone
 * @param bytes how many bytes may wait for answers; then commands are not forwarded
 */
public record ForwardConfig(@Nullable String token, boolean tls, Duration timeout, Duration retry, long bytes) {
    private static final SettingType<String> TOKEN = SettingType.key();
    private static final SettingType<Duration> TIMEOUT =
            SettingType.duration(Duration.ofMillis(100), Duration.ofMinutes(1));
    private static final SettingType<Duration> RETRY = SettingType.duration(Duration.ofMillis(10), Duration.ofHours(1));
    private static final SettingType<Long> BYTES = SettingType.size(1 << 16, 1L << 30);

    public static final ForwardConfig DEFAULT =
            new ForwardConfig(null, false, Duration.ofSeconds(2), Duration.ofSeconds(1), 8 << 20);

    public ForwardConfig {
        token = token == null ? null : TOKEN.read("kafka.forward.token", token);
        timeout = TIMEOUT.read("kafka.forward.timeout", timeout);
        retry = RETRY.read("kafka.forward.retry", retry);
        bytes = BYTES.read("kafka.forward.bytes", bytes);
    }

    static ForwardConfig from(SettingGroup forward) {
        var config = new ForwardConfig(
                forward.secret("token", TOKEN),
                forward.get("tls", SettingType.FLAG, DEFAULT.tls),
                forward.get("timeout", TIMEOUT, DEFAULT.timeout),
                forward.get("retry", RETRY, DEFAULT.retry),
                forward.get("bytes", BYTES, DEFAULT.bytes));
        forward.end();
        return config;
    }

    /** All but the token. */
    @Override
    public String toString() {
        return "ForwardConfig[token=" + (token == null ? "none" : "given") + ", tls=" + tls + ", timeout=" + timeout
                + ", retry=" + retry + ", bytes=" + bytes + "]";
    }
}
