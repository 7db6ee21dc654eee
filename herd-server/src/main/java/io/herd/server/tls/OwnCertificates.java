package io.herd.server.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the certificates that this server has shown since it started, whoever issued them, and nothing else: for what it asks itself
 * over HTTP. Safe for any number of threads.
 */
final class OwnCertificates extends X509ExtendedTrustManager {
    private final Set<X509Certificate> shown = ConcurrentHashMap.newKeySet();

    void add(X509Certificate certificate) {
        shown.add(certificate);
    }

    boolean contains(X509Certificate... chain) {
        return chain.length > 0 && shown.contains(chain[0]);
    }

    private void check(X509Certificate... chain) throws CertificateException {
        if (!contains(chain)) {
            throw new CertificateException("the certificate is not this server's own");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
