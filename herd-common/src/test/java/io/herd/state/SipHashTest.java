package io.herd.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
    /** From the algorithm's own test vectors: the key is 00 01 ... 0f, the input 00 01 02 ... of each length. */
    @ParameterizedTest
    @CsvSource({
        "0, 726fdb47dd0e0e31",
        "1, 74f839c593dc67fd",
        "7, ab0200f58b01d137",
        "8, 93f5f5799a932462",
        "15, a129ca6149be45e5",
        "63, 958a324ceb064572",
    })
    void agreesWithTheAlgorithmsVectors(int length, String expected) {
        var hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        String input = IntStream.range(0, length)
                .collect(StringBuilder::new, (text, i) -> text.append((char) i), StringBuilder::append)
                .toString();
        assertThat(hash.hash(Bytes.of(input))).isEqualTo(Long.parseUnsignedLong(expected, 16));
    }
}
