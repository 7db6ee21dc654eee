package io.herd.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Bodies that apps have packed, and their broken relatives. */
class PhoneBodyTest {
    private static final int MOST = 1_000;

    private static byte[] text(int length) {
        return "x".repeat(length).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] body) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] body) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream deflate = new DeflaterOutputStream(out)) {
            deflate.write(body);
        }
        return out.toByteArray();
    }

    @Test
    void aPackedBodyIsUnpackedWhateverTheHeaderSays() throws IOException {
        for (String encoding : new String[] {"gzip", "x-gzip", "GZIP", ""}) {
            assertThat(PhoneBody.unpacked(gzip(text(500)), encoding, MOST)).isEqualTo(text(500));
        }
        assertThat(PhoneBody.unpacked(deflate(text(500)), "deflate", MOST)).isEqualTo(text(500));
        assertThat(PhoneBody.unpacked(text(500), "gzip", MOST)).isEqualTo(text(500));
        assertThat(PhoneBody.unpacked(new byte[0], "gzip", MOST)).isEmpty();
    }

    @Test
    void aBombIsCut() throws IOException {
        assertThat(PhoneBody.unpacked(gzip(text(1 << 20)), "gzip", MOST)).hasSize(MOST);
        assertThat(PhoneBody.unpacked(deflate(text(1 << 20)), "deflate", MOST)).hasSize(MOST);
    }

    @Test
    void aBrokenBodyStaysAsItIs() throws IOException {
        byte[] broken = Arrays.copyOf(gzip(text(500)), 15);
        assertThat(PhoneBody.unpacked(broken, "gzip", MOST)).isEqualTo(broken);
        assertThat(PhoneBody.unpacked(text(5), "deflate", MOST)).isEqualTo(text(5));
    }
}
