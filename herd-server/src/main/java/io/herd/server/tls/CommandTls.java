package io.herd.server.tls;

import io.herd.config.HerdConfig;
import io.herd.config.TlsConfig;
import io.herd.config.TlsConfig.CertificateFiles;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS of commands that ask servers, by the same configuration as the servers'. They trust its CAs and those that Java trusts anyway. Where
 * clients show certificates, they show one of the servers', if they may read its key.
 */
public final class CommandTls {
    private final X509ExtendedTrustManager trust;
    private final @Nullable CurrentKey key;

    private CommandTls(X509ExtendedTrustManager trust, @Nullable CurrentKey key) {
        this.trust = trust;
        this.key = key;
    }

    /**
     * TLS with the servers of a configuration. Reads files, and blocks.
     *
     * @throws TlsException if the CAs cannot be read
     */
    public static CommandTls of(Vertx vertx, HerdConfig herd) {
        List<CertificateFiles> files = herd.servers().keySet().stream()
                .map(herd.tls()::forClients)
                .filter(Objects::nonNull)
                .toList();
        List<X509Certificate> trusted = new ArrayList<>(Authorities.ofThisJava());
        files.stream()
                .map(CertificateFiles::ca)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(ca -> trusted.addAll(Identity.authorities(PemFiles.one(ca))));
        boolean isShown = herd.tls().clientCertificates() != TlsConfig.ClientCertificates.NONE;
        return new CommandTls(Authorities.of(trusted), isShown ? key(vertx, files) : null);
    }

    private static @Nullable CurrentKey key(Vertx vertx, List<CertificateFiles> files) {
        return files.stream()
                .map(PemFiles::read)
                .filter(pem -> pem.problem().isEmpty())
                .findFirst()
                .map(pem -> {
                    Identity identity = Identity.of(vertx, pem);
                    return new CurrentKey(() -> identity);
                })
                .orElse(null);
    }

    /**
     * TLS over a socket, once both sides have shaken hands and the server's certificate is found to be for its host. Blocks.
     *
     * @param patience how long the handshake may take, in ms
     */
    public Socket secure(Socket plain, String host, int patience) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(key == null ? new KeyManager[0] : new KeyManager[] {key}, new TrustManager[] {trust}, null);
            var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(patience);
            socket.startHandshake();
            socket.setSoTimeout(0);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up", e);
        }
    }

    /** Lets a client of HTTP ask servers over TLS. */
    public void tune(HttpClientOptions options) {
        encrypt(options);
    }

    /** Lets connections speak TLS with servers, whose certificates must be for their hosts. */
    public void tune(NetClientOptions options) {
        encrypt(options.setHostnameVerificationAlgorithm("HTTPS"));
    }

    private void encrypt(ClientOptionsBase options) {
        options.setSsl(true).setTrustOptions(TrustOptions.wrap(trust));
        if (key != null) {
            options.setKeyCertOptions(KeyCertOptions.wrap(key));
        }
    }
}
