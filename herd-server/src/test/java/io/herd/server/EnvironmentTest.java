package io.herd.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static Map<String, String> parse(String block) {
        return Environment.parse(block.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void variablesAreTextsOfUtf8WhateverTheLocale() {
        assertThat(parse("HERD_SECRET=grün 東京\0A=b=c\0EMPTY=\0LINES=one\ntwo\0"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("HERD_SECRET", "grün 東京", "A", "b=c", "EMPTY", "", "LINES", "one\ntwo"));
    }

    @Test
    void whatIsNoVariableIsPassedOver() {
        assertThat(parse("")).isEmpty();
        assertThat(parse("\0\0NONSENSE\0=C:=C:\\\0A=1\0A=2")).containsExactlyEntriesOf(Map.of("A", "1"));
    }

    @Test
    void theProcessHasOne() {
        assertThat(Environment.variables()).containsAllEntriesOf(Map.of("PATH", System.getenv("PATH")));
    }
}
