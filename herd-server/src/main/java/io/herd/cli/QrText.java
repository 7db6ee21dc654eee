package io.herd.cli;

import io.nayuki.qrcodegen.QrCode;

/** A QR code as text: two modules a character, light ones as blocks, as terminals mostly are dark. */
final class QrText {
    private static final int QUIET_ZONE = 2;
    /** By whether the upper module is light, and the lower. */
    private static final String[] BLOCKS = {" ", "\u2584", "\u2580", "\u2588"};

    private QrText() {}

    static String of(QrCode code) {
        var text = new StringBuilder();
        for (int y = -QUIET_ZONE; y < code.size + QUIET_ZONE; y += 2) {
            for (int x = -QUIET_ZONE; x < code.size + QUIET_ZONE; x++) {
                text.append(BLOCKS[light(code, x, y) * 2 + light(code, x, y + 1)]);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static int light(QrCode code, int x, int y) {
        return code.getModule(x, y) ? 0 : 1;
    }
}
