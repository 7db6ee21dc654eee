package io.herd.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.CommandParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static String written(Template template, int client, long serial) {
        var out = ByteBuffer.allocate(200).put((byte) '>');
        template.write(out, client, serial);
        return new String(out.array(), 0, out.position(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void onlyDigitsChange() {
        var template = new Template("A CCCCCCCC NNNN EEEE CCCCCCCC SSSSSSSSSS.FFFFFFFFF\n", 12);
        assertThat(written(template, 34, 0)).isEqualTo(">A 00000034 0000 9999 00000034 0000000012.000000000\n");
        assertThat(written(template, 99_999_999, 987_654_321))
                .isEqualTo(">A 99999999 0247 9752 99999999 0000000012.987654321\n");
    }

    @Test
    void reportsAreCommandsWhoseTimesGrow() {
        Template template = Commands.iamat(1_700_000_000).command();
        long before = 0;
        for (long serial = 0; serial < 1_000_000_000; serial += 7_654_321) {
            String line = written(template, 5, serial).substring(1).stripTrailing();
            Iamat iamat = (Iamat) CommandParser.parse(Bytes.of(line));
            assertThat(iamat.client().is("client-00000005")).isTrue();
            assertThat(iamat.timeNanos()).isGreaterThan(before);
            before = iamat.timeNanos();
        }
    }
}
