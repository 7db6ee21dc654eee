package io.herd.server.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a handshake failed. */
public enum HandshakeFailure {
    /** The other side did not finish it in time. */
    TIMEOUT("it took too long"),
    /** The other side does not speak TLS. */
    PLAIN_TEXT("the other side does not speak TLS"),
    /** The two sides have no version or cipher in common. */
    PROTOCOL("no version of TLS, or no cipher, is common; TLS 1.2 and 1.3 are spoken"),
    /** The other side's certificate is missing or cannot be trusted, or it does not trust ours. */
    CERTIFICATE("a certificate is missing or not trusted"),
    /** The other side closed the connection. */
    CLOSED("the other side closed the connection"),
    /** Something else. */
    OTHER("the handshake broke");

    private final String words;

    HandshakeFailure(String words) {
        this.words = words;
    }

    /** For people. What strangers have sent is left out. */
    String words(Throwable failure) {
        boolean isTold = this == PROTOCOL || this == CERTIFICATE || this == OTHER;
        return isTold ? words + " (" + failure.getMessage() + ")" : words;
    }

    /** What a command that asks a server is to tell its user. */
    public static String advice(SSLException failure) {
        String problem = "cannot be asked over TLS: ";
        return problem
                + switch (of(failure)) {
                    case CERTIFICATE ->
                        String.valueOf(failure.getMessage()).contains("fatal alert")
                                ? "it does not accept the certificate that it was shown, or wants one: see tls.certificate, tls.key"
                                        + " and tls.clientCertificates, and whether this user may read the key"
                                : "its certificate does not lead to a CA of tls.ca, or is not for this host: set tls.ca to the CA's"
                                        + " certificate, or make the server's with --hosts";
                    case PLAIN_TEXT -> "it speaks plain text there: is TLS set for it, too?";
                    default -> String.valueOf(failure.getMessage());
                };
    }

    static HandshakeFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            HandshakeFailure known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return OTHER;
    }

    private static @Nullable HandshakeFailure known(Throwable cause) {
        return switch (cause) {
            case SslHandshakeTimeoutException _ -> TIMEOUT;
            case NotSslRecordException _ -> PLAIN_TEXT;
            case CertificateException _ -> CERTIFICATE;
            case ClosedChannelException _ -> CLOSED;
            default -> byWords(String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT));
        };
    }

    /** The JDK tells most by words only. */
    private static @Nullable HandshakeFailure byWords(String message) {
        if (message.contains("unsupported or unrecognized ssl message")) {
            return PLAIN_TEXT;
        } else if (message.contains("certificate")
                || message.contains("certification path")
                || message.contains("unknown_ca")) {
            return CERTIFICATE;
        } else if (message.contains("protocol")
                || message.contains("cipher")
                || message.contains("handshake_failure")) {
            return PROTOCOL;
        }
        return null;
    }
}
