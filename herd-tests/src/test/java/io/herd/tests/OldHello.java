package io.herd.tests;

import java.util.HexFormat;

/** First words of clients that speak old versions only. The JDK itself makes none any more. */
final class OldHello {
    private static final String RANDOM = "5a".repeat(32);

    private OldHello() {}

    /** A ClientHello (RFC 4346) of TLS 1.1 with one cipher that such servers had to know. */
    static byte[] ofTls11() {
        String body = "0302" + RANDOM + "00" + "0002002f" + "0100";
        String hello = "01" + length(body, 6) + body;
        return HexFormat.of().parseHex("16" + "0301" + length(hello, 4) + hello);
    }

    private static String length(String hex, int digits) {
        return HexFormat.of().toHexDigits(hex.length() / 2L, digits);
    }
}
