package io.herd.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnersConfigTest {
    private static final List<String> SERVERS = List.of("west1.example:11490", "[::1]:11491");

    private static TestSources own(Map<String, ?> owners) {
        return TestSources.ofTwoServers()
                .file("kafka", "partitions", "own")
                .file("kafka", "herd", "west")
                .file("kafka", "owners", owners);
    }

    private static Map<String, ?> owner(Object partitions) {
        return Map.of("partitions", partitions, "servers", SERVERS);
    }

    private static void assertRefused(TestSources sources, String message) {
        assertThatThrownBy(sources::read).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    @Test
    void byDefaultAHerdKeepsAllClients() {
        assertThat(TestSources.ofTwoServers().read().kafka().owners()).isNull();
        assertThat(TestSources.ofTwoServers()
                        .file("kafka", "owners", Map.of("west", owner("0")))
                        .read()
                        .kafka()
                        .owners())
                .isNull();
    }

    @Test
    void aFullTable() {
        OwnersConfig table = requireNonNull(own(Map.of("west", owner("0-2, 5"), "east", owner(List.of(3, "4"))))
                .file(
                        "kafka",
                        "forward",
                        Map.of("token", "t0ken", "tls", true, "timeout", "3s", "retry", "4s", "bytes", "1MiB"))
                .read()
                .kafka()
                .owners());
        assertThat(table)
                .isEqualTo(new OwnersConfig(
                        "west",
                        Map.of(
                                "west", new OwnerConfig(Set.of(0, 1, 2, 5), SERVERS),
                                "east", new OwnerConfig(Set.of(3, 4), SERVERS)),
                        new ForwardConfig("t0ken", true, Duration.ofSeconds(3), Duration.ofSeconds(4), 1 << 20)));
        assertThat(table.partitions()).isEqualTo(6);
        assertThat(requireNonNull(table.herds().get("west")).addresses())
                .containsExactly(new HostPort("west1.example", 11490), new HostPort("::1", 11491));
        assertThat(table).asString().doesNotContain("t0ken");
    }

    @Test
    void everyPartitionHasOneOwner() {
        assertRefused(
                own(Map.of("west", owner("0-2"), "east", owner("4"))),
                "kafka.owners: expected an owner of every partition, got none of 3");
        assertThatThrownBy(own(Map.of("west", owner("0-2"), "east", owner("2-3")))::read)
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching(
                        "kafka.owners.(east|west).partitions: expected one owner of each, but 2 is (east|west)'s");
    }

    @Test
    void thisHerdIsAmongThem() {
        assertRefused(own(Map.of("east", owner("0"))), "kafka.owners: expected this herd, west, among them");
        assertRefused(own(Map.of()), "kafka.owners: expected this herd, west, among them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "3-1", "-1", "10000", "0-", "1,,2", "00"})
    void partitionsAreIntegersAndRanges(String wrong) {
        assertRefused(
                own(Map.of("west", owner(wrong))),
                "kafka.owners.west.partitions: expected integers from 0 to 9999 and ranges of them, such as"
                        + " \"0-15,20\", got '"
                        + wrong + "'");
    }

    @ParameterizedTest
    @CsvSource({"west1", "west1:", "west1:0", "west1:65536", ":11490", "::1:11490", "a b:1", "[west1]:1"})
    void serversAreHostsWithPorts(String wrong) {
        assertThat(HostPort.parse(wrong)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"west1.example:11490", "127.0.0.1:1", "[::1]:65535"})
    void addressesAreWrittenAsTheyAreRead(String address) {
        assertThat(HostPort.of(address)).hasToString(address);
    }
}
