package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThatObject;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteWriterTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1_023, 1_024, 1_025, 5_000})
    void whatWasTakenStaysAsItIs(int length) {
        var writer = new ByteWriter(16);
        Bytes first = writer.write("x".repeat(length)).take();
        Bytes second = writer.write("y".repeat(length)).write("z").take();
        assertThatObject(first).hasToString("x".repeat(length));
        assertThatObject(second).hasToString("y".repeat(length) + "z");
        assertThatObject(writer.take()).hasToString("");
    }
}
