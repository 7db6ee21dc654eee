package io.herd.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HandshakeFailureTest {
    record Case(Throwable failure, HandshakeFailure reason) {}

    static final List<Case> CASES = List.of(
            new Case(new SslHandshakeTimeoutException("late"), HandshakeFailure.TIMEOUT),
            new Case(new NotSslRecordException("49414d"), HandshakeFailure.PLAIN_TEXT),
            new Case(new SSLException("Unsupported or unrecognized SSL message"), HandshakeFailure.PLAIN_TEXT),
            new Case(new ClosedChannelException(), HandshakeFailure.CLOSED),
            new Case(
                    new SSLException("broken", new CertificateExpiredException("yesterday")),
                    HandshakeFailure.CERTIFICATE),
            new Case(
                    new SSLHandshakeException("(certificate_required) Empty client certificate chain"),
                    HandshakeFailure.CERTIFICATE),
            new Case(
                    new SSLHandshakeException("Client requested protocol TLSv1.1 is not enabled"),
                    HandshakeFailure.PROTOCOL),
            new Case(new SSLHandshakeException("no cipher suites in common"), HandshakeFailure.PROTOCOL),
            new Case(new SSLException("record overflow"), HandshakeFailure.OTHER));

    @ParameterizedTest
    @FieldSource("CASES")
    void theReasonIsFound(Case each) {
        assertThat(HandshakeFailure.of(each.failure)).isEqualTo(each.reason);
    }

    @Test
    void whatAStrangerHasSentIsNotLogged() {
        assertThat(HandshakeFailure.PLAIN_TEXT.words(new NotSslRecordException("49414d")))
                .isEqualTo("the other side does not speak TLS");
    }
}
