package io.herd.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenListTest {
    private static List<String> problems(String text) {
        return switch (TokenList.parse(text)) {
            case TokenList.Parsed.Malformed(var problems) -> problems;
            case TokenList.Parsed.Sound _ -> List.of();
        };
    }

    private static Permissions permissions(String line) {
        return ((TokenList.Parsed.Sound) TokenList.parse(line))
                .list()
                .entries()
                .iterator()
                .next()
                .permissions();
    }

    @Test
    void emptyLinesAndCommentsDoNotCount() {
        assertThat(problems("# tokens\n\n   \n  # more\nK7QX2M phone report=*\n"))
                .isEmpty();
    }

    @Test
    void aByteOrderMarkAndLinesThatEndAsOnWindowsDoNotCount() {
        assertThat(problems("\uFEFF# tokens\r\nK7QX2M phone report=* monitor\r\n"))
                .isEmpty();
    }

    @Test
    void aTokenThatStandsWhereItsIdShouldIsNotShown() {
        assertThat(problems("K7QX2MABCDEFGHJKMNPQRSTV phone"))
                .singleElement()
                .asString()
                .endsWith(", got K7QX2M...");
    }

    @ParameterizedTest
    @CsvSource({
        "k7qx2m phone, 'expected the id of a token, which are 6 digits and capital letters, got k7qx2m'",
        "K7QX2M, expected the name of whom the token K7QX2M is for behind it",
    })
    void aLineWithoutAnIdOrANameIsAProblem(String line, String problem) {
        assertThat(problems("# one\n" + line)).containsExactly("line 2: " + problem);
    }

    @ParameterizedTest
    @CsvSource({
        "report=",
        "report=a*b",
        "read-area=home/5",
        "read-area=+1+1",
        "read-area=+1+1/0",
        "read-area=+1+1/-1",
        "expires=soon",
        "expires=2025-13-01",
        "write=*",
        "Monitor",
        "monitor=yes",
    })
    void aWordThatMeansNothingIsAProblem(String word) {
        assertThat(problems("K7QX2M phone monitor " + word))
                .singleElement()
                .asString()
                .startsWith("line 1: expected report=<names>")
                .endsWith(", got " + word);
    }

    @Test
    void aTokenThatStandsTwiceIsAProblem() {
        assertThat(problems("K7QX2M phone\nK7QX2N car\nK7QX2M car"))
                .containsExactly("line 3: the token K7QX2M stands twice");
    }

    @Test
    void whatMayBeReadIsBoundedByNamesOrByAreas() {
        Permissions some = permissions("K7QX2M shop read=staff/* read=boss read-area=+52.5+13.4/5");
        var near = new Position(52.52, 13.4);
        var far = new Position(48, 11);
        assertThat(some.mayRead(Bytes.of("staff/a"), far)).isTrue();
        assertThat(some.mayRead(Bytes.of("boss"), far)).isTrue();
        assertThat(some.mayRead(Bytes.of("bosses"), far)).isFalse();
        assertThat(some.mayRead(Bytes.of("anybody"), near)).isTrue();
        assertThat(some.mayReadAllWithin(new Position(52.5, 13.4), 4_900)).isTrue();
        assertThat(some.mayReadAllWithin(near, 4_900)).isFalse();
    }

    @Test
    void namesCanBeClosedToAnybody() {
        Names others = Names.allBut(List.of("family/*", "boss"));
        assertThat(others.contains(Bytes.of("car"))).isTrue();
        assertThat(others.contains(Bytes.of("family/car"))).isFalse();
        assertThat(others.contains(Bytes.of("boss"))).isFalse();
        assertThat(others.isAll()).isFalse();
        assertThat(others.containsAllOf(Bytes.of("fam"))).isFalse();
        assertThat(others.containsAllOf(Bytes.of("family/x"))).isFalse();
        assertThat(others.containsAllOf(Bytes.of("x"))).isTrue();
        assertThat(Names.ALL.isAll()).isTrue();
        assertThat(Names.NONE.contains(Bytes.of("x"))).isFalse();
    }
}
