package io.herd.server.link;

import io.herd.state.SipHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the servers of a herd know and nobody else: they prove it to each other, and it never travels. */
public final class Secret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int NONCE_BYTES = 16;
    private static final int NAME_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final String name;

    Secret(String text) {
        key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        name = HexFormat.of().formatHex(hmac("key"), 0, NAME_BYTES);
    }

    /** A secret that nobody has seen before, as text. */
    public static String random() {
        return nonce() + nonce();
    }

    /** A number used once, in hexadecimal. */
    static String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What tells the secret from others without giving it away, in hexadecimal. */
    String name() {
        return name;
    }

    /** What clients and reports are hashed with, so that nobody who does not know the secret can tell the hashes. */
    SipHash hash() {
        ByteBuffer bytes = ByteBuffer.wrap(hmac("digest")).order(ByteOrder.LITTLE_ENDIAN);
        return new SipHash(bytes.getLong(), bytes.getLong());
    }

    /** The HMAC-SHA256, under the secret, of words with a space between each two; in hexadecimal. */
    String proof(String... words) {
        return HexFormat.of().formatHex(hmac(String.join(" ", words)));
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether a proof is that of these words, compared in constant time. */
    boolean isProof(String proof, String... words) {
        byte[] expected = proof(words).getBytes(StandardCharsets.ISO_8859_1);
        return MessageDigest.isEqual(expected, proof.getBytes(StandardCharsets.ISO_8859_1));
    }
}
