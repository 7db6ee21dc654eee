package io.herd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.herd.config.TlsConfig.CertificateFiles;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsConfigTest {
    private static TestSources complete() {
        return TestSources.ofTwoServers()
                .file("tls", "certificate", "tls/{server}.pem")
                .file("tls", "key", "tls/{server}.key")
                .file("tls", "ca", "tls/ca.pem");
    }

    @Test
    void filesAreTheServersOwn() {
        TlsConfig tls = complete().read().tls();
        assertThat(tls.forClients("Hands"))
                .isEqualTo(new CertificateFiles("tls/Hands.pem", "tls/Hands.key", "tls/ca.pem"));
        assertThat(tls.forLinks("Hands")).isEqualTo(tls.forClients("Hands"));
    }

    @Test
    void linksMayHaveFilesOfTheirOwn() {
        TlsConfig tls = complete()
                .file("tls", "linkCertificate", "links/{server}.pem")
                .file("tls", "linkKey", "links/{server}.key")
                .read()
                .tls();
        assertThat(tls.forLinks("Hands"))
                .isEqualTo(new CertificateFiles("links/Hands.pem", "links/Hands.key", "tls/ca.pem"));
        assertThat(tls.forClients("Hands"))
                .isEqualTo(new CertificateFiles("tls/Hands.pem", "tls/Hands.key", "tls/ca.pem"));
    }

    @Test
    void theKeyOfTokensIsSecretEnoughOnlyWhereLinksShowCertificates() {
        var keyed = complete().environment("HERD_ACCESS_KEY", "the key of all tokens");
        assertThat(keyed.read().commonSecret()).isNull();
        var encrypted = keyed.file("tls", "links", true);
        assertThat(encrypted.read().commonSecret()).isEqualTo("the key of all tokens");
        assertThat(encrypted
                        .environment("HERD_SECRET", "the secret of the servers")
                        .read()
                        .commonSecret())
                .isEqualTo("the secret of the servers");
        assertThat(complete().file("tls", "links", true).read().commonSecret()).isNull();
    }

    @Test
    void aServerUsesTlsWhereAnyPortSpeaksIt() {
        assertThat(complete().read().usesTls("Hands")).isFalse();
        assertThat(complete().file("tls", "http", true).read().usesTls("Hands")).isTrue();
        HerdConfig second = complete()
                .server("Alone", Map.of("host", "127.0.0.1", "port", 1, "tlsPort", 4))
                .read();
        assertThat(second.usesTls("Alone")).isTrue();
        assertThat(second.usesTls("Hands")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "clients, true, tls.clients: expected tls.certificate as well",
        "http, true, tls.http: expected tls.certificate as well",
        "links, true, tls.links: expected tls.ca as well",
        "certificate, a.pem, tls.certificate: expected tls.key as well",
        "key, a.key, tls.key: expected tls.certificate as well",
        "linkCertificate, a.pem, tls.linkCertificate: expected tls.linkKey as well",
        "clientCertificates, required, tls.clientCertificates: expected tls.ca as well"
    })
    void whatBelongsTogetherIsGivenTogether(String key, String value, String message) {
        var sources = TestSources.ofTwoServers().file("tls", key, value);
        assertThatThrownBy(sources::read).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    @Test
    void aSecondPortTakesACertificate() {
        var sources = TestSources.ofTwoServers().server("Alone", Map.of("host", "127.0.0.1", "port", 1, "tlsPort", 4));
        assertThatThrownBy(sources::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("servers.Alone.tlsPort: expected tls.certificate as well");
    }

    @Test
    void aSecondPortIsNobodyElses() {
        var sources = complete().server("Alone", Map.of("host", "127.0.0.1", "port", 1, "tlsPort", 11491));
        assertThatThrownBy(sources::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("servers.Alone.tlsPort: 11491 on 127.0.0.1 is taken by servers.Hands.port");
    }
}
