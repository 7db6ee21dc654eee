package io.herd.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers other machines can reach. */
class ExposureTest {
    private static TestSources hosts(String goloman, String hands) {
        return TestSources.ofNothing()
                .server("Goloman", Map.of("host", goloman, "port", 11490, "neighbours", List.of("Hands")))
                .server("Hands", Map.of("host", hands, "port", 11491, "neighbours", List.of("Goloman")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1.2.3",
                "::1",
                "[::1]",
                "::ffff:127.0.0.1",
                "localhost",
                "LocalHost.",
                "a.localhost"
            })
    void loopbackAddressesKeepToTheirMachine(String host) {
        assertThat(hosts(host, "127.0.0.1").read().exposure("Goloman")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "fe80::1", "goloman", "localhost.example", "notlocalhost"})
    void anyOtherAddressThatIsListenedAtExposes(String bind) {
        TestSources sources = hosts("127.0.0.1", "127.0.0.1").environment("HERD_SERVERS_GOLOMAN_BIND", bind);
        assertThat(sources.read().exposure("Goloman")).isEqualTo("servers.Goloman.bind: " + bind);
        assertThat(sources.read().exposure("Hands")).isNull();
    }

    @Test
    void soDoesANeighbourOfAnotherMachine() {
        HerdConfig config = hosts("127.0.0.1", "hands").read();
        assertThat(config.exposure("Goloman")).isEqualTo("servers.Hands.host: hands");
        assertThat(config.exposure("Hands")).isEqualTo("servers.Hands.bind: hands");
    }
}
