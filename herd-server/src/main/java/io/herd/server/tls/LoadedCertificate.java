package io.herd.server.tls;

import io.herd.config.TlsConfig.CertificateFiles;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A certificate from files, and what is made of it. Where the files change to something that cannot be used, what was made before
 * stays. To be loaded and checked by one thread at a time, off the event loops; to be used by any.
 *
 * @param <T> what is made of it
 */
final class LoadedCertificate<T> {
    private final Vertx vertx;
    private final CertificateFiles files;
    private final Function<Identity, T> maker;
    private @Nullable ReloadDecision decision;
    private volatile @Nullable Made<T> made;
    private volatile String problem = "";

    private record Made<T>(Identity identity, T value) {}

    /** What a check of the files found. */
    enum Check {
        /** Nothing is to be done. */
        UNCHANGED,
        /** They have changed and were loaded. */
        RELOADED,
        /** They have changed and cannot be used; {@link #problem} says why. */
        REFUSED
    }

    LoadedCertificate(Vertx vertx, CertificateFiles files, Function<Identity, T> maker) {
        this.vertx = vertx;
        this.files = files;
        this.maker = maker;
    }

    /**
     * Loads the files for the first time. Blocks.
     *
     * @throws TlsException if they cannot be used
     */
    void load() {
        PemFiles now = PemFiles.read(files);
        make(now);
        decision = new ReloadDecision(now);
    }

    private void make(PemFiles pem) {
        Identity identity = Identity.of(vertx, pem);
        made = new Made<>(identity, maker.apply(identity));
        problem = "";
    }

    /** Loads files that have changed. Blocks. */
    Check check(Instant now) {
        PemFiles read = PemFiles.read(files);
        if (decision == null || !decision.isDue(read)) {
            return Check.UNCHANGED;
        }
        try {
            if (!Identity.of(vertx, read).expiry().isAfter(now)) {
                throw new TlsException(files.certificate() + " has expired", null);
            }
            make(read);
            return Check.RELOADED;
        } catch (TlsException e) {
            problem = String.valueOf(e.getMessage());
            return Check.REFUSED;
        }
    }

    private Made<T> made() {
        Made<T> last = made;
        if (last == null) {
            throw new IllegalStateException("the certificate is not loaded yet");
        }
        return last;
    }

    T get() {
        return made().value;
    }

    Identity identity() {
        return made().identity;
    }

    /** Why changed files are not used; empty if they are. */
    String problem() {
        return problem;
    }

    /** The certificate's file, for people. */
    String file() {
        return files.certificate();
    }
}
