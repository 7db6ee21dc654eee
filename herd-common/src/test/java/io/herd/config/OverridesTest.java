package io.herd.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverridesTest {
    @Test
    void systemPropertiesGoBeforeTheEnvironmentAndThatBeforeTheFile() {
        var sources = TestSources.ofTwoServers().file("limits", "lineBytes", 100);
        assertThat(sources.read().limits().lineBytes()).isEqualTo(100);
        sources.environment("HERD_LIMITS_LINE_BYTES", "200");
        assertThat(sources.read().limits().lineBytes()).isEqualTo(200);
        sources.property("herd.limits.lineBytes", "300");
        assertThat(sources.read().limits().lineBytes()).isEqualTo(300);
    }

    @Test
    void settingsOfEveryKind() {
        HerdConfig config = TestSources.ofTwoServers()
                .server("Wilkes", Map.of("host", "127.0.0.1", "port", 11494, "neighbours", List.of("Goloman")))
                .environment("HERD_SERVERS_GOLOMAN_HTTP_PORT", "80")
                .environment("HERD_SERVERS_GOLOMAN_NEIGHBOURS", "Hands, Wilkes")
                .environment("HERD_LIMITS_FUTURE", "1h")
                .environment("HERD_LOG_FILE_BYTES", "1MiB")
                .property("herd.log.traffic", "false")
                .property("herd.servers.Goloman.bind", "0.0.0.0")
                .read();
        assertThat(config.server("Goloman"))
                .isEqualTo(new ServerConfig(
                        "Goloman", "127.0.0.1", "0.0.0.0", 11490, 13490, 80, List.of("Hands", "Wilkes")));
        assertThat(config.limits().future()).isEqualTo(Duration.ofHours(1));
        assertThat(config.log()).isEqualTo(new LogConfig("logs", 1_048_576, 5, false, false, 1_048_576, 8192));
    }

    @Test
    void emptyOnesCountAsNotGiven() {
        HerdConfig config = TestSources.ofTwoServers()
                .environment("HERD_LIMITS_LINE_BYTES", "200")
                .property("herd.limits.lineBytes", "")
                .environment("HERD_SECRET", "")
                .read();
        assertThat(config.limits().lineBytes()).isEqualTo(200);
        assertThat(config.links().secret()).isNull();
    }

    @Test
    void messagesNameTheOverride() {
        assertThatThrownBy(TestSources.ofTwoServers().environment("HERD_LIMITS_LINE_BYTES", "many")::read)
                .hasMessage("HERD_LIMITS_LINE_BYTES: expected an integer from 64 to 16000, got 'many'");
        assertThatThrownBy(TestSources.ofTwoServers().property("herd.limits.drain", "5")::read)
                .hasMessageStartingWith("herd.limits.drain: expected a duration from 0ms to 1h");
    }

    @Test
    void unknownOnesAreRefused() {
        assertThatThrownBy(TestSources.ofTwoServers().environment("HERD_LIMIT_LINE_BYTES", "1")::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("HERD_LIMIT_LINE_BYTES: there is no such setting; did you mean HERD_LIMITS_LINE_BYTES?");
        assertThatThrownBy(TestSources.ofTwoServers().property("herd.limits.linebytes", "1")::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("herd.limits.linebytes: there is no such setting; did you mean herd.limits.lineBytes?");
        assertThatThrownBy(TestSources.ofTwoServers().environment("HERD_CATTLE", "1")::read)
                .hasMessage("HERD_CATTLE: there is no such setting; conf/herd.yaml names all there are");
    }

    @Test
    void whatContainerPlatformsSayOfServicesIsPassedOver() {
        HerdConfig config = TestSources.ofTwoServers()
                .environment("HERD_PORT", "tcp://10.0.0.1:11490")
                .environment("HERD_PORT_11490_TCP", "tcp://10.0.0.1:11490")
                .environment("HERD_PORT_11490_TCP_ADDR", "10.0.0.1")
                .environment("HERD_GOLOMAN_SERVICE_HOST", "10.0.0.1")
                .environment("HERD_GOLOMAN_SERVICE_PORT", "11490")
                .environment("HERD_GOLOMAN_SERVICE_PORT_LINES", "11490")
                .environment("HERD_GOLOMAN_PORT", "tcp://10.0.0.1:11490")
                .read();
        assertThat(config).isEqualTo(TestSources.ofTwoServers().read());
        assertThatThrownBy(TestSources.ofTwoServers().environment("HERD_GOLOMAN_PORT", "11490")::read)
                .hasMessageStartingWith("HERD_GOLOMAN_PORT: there is no such setting");
    }

    @Test
    void othersVariablesAndPropertiesAreLeftAlone() {
        HerdConfig config = TestSources.ofTwoServers()
                .environment("places", "elsewhere")
                .environment("SHERD_X", "1")
                .property("servers", "none")
                .read();
        assertThat(config).isEqualTo(TestSources.ofTwoServers().read());
    }

    @Test
    void aVariableThatMayMeanTwoSettingsIsRefused() {
        var sources = TestSources.ofNothing()
                .server("a-b", Map.of("host", "h1", "port", 1))
                .server("a.b", Map.of("host", "h2", "port", 1));
        assertThat(sources.read().servers()).hasSize(2);
        assertThatThrownBy(sources.environment("HERD_SERVERS_A_B_HOST", "h3")::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("HERD_SERVERS_A_B_HOST: may mean servers.a-b.host or servers.a.b.host;"
                        + " use the system properties herd.servers.a-b.host and herd.servers.a.b.host");
    }
}
