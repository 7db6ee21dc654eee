package io.herd.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the links between servers.
 *
 * @param secret what every server of the herd knows and nobody else; null without one. Never logged
 * @param previousSecret the one before, by which neighbours that do not know the secret yet prove themselves; null without one.
 *     Never logged
 * @param localSecretFile where servers that only their own machine can reach keep a secret, if they are given none
 * @param retryMin how long a server waits before it first redials a neighbour that is gone
 * @param retryMax how long it waits at most, however often it failed
 * @param refusedRetry how long it waits after a neighbour of another secret or version refused it
 * @param handshake how long a handshake may take
 * @param heartbeat the interval of heartbeats at each end of a link
 * @param silence after how long a silence a link is closed
 * @param repair how long two servers' digests may differ before anti-entropy starts
 */
public record LinksConfig(
        @Nullable String secret,
        @Nullable String previousSecret,
        String localSecretFile,
        Duration retryMin,
        Duration retryMax,
        Duration refusedRetry,
        Duration handshake,
        Duration heartbeat,
        Duration silence,
        Duration repair) {
    private static final SettingType<String> SECRET = SettingType.secret("a text of at least 16 bytes of UTF-8", 16);
    private static final SettingType<Duration> WAIT = SettingType.duration(Duration.ofMillis(10), Duration.ofHours(1));
    /** Below this a handshake fails, and a live neighbour counts as silent, because of a busy machine alone. */
    private static final SettingType<Duration> PATIENCE =
            SettingType.duration(Duration.ofSeconds(1), Duration.ofHours(1));
    /** Links look at the time no more often than that. */
    private static final SettingType<Duration> HEARTBEAT =
            SettingType.duration(Duration.ofMillis(250), Duration.ofMinutes(30));

    public static final LinksConfig DEFAULT = new LinksConfig(
            null,
            null,
            "data/secret",
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofMillis(750),
            Duration.ofMillis(2500),
            Duration.ofSeconds(5));

    public LinksConfig {
        secret = secret == null ? null : SECRET.read("links.secret", secret);
        previousSecret = previousSecret == null ? null : SECRET.read("links.previousSecret", previousSecret);
        localSecretFile = SettingType.PATH.read("links.localSecretFile", localSecretFile);
        retryMin = WAIT.read("links.retryMin", retryMin);
        retryMax = WAIT.read("links.retryMax", retryMax);
        refusedRetry = WAIT.read("links.refusedRetry", refusedRetry);
        handshake = PATIENCE.read("links.handshake", handshake);
        heartbeat = HEARTBEAT.read("links.heartbeat", heartbeat);
        silence = PATIENCE.read("links.silence", silence);
        repair = WAIT.read("links.repair", repair);
        if (previousSecret != null && (secret == null || secret.equals(previousSecret))) {
            throw new ConfigException("links.previousSecret: expected links.secret as well, and another one");
        }
        if (heartbeat.multipliedBy(2).compareTo(silence) > 0) {
            throw new ConfigException("links.silence: expected at least twice links.heartbeat, which is "
                    + Units.TIME.show(heartbeat.toMillis()) + ", got " + Units.TIME.show(silence.toMillis()));
        }
        if (retryMin.compareTo(retryMax) > 0) {
            throw new ConfigException("links.retryMin: expected no more than links.retryMax, which is "
                    + Units.TIME.show(retryMax.toMillis()) + ", got " + Units.TIME.show(retryMin.toMillis()));
        }
    }

    static LinksConfig from(SettingGroup links) {
        var config = new LinksConfig(
                links.secret("secret", SECRET),
                links.secretOrNone("previousSecret", SECRET),
                links.get("localSecretFile", SettingType.PATH, DEFAULT.localSecretFile),
                links.get("retryMin", WAIT, DEFAULT.retryMin),
                links.get("retryMax", WAIT, DEFAULT.retryMax),
                links.get("refusedRetry", WAIT, DEFAULT.refusedRetry),
                links.get("handshake", PATIENCE, DEFAULT.handshake),
                links.get("heartbeat", HEARTBEAT, DEFAULT.heartbeat),
                links.get("silence", PATIENCE, DEFAULT.silence),
                links.get("repair", WAIT, DEFAULT.repair));
        links.end();
        return config;
    }

    /** The same with another secret, and none before it. */
    public LinksConfig withSecret(@Nullable String other) {
        return withSecrets(other, null);
    }

    /** The same with other secrets. */
    public LinksConfig withSecrets(@Nullable String other, @Nullable String previous) {
        return new LinksConfig(
                other,
                previous,
                localSecretFile,
                retryMin,
                retryMax,
                refusedRetry,
                handshake,
                heartbeat,
                silence,
                repair);
    }

    /** All but the secrets. */
    @Override
    public String toString() {
        return "LinksConfig[secret=" + shown(secret) + ", previousSecret=" + shown(previousSecret)
                + ", localSecretFile=" + localSecretFile + ", retryMin=" + retryMin + ", retryMax=" + retryMax
                + ", refusedRetry=" + refusedRetry + ", handshake=" + handshake + ", heartbeat=" + heartbeat
                + ", silence=" + silence + ", repair=" + repair + "]";
    }

    private static String shown(@Nullable String secret) {
        return secret == null ? "none" : "given";
    }
}
