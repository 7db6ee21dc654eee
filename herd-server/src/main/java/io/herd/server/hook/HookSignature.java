package io.herd.server.hook;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the body of a request, and when it was sent, so that the receiver can tell it from others' and from old ones. */
final class HookSignature {
    static final String HEADER = "X-Herd-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private HookSignature() {}

    /** The header's value: {@code t=SECONDS,v1=HEX}, the HMAC-SHA256 of {@code SECONDS.BODY} under the secret. */
    static String of(String secret, long posixSeconds, Buffer body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((posixSeconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + posixSeconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
