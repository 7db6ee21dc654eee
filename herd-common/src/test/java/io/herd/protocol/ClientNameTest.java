package io.herd.protocol;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\tb", "\n", "a\r", "\u000b", "\f"})
    void isNotEmptyAndHasNoWhiteSpace(String text) {
        assertThat(ClientName.of(text)).isNull();
        Bytes bytes = Bytes.of(text);
        assertThatThrownBy(() -> new ClientName(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fitsIntoALine() {
        assertThat(ClientName.of("x".repeat(16_000))).isNotNull();
        assertThat(ClientName.of("x".repeat(16_001))).isNull();
        assertThat(ClientName.of("\u00fc".repeat(8_001))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"kiwi.cs.ucla.edu, kiwi.cs.ucla.edu", "a/b, a%2Fb", "\u00fc?, %C3%BC%3F", "100%, 100%25", "~_-, ~_-"})
    void isAPercentEncodedSegment(String text, String segment) {
        ClientName name = requireNonNull(ClientName.of(text));
        assertThat(name.toSegment()).isEqualTo(segment);
        assertThat(ClientName.ofSegment(segment)).isEqualTo(name);
    }

    @Test
    void anyByteButWhiteSpaceComesBack() {
        for (int each = 0; each < 256; each++) {
            String segment = String.format("%%%02x", each);
            ClientName name = ClientName.ofSegment(segment);
            boolean isSpace = each == ' ' || (each >= '\t' && each <= '\r');
            if (isSpace) {
                assertThat(name).as(segment).isNull();
            } else {
                assertThat(requireNonNull(name).bytes().charAt(0)).isEqualTo((char) each);
                assertThat(ClientName.ofSegment(name.toSegment())).isEqualTo(name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%4x", "%x4", "a%", "%%20", "%+1"})
    void aMalformedSegmentIsNone(String segment) {
        assertThat(ClientName.ofSegment(segment)).isNull();
    }
}
