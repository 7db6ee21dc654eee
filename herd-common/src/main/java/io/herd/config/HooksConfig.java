package io.herd.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is sent what happens at fences, over HTTP.
 *
 * @param targets the URLs that every event is posted to
 * @param secret what requests are signed with; null for none. Never logged
 * @param privateNetworks whether targets may be in private networks, or on this machine
 * @param deadline how long a target may take to answer
 */
public record HooksConfig(List<String> targets, @Nullable String secret, boolean privateNetworks, Duration deadline) {
    private static final SettingType<List<String>> TARGETS = SettingType.urls();
    private static final SettingType<String> SECRET = SettingType.secret("a text of at least 16 bytes of UTF-8", 16);
    private static final SettingType<Duration> DEADLINE =
            SettingType.duration(Duration.ofMillis(100), Duration.ofMinutes(1));

    public static final HooksConfig DEFAULT = new HooksConfig(List.of(), null, false, Duration.ofSeconds(10));

    public HooksConfig {
        targets = TARGETS.read("fences.webhooks.targets", targets);
        secret = secret == null ? null : SECRET.read("fences.webhooks.secret", secret);
        deadline = DEADLINE.read("fences.webhooks.deadline", deadline);
    }

    static HooksConfig from(SettingGroup hooks) {
        var config = new HooksConfig(
                hooks.get("targets", TARGETS, DEFAULT.targets),
                hooks.secret("secret", SECRET),
                hooks.get("privateNetworks", SettingType.FLAG, DEFAULT.privateNetworks),
                hooks.get("deadline", DEADLINE, DEFAULT.deadline));
        hooks.end();
        return config;
    }

    /** All but the secret. */
    @Override
    public String toString() {
        return "HooksConfig[targets=" + targets + ", secret=" + (secret == null ? "none" : "given")
                + ", privateNetworks=" + privateNetworks + ", deadline=" + deadline + "]";
    }
}
