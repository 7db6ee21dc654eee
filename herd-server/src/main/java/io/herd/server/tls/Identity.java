package io.herd.server.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate with its private key, and the CAs that others' certificates are checked against.
 *
 * @param chain the certificate, and those that lead from it to its CA
 * @param key the private key of the first
 * @param authorities the CAs; empty for none
 */
record Identity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {
    private static final byte[] PROBE = {1, 2, 3};

    /**
     * The identity that PEM files hold.
     *
     * @throws TlsException if it cannot be used
     */
    static Identity of(Vertx vertx, PemFiles files) {
        if (!files.problem().isEmpty()) {
            throw new TlsException(files.problem(), null);
        }
        List<X509Certificate> authorities = files.ca().isEmpty() ? List.of() : authorities(files.ca());
        X509KeyManager keys = keys(vertx, files);
        for (String type : List.of("EC", "RSA", "EdDSA")) {
            String[] aliases = keys.getServerAliases(type, null);
            if (aliases != null) {
                var chain = List.of(keys.getCertificateChain(aliases[0]));
                var identity = new Identity(chain, keys.getPrivateKey(aliases[0]), authorities);
                identity.check();
                return identity;
            }
        }
        throw new TlsException(
                "the private key is of a kind that is not supported; take EC P-256, RSA or Ed25519", null);
    }

    private static X509KeyManager keys(Vertx vertx, PemFiles files) {
        try {
            KeyManager[] managers = new PemKeyCertOptions()
                    .addCertValue(buffer(files.certificate()))
                    .addKeyValue(buffer(files.key()))
                    .getKeyManagerFactory(vertx)
                    .getKeyManagers();
            return (X509KeyManager) managers[0];
        } catch (Exception e) {
            throw new TlsException("the certificate or its key is no PEM that can be read: " + e.getMessage(), e);
        }
    }

    private static Buffer buffer(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * The CAs that a PEM text holds.
     *
     * @throws TlsException if it holds none
     */
    static List<X509Certificate> authorities(String text) {
        try {
            var input = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
            List<X509Certificate> all = CertificateFactory.getInstance("X.509").generateCertificates(input).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (all.isEmpty()) {
                throw new TlsException("the file of CAs has no certificate", null);
            }
            return all;
        } catch (CertificateException e) {
            throw new TlsException("the file of CAs has a certificate that cannot be read: " + e.getMessage(), e);
        }
    }

    /** Two files that are replaced one after the other may not fit for a moment. */
    private void check() {
        try {
            String algorithm = switch (key.getAlgorithm()) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> "EdDSA";
            };
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(leaf().getPublicKey());
            signature.update(PROBE);
            if (!signature.verify(signed)) {
                throw new TlsException("the private key is not that of the certificate", null);
            }
        } catch (GeneralSecurityException e) {
            throw new TlsException("the private key is not that of the certificate: " + e.getMessage(), e);
        }
    }

    X509Certificate leaf() {
        return chain.getFirst();
    }

    /** When the certificate, or one that leads from it to its CA, expires. */
    Instant expiry() {
        return chain.stream()
                .map(each -> each.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    X509Certificate[] chainArray() {
        return chain.toArray(X509Certificate[]::new);
    }

    X509Certificate[] authorityArray() {
        return authorities.toArray(X509Certificate[]::new);
    }

    /** Not the key. */
    @Override
    public String toString() {
        return "Identity[" + leaf().getSubjectX500Principal() + ", " + authorities.size() + " CAs]";
    }
}
