package io.herd.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreachableTest {
    @ParameterizedTest
    @CsvSource({
        "'finishConnect(..) failed with error(-111): Connection refused: /127.0.0.1:15000', Connection refused",
        "'io_uring connect(..) failed with error(-111): Connection refused: /127.0.0.1:15000', Connection refused",
        "'Connection refused: localhost/127.0.0.1:15000', Connection refused",
        "'connection timed out after 3000 ms: herd.example/192.0.2.1:15000', connection timed out after 3000 ms",
        "Network is unreachable, Network is unreachable",
    })
    void theReasonIsTheSystemsWords(String message, String reason) {
        assertThat(Unreachable.because(new ConnectException(message))).isEqualTo("cannot be reached: " + reason);
    }

    @Test
    void aHostThatNobodyKnowsIsCalledSo() {
        assertThat(Unreachable.because(new UnknownHostException("herd.example: Name or service not known")))
                .isEqualTo("cannot be reached: its host is unknown");
    }
}
