package io.herd.attack;

import io.herd.tests.MqttPackets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Attacks on the MQTT port. */
final class MqttAttacks {
    private static final int LARGE = 200_000;

    private MqttAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack(
                        "MQTT: subscribers to everything that do not read, and much changes",
                        Attacks.swarm(
                                Victim::mqtt,
                                300,
                                false,
                                i -> i % 10 == 0
                                        ? Talk.counting(round -> round == 0 ? connect(i) : reports(i, round))
                                        : Talk.first(connect(i) + subscribe("#"), "\u00c0\0"))),
                new Attack(
                        "MQTT: packets that trickle, and CONNECTs without an end",
                        Attacks.swarm(
                                Victim::mqtt,
                                900,
                                false,
                                i -> i % 2 == 0
                                        ? Talk.first(connect(i) + beginning(), "x".repeat(100))
                                        : Talk.first("\u0010\u00ff\u00ff\u0003", "x"))),
                new Attack(
                        "MQTT: CONNECTs, each in place of the one before",
                        Attacks.swarm(Victim::mqtt, 100, true, _ -> Talk.once(connect(0)))),
                new Attack(
                        "MQTT: subscriptions that come and go",
                        Attacks.swarm(
                                Victim::mqtt,
                                100,
                                true,
                                i -> Talk.counting(round -> round == 0
                                        ? connect(i)
                                        : subscribe("owntracks/u" + round % 200 + "/+", "#")))));
    }

    private static String connect(int i) {
        return text(MqttPackets.connect("attacker" + i, 60));
    }

    private static String subscribe(String... filters) {
        return text(MqttPackets.subscribe(1, filters));
    }

    private static String reports(int i, long round) {
        String payload = "{\"_type\":\"location\",\"lat\":1.5,\"lon\":2.5,\"tst\":" + (1_700_000_000 + round) + "}";
        return text(MqttPackets.publish(1, "owntracks/u" + i + "/d" + round % 40, payload));
    }

    /** What a large packet begins with. */
    private static String beginning() {
        byte[] packet = MqttPackets.publish(1, "owntracks/a/b", "x".repeat(LARGE));
        return text(Arrays.copyOf(packet, 100));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
