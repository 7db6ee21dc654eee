package io.herd.server.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttQoS;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private static final int MOST = 3;

    private final SendWindow window = new SendWindow(MOST, 0);

    private int sendAndWrite(MqttQoS qos) {
        int id = window.send(qos, 100);
        window.written(qos, 100, 5);
        return id;
    }

    @Test
    void itIsClosedByWhatIsNotAcknowledged() {
        int first = sendAndWrite(MqttQoS.AT_LEAST_ONCE);
        sendAndWrite(MqttQoS.AT_LEAST_ONCE);
        sendAndWrite(MqttQoS.AT_LEAST_ONCE);
        assertThat(window.isOpen()).isFalse();
        assertThat(window.acknowledge(first, 7)).isTrue();
        assertThat(window.isOpen()).isTrue();
        assertThat(window.isEmpty()).isFalse();
        assertThat(window.acknowledge(first, 8)).isFalse();
        assertThat(window.takenAt()).isEqualTo(7);
    }

    @Test
    void itIsClosedByWhatTheKernelHasNotTaken() {
        int _ = window.send(MqttQoS.AT_MOST_ONCE, SendWindow.MOST_IN_FLIGHT);
        assertThat(window.isOpen()).isFalse();
        window.written(MqttQoS.AT_MOST_ONCE, SendWindow.MOST_IN_FLIGHT, 5);
        assertThat(window.isOpen()).isTrue();
        assertThat(window.isEmpty()).isTrue();
        assertThat(window.takenAt()).isEqualTo(5);
    }

    @Test
    void whatIsToBeAcknowledgedIsNotTakenBefore() {
        sendAndWrite(MqttQoS.AT_LEAST_ONCE);
        assertThat(window.takenAt()).isZero();
    }

    @Test
    void idsThatAreInUseAreNotGivenAgain() {
        int kept = sendAndWrite(MqttQoS.AT_LEAST_ONCE);
        for (int i = 0; i < 70_000; i++) {
            int id = sendAndWrite(MqttQoS.AT_LEAST_ONCE);
            assertThat(id).isBetween(1, 65_535).isNotEqualTo(kept);
            assertThat(window.acknowledge(id, 9)).isTrue();
        }
    }
}
