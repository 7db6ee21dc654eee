package io.herd.server.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the certificates that this server has shown since it started, whoever issued them: for what it asks itself over HTTP, and for
 * the commands of the launcher, which hold its key. Safe for any number of threads.
 */
final class OwnCertificates implements X509TrustManager {
    private final Set<X509Certificate> shown;
    private final @Nullable X509TrustManager others;

    OwnCertificates() {
        this(ConcurrentHashMap.newKeySet(), null);
    }

    private OwnCertificates(Set<X509Certificate> shown, @Nullable X509TrustManager others) {
        this.shown = shown;
        this.others = others;
    }

    /** Trust in the same, and in whom another trusts. */
    X509TrustManager or(X509TrustManager others) {
        return new OwnCertificates(shown, others);
    }

    void add(X509Certificate certificate) {
        shown.add(certificate);
    }

    private boolean contains(X509Certificate... chain) {
        return chain.length > 0 && shown.contains(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (contains(chain)) {
            return;
        }
        if (others == null) {
            throw new CertificateException("the certificate is not this server's own");
        }
        others.checkClientTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (!contains(chain)) {
            throw new CertificateException("the certificate is not this server's own");
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return others == null ? new X509Certificate[0] : others.getAcceptedIssuers();
    }
}
