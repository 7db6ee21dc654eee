package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @Test
    void whatATerminalWouldObeyIsEscaped() {
        assertThat(Printable.of("a ~\u001b[2J\r\n\0\u007f\u0085\u00ff\u202e"))
                .isEqualTo("a ~\\x1b[2J\\x0d\\x0a\\x00\\x7f\\x85\\xff\\u202e");
    }

    @Test
    void bytesAreEscapedInTheSameWay() {
        var out = new ByteWriter(16);
        Printable.write(Bytes.of("\u0080a ~\u001b[2J\r\n\0\u007f\u009f\u00ff"), out);
        assertThat(out.take().toString()).isEqualTo("\\x80a ~\\x1b[2J\\x0d\\x0a\\x00\\x7f\\x9f\\xff");
    }

    @Test
    void lettersOfEveryScriptStay() {
        assertThat(Printable.text("Caf\u00e9 \u6771\u4eac \ud83d\udea2"))
                .isEqualTo("Caf\u00e9 \u6771\u4eac \ud83d\udea2");
        assertThat(Printable.text("plain")).isEqualTo("plain");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, '\t', '\n', '\r', 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0xad})
    void controlsOfTextAreEscaped(int c) {
        assertThat(Printable.text("\u00e9" + (char) c + "x")).isEqualTo("\u00e9\\x%02xx".formatted(c));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x200b, 0x200f, 0x2028, 0x2029, 0x202e, 0x2066, 0xfeff, 0xd800, 0xdfff, 0xe000, 0xffff})
    void invisibleCharactersOfTextAreEscaped(int c) {
        assertThat(Printable.text("\u00e9" + (char) c + "x")).isEqualTo("\u00e9\\u%04xx".formatted(c));
    }

    @Test
    void invisibleCharactersOfTwoUnitsAreEscapedUnitByUnit() {
        assertThat(Printable.text("\udb40\udc01")).isEqualTo("\\udb40\\udc01");
    }
}
