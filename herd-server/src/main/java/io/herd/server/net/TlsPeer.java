package io.herd.server.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection by TLS.
 *
 * @param names the names in its certificate, which has been checked; empty if it has shown none
 * @param binding what only the two ends of this connection know, in hexadecimal: the tls-exporter of RFC 9266
 */
public record TlsPeer(Set<String> names, String binding) {
    private static final String LABEL = "EXPORTER-Channel-Binding";
    private static final int BINDING_BYTES = 32;
    /** The type of DNS names among the names in a certificate: RFC 5280. */
    private static final Integer DNS_NAME = 2;

    public TlsPeer {
        names = Set.copyOf(names);
    }

    /** The other end of a channel whose handshake has succeeded; null where it is not encrypted. */
    public static @Nullable TlsPeer of(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return null;
        }
        SSLSession session = tls.engine().getSession();
        return new TlsPeer(names(session), binding((ExtendedSSLSession) session));
    }

    private static String binding(ExtendedSSLSession session) {
        try {
            return HexFormat.of().formatHex(session.exportKeyingMaterialData(LABEL, new byte[0], BINDING_BYTES));
        } catch (SSLException e) {
            throw new IllegalStateException("TLS 1.3 always has keys to export", e);
        }
    }

    private static Set<String> names(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            Collection<List<?>> all = ((X509Certificate) chain[0]).getSubjectAlternativeNames();
            return all == null
                    ? Set.of()
                    : all.stream()
                            .filter(name -> DNS_NAME.equals(name.getFirst()))
                            .map(name -> String.valueOf(name.get(1)))
                            .collect(Collectors.toSet());
        } catch (SSLException | CertificateParsingException e) {
            return Set.of();
        }
    }
}
