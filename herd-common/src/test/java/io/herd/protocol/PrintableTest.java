package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void whatATerminalWouldObeyIsWrittenOut() {
        assertThat(Printable.of("a ~\u001b[2J\r\n\0\u007f\u0085\u00ff"))
                .isEqualTo("a ~\\x1b[2J\\x0d\\x0a\\x00\\x7f\\x85\\xff");
    }
}
