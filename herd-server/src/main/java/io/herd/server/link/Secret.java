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
import org.jspecify.annotations.Nullable;

/** What the servers of a herd know and nobody else: they prove it to each other, and it never travels. */
public final class Secret {
    private static final String ALGORITHM = "HmacSHA256";
    /** Stands in where there is no secret; such a herd keeps to one machine. */
    private static final String NONE = "none";

    private static final int NONCE_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final boolean isKnown;

    /** The secret of the configuration, or null where it has none. */
    public Secret(@Nullable String text) {
        isKnown = text != null;
        key = new SecretKeySpec((text == null ? NONE : text).getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** A secret that nobody has seen before. */
    public static String random() {
        return nonce() + nonce();
    }

    /** Whether a link to this address may be trusted: without a secret only one within the machine. */
    boolean allows(boolean isLoopback) {
        return isKnown || isLoopback;
    }

    /** A number used once, in hexadecimal. */
    static String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What the herd's clients and reports are hashed with, so that nobody outside can tell the hashes. */
    public SipHash hash() {
        ByteBuffer key = ByteBuffer.wrap(hmac("digest")).order(ByteOrder.LITTLE_ENDIAN);
        return new SipHash(key.getLong(), key.getLong());
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

    /** Whether a proof is that of these words, found out in a time that tells nothing. */
    boolean isProof(String proof, String... words) {
        byte[] expected = proof(words).getBytes(StandardCharsets.ISO_8859_1);
        return MessageDigest.isEqual(expected, proof.getBytes(StandardCharsets.ISO_8859_1));
    }
}
