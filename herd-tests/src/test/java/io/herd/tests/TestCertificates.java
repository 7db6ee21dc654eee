package io.herd.tests;

import io.herd.config.TlsConfig;
import io.herd.server.tls.CertificateAuthority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A CA for tests, and PEM files of the certificates that it issues. Each takes a second to make. */
final class TestCertificates {
    private static final int DAYS = 30;

    private final Path directory;
    private final CertificateAuthority authority;

    /** A new CA, with files in a directory of its own. */
    TestCertificates(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        authority = CertificateAuthority.create(directory.resolve("keys.p12"), "CA of tests", DAYS);
        Files.writeString(directory.resolve("ca.pem"), authority.certificate());
    }

    /** Issues a certificate to a server of this machine, or to a client. */
    TestCertificates issue(String name) throws IOException {
        authority.issue(List.of(name, "localhost", "127.0.0.1"), DAYS);
        write(name, name);
        return this;
    }

    /** Issues another one to a server, without giving it to the server yet. */
    void issueAnother(String alias, String server) throws IOException {
        authority.issue(List.of(alias, server, "localhost", "127.0.0.1"), DAYS);
    }

    /** Issues one to a server that has expired. */
    TestCertificates issueExpired(String alias, String server) throws IOException {
        authority.issue(List.of(alias, server, "localhost", "127.0.0.1"), DAYS, "-startdate", "-90d");
        write(alias, alias);
        return this;
    }

    /** Writes a certificate and its key, of an alias, to the files that a server reads. */
    void write(String alias, String server) throws IOException {
        // The key first: a server must not mind that the two do not fit for a moment.
        Files.writeString(directory.resolve(server + ".key"), authority.key(alias));
        Files.writeString(directory.resolve(server + ".pem"), authority.certificate(alias));
    }

    Path certificate(String name) {
        return directory.resolve(name + ".pem");
    }

    Path key(String name) {
        return directory.resolve(name + ".key");
    }

    Path ca() {
        return directory.resolve("ca.pem");
    }

    /** TLS with these files. */
    TlsConfig config(boolean clients, boolean http, boolean links, TlsConfig.ClientCertificates wanted) {
        return new TlsConfig(
                directory + "/{server}.pem",
                directory + "/{server}.key",
                ca().toString(),
                clients,
                http,
                false,
                links,
                null,
                null,
                wanted);
    }

    /** TLS with these files at the MQTT port only. */
    TlsConfig mqtt() {
        return new TlsConfig(
                directory + "/{server}.pem",
                directory + "/{server}.key",
                null,
                false,
                false,
                true,
                false,
                null,
                null,
                TlsConfig.ClientCertificates.NONE);
    }

    /** A client in Java that trusts the CA and shows no certificate. */
    SSLContext client() throws IOException, GeneralSecurityException {
        return context(new KeyManager[0]);
    }

    /** The same, showing the certificate of a name. */
    SSLContext client(String name) throws IOException, GeneralSecurityException {
        String pem = authority.key(name).replaceAll("-----[^-]+-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        KeyStore keys = emptyStore();
        keys.setKeyEntry(name, key, new char[0], new Certificate[] {read(authority.certificate(name))});
        KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(keys, new char[0]);
        return context(shown.getKeyManagers());
    }

    private SSLContext context(KeyManager[] keys) throws IOException, GeneralSecurityException {
        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry("ca", read(authority.certificate()));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate read(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
