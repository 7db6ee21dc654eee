package io.herd.server.link;

import io.herd.config.LinksConfig;
import io.herd.state.SipHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that a server knows: the herd's and, while a new one is rolled out, the one before. A server proves itself by
 * either, so that no link is refused on the way from one to the other.
 *
 * @param secret the herd's secret
 * @param previous the one before; null where none is known
 */
public record Keyring(Secret secret, @Nullable Secret previous) {
    /** The first digits of a secret's name, for people. They are too few to check guesses of the secret against. */
    private static final int SHOWN_DIGITS = 4;

    /** Where the configuration has no secret, servers of one process still share one that nobody else knows. */
    private static final class OfProcess {
        private static final Secret SECRET = new Secret(Secret.random());
    }

    /** The secrets of a configuration, or one of this process's own where it has none. */
    public static Keyring of(LinksConfig config) {
        Secret secret = config.secret() == null ? OfProcess.SECRET : new Secret(config.secret());
        return new Keyring(secret, config.previousSecret() == null ? null : new Secret(config.previousSecret()));
    }

    /** All secrets, in the order in which this server likes to prove itself by them. */
    List<Secret> all() {
        return previous == null ? List.of(secret) : List.of(secret, previous);
    }

    /**
     * What clients and reports are hashed with. It depends on the oldest secret, so that digests stay comparable until the last
     * server of a herd has learnt a new one.
     */
    public SipHash hash() {
        return oldest().hash();
    }

    /** The name of the key that digests are made with. */
    String digestKey() {
        return oldest().name();
    }

    /** The same, as people see it. */
    public String shownDigestKey() {
        return shown(digestKey());
    }

    private Secret oldest() {
        return previous == null ? secret : previous;
    }

    /** How a link by one of the secrets stands. */
    LinkKey linkKey(Secret used, String neighboursDigestKey) {
        return new LinkKey(shown(used.name()), used == previous, neighboursDigestKey.equals(digestKey()));
    }

    private static String shown(String name) {
        return name.substring(0, SHOWN_DIGITS);
    }
}
