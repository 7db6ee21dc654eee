package io.herd.server.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trust in the certificates that CAs have issued, as the JDK has it. */
final class Authorities {
    private Authorities() {}

    static X509ExtendedTrustManager of(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate each : authorities) {
                store.setCertificateEntry("ca " + store.size(), each);
            }
            return manager(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("the CAs cannot be used: " + e.getMessage(), e);
        }
    }

    /** Those that this Java trusts anyway. */
    static List<X509Certificate> ofThisJava() {
        try {
            return List.of(manager(null).getAcceptedIssuers());
        } catch (GeneralSecurityException e) {
            throw new TlsException("the CAs of this Java cannot be used: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }
}
