package io.herd.server.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** Makes Netty's contexts, always with the JDK's engine: docs/decisions/0035-tls.md says why. */
final class Contexts {
    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";

    private Contexts() {}

    /** For connections of clients. */
    static SslContext forClients(Identity identity, ClientAuth clientAuth, TrustManager trust) {
        return build(SslContextBuilder.forServer(identity.key(), identity.chainArray())
                .protocols(TLS_1_3, TLS_1_2)
                .clientAuth(clientAuth)
                .trustManager(trust));
    }

    /** For links that neighbours dial. Both ends are servers of this version, so that the newest TLS is enough. */
    static SslContext forAcceptedLinks(Identity identity) {
        return build(SslContextBuilder.forServer(identity.key(), identity.chainArray())
                .protocols(TLS_1_3)
                .clientAuth(ClientAuth.REQUIRE)
                .trustManager(identity.authorityArray()));
    }

    /** For links that this server dials. Whose certificate it is shown is checked by the server's name, not by its host. */
    static SslContext forDialledLinks(Identity identity) {
        return build(SslContextBuilder.forClient()
                .keyManager(identity.key(), identity.chainArray())
                .protocols(TLS_1_3)
                .endpointIdentificationAlgorithm(null)
                .trustManager(identity.authorityArray()));
    }

    private static SslContext build(SslContextBuilder builder) {
        try {
            return builder.sslProvider(SslProvider.JDK).build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsException("the certificate cannot be used: " + e.getMessage(), e);
        }
    }
}
