package io.herd.server.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts clients whose certificates lead to a CA, and whoever holds this server's own key: the server itself, and the commands of the
 * launcher.
 */
final class ClientTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager issued;
    private final OwnCertificates own;

    ClientTrust(X509ExtendedTrustManager issued, OwnCertificates own) {
        this.issued = issued;
        this.own = own;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        if (!own.contains(chain)) {
            issued.checkClientTrusted(chain, type, socket);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        if (!own.contains(chain)) {
            issued.checkClientTrusted(chain, type, engine);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (!own.contains(chain)) {
            issued.checkClientTrusted(chain, type);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        issued.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        issued.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        issued.checkServerTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return issued.getAcceptedIssuers();
    }
}
