package io.herd.server.owner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.ForwardConfig;
import io.herd.config.OwnerConfig;
import io.herd.config.OwnersConfig;
import io.herd.geo.Circle;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientPartition;
import io.herd.protocol.FenceName;
import io.herd.protocol.Readings;
import io.herd.protocol.Report;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static final List<String> SERVERS = List.of("127.0.0.1:1");
    private static final Bytes SERVER = Bytes.of("W1");

    private final Owners owners = new Owners(new OwnersConfig(
            "west",
            Map.of("west", new OwnerConfig(Set.of(0, 2), SERVERS), "east", new OwnerConfig(Set.of(1, 3), SERVERS)),
            ForwardConfig.DEFAULT));

    @Test
    void aClientBelongsToTheOwnerOfItsPartition() {
        assertThat(owners.here()).isEqualTo("west");
        assertThat(owners.partitions()).isEqualTo(4);
        assertThat(List.of(owners.isOwn(0), owners.isOwn(1), owners.isOwn(2), owners.isOwn(3)))
                .containsExactly(true, false, true, false);
        for (int i = 0; i < 100; i++) {
            Bytes client = Bytes.of("client" + i);
            boolean isWest = ClientPartition.of(client, 4) % 2 == 0;
            assertThat(owners.of(client)).isEqualTo(isWest ? "west" : "east");
            assertThat(owners.isOwn(client)).isEqualTo(isWest);
        }
    }

    @Test
    void recordsAboutAClientGoWithItAndFencesAreKeptByEveryHerd() {
        var readings = new Readings(5, Double.NaN, Double.NaN, Double.NaN, Double.NaN, "");
        var circle = new Circle(new Position(1, 1), 100);
        for (int i = 0; i < 20; i++) {
            Bytes client = Bytes.of("client" + i);
            boolean isOwn = owners.isOwn(client);
            assertThat(owners.keeps(Report.past(SERVER, client, Bytes.of("+1+1"), 5)))
                    .isEqualTo(isOwn);
            assertThat(owners.keeps(Report.tombstone(SERVER, client, 5))).isEqualTo(isOwn);
            assertThat(owners.keeps(Report.readings(SERVER, client, readings, 5)))
                    .isEqualTo(isOwn);
            FenceName fence = requireNonNull(FenceName.ofBytes(client));
            assertThat(owners.keeps(Report.fence(SERVER, fence, circle, 5))).isTrue();
        }
    }
}
