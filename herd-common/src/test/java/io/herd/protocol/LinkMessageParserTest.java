package io.herd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.LinkMessage.Ask;
import io.herd.protocol.LinkMessage.Beat;
import io.herd.protocol.LinkMessage.Bye;
import io.herd.protocol.LinkMessage.Hello;
import io.herd.protocol.LinkMessage.KeyProof;
import io.herd.protocol.LinkMessage.Leaf;
import io.herd.protocol.LinkMessage.Node;
import io.herd.protocol.LinkMessage.OtherHello;
import io.herd.protocol.LinkMessage.Proof;
import io.herd.protocol.LinkMessage.Refused;
import io.herd.protocol.LinkMessage.Unknown;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkMessageParserTest {
    static List<LinkMessage> messages() {
        return List.of(
                new Hello(
                        "Goloman",
                        "Hands",
                        "00ff",
                        "0e0e",
                        "ttl=30000ms",
                        "Goloman:1:2",
                        List.of(new KeyProof("0d0d", "abcd"))),
                new Hello(
                        "Goloman",
                        "Hands",
                        "00ff",
                        "0e0e",
                        "tombstones=9ms",
                        "Goloman:1:2,Hands:3:4",
                        List.of(new KeyProof("0d0d", "abcd"), new KeyProof("0e0e", "ef01"))),
                new OtherHello(1, "Goloman"),
                new Proof("0123"),
                new Bye("Goloman stops"),
                new Refused("the herd's secret is another"),
                new Beat(0, 0, "Goloman:1:2"),
                new Beat(-1, 1_700_000_000_000_000_000L, "-"),
                new Beat(1, -1, "Goloman:1:2,Hands:3:4"),
                new Ask(Prefix.ROOT),
                new Ask(new Prefix(4, 0x0a0f)),
                new Ask(new Prefix(7, 0)),
                new Node(new Prefix(1, 7), Collections.nCopies(16, 0x8000000000000001L)),
                new Leaf(new Prefix(4, 0xffff), List.of(1L, -1L, 0x0123456789abcdefL)),
                new Leaf(new Prefix(4, 1), List.of()));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsWrittenIsReadAgain(LinkMessage message) {
        String line = message.toLine().toString();
        assertThat(line).endsWith("\n");
        assertThat(LinkMessageParser.parse(Bytes.of(line.strip()))).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HELLO",
                "HELLO 3 a b c d",
                "HELLO 3 a b c d e",
                "HELLO 3 a b c d e f g",
                "HELLO 3 a b c d e f g h i j k l",
                "HELLO x a b c d e f",
                "HELLO 12345 a b c d e f",
                "HELLO 1",
                "PROOF",
                "PROOF a b",
                "BEAT",
                "BEAT x",
                "BEAT 1",
                "BEAT 1 2",
                "BEAT 1 2 3 4",
                "BEAT 12345678901234567 1 x",
                "ASK",
                "ASK 12345678",
                "ASK g",
                "ASK - 1",
                "NODE - 1 2 3",
                "NODE - 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
                "NODE",
                "LEAF",
                "LEAF 0000 -1",
                "LEAF 0000 g",
                "BYE",
                "REFUSED",
            })
    void anythingElseIsUnknown(String line) {
        assertThat(LinkMessageParser.parse(Bytes.of(line))).isEqualTo(new Unknown(Bytes.of(line)));
    }

    @Test
    void ofALongReasonTheBeginCounts() {
        assertThat(LinkMessageParser.parse(Bytes.of("BYE " + "x".repeat(5_000))))
                .isEqualTo(new Bye("x".repeat(1_000)));
    }
}
