package io.herd.access;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks credentials with the key of the herd, and so without a database: tokens, whose permissions are listed, and shares,
 * which let who has them read some names until a time, and need no list. For any number of threads.
 */
public final class Credentials {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String SHARE = "share";
    /** {@code share.<until>.<proof>.<names>}: a proof that holds for another kind of credential holds for none of these. */
    private static final int SHARE_PARTS = 4;

    private final SecretKeySpec key;

    /** @param secret what nobody knows but the servers of the herd, and who makes tokens */
    public Credentials(String secret) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** What a credential is worth. */
    public sealed interface Verdict {
        /**
         * It is sound.
         *
         * @param expires POSIX seconds; {@link Long#MAX_VALUE} if it does not
         */
        record Valid(String name, Permissions permissions, long expires) implements Verdict {}

        record Invalid(Reason reason) implements Verdict {}
    }

    /** Why a credential is worth nothing. */
    public enum Reason {
        /** Nobody made it who knew the key. */
        WRONG,
        /** It is not on the list of tokens. */
        UNLISTED,
        EXPIRED,
        REVOKED
    }

    /** The token of an id. */
    public String token(String id) {
        return new Token(id, tokenProof(id)).toString();
    }

    private String tokenProof(String id) {
        return proof("token " + id);
    }

    /** A new token, of an id that nobody can foresee. */
    public String newToken() {
        return token(Token.newId());
    }

    /** The id of a token or a share, which may be shown; the text itself if it is neither. */
    public static String idOf(String credential) {
        Token token = Token.parse(credential);
        String[] share = credential.split("\\.", SHARE_PARTS);
        return token != null ? token.id() : share.length == SHARE_PARTS ? shareId(share[2]) : credential;
    }

    /** Whether a credential looks like a share. */
    public static boolean isShare(String credential) {
        return credential.startsWith(SHARE + ".") && credential.split("\\.", SHARE_PARTS).length == SHARE_PARTS;
    }

    /**
     * A credential that lets who has it read some names.
     *
     * @param names one name, or a pattern
     * @param until POSIX seconds
     */
    public String share(String names, long until) {
        return SHARE + "." + until + "." + shareProof(String.valueOf(until), names) + "." + names;
    }

    private String shareProof(String until, String names) {
        return proof(SHARE + " " + until + " " + names);
    }

    private static String shareId(String proof) {
        return proof.substring(0, Math.min(Token.ID_LENGTH, proof.length()));
    }

    /**
     * Finds out what a credential is worth.
     *
     * @param now POSIX seconds
     */
    public Verdict check(String credential, TokenList list, long now) {
        Token token = Token.parse(credential);
        if (token != null) {
            return token(token, list, now);
        }
        String[] parts = credential.split("\\.", SHARE_PARTS);
        return parts.length == SHARE_PARTS && parts[0].equals(SHARE)
                ? share(parts, list, now)
                : new Verdict.Invalid(Reason.WRONG);
    }

    private Verdict token(Token token, TokenList list, long now) {
        if (!isSame(token.proof(), tokenProof(token.id()))) {
            return new Verdict.Invalid(Reason.WRONG);
        }
        TokenEntry entry = list.find(token.id());
        return entry == null ? new Verdict.Invalid(Reason.UNLISTED) : verdict(entry, now);
    }

    private Verdict share(String[] parts, TokenList list, long now) {
        String until = parts[1];
        NamePattern names = NamePattern.parse(parts[3]);
        if (!isSame(parts[2], shareProof(until, parts[3])) || names == null) {
            return new Verdict.Invalid(Reason.WRONG);
        }
        String id = shareId(parts[2]);
        TokenEntry entry = list.find(id);
        var readable =
                new Permissions(Names.NONE, new Names(List.of(names), List.of()), List.of(), Names.NONE, false, false);
        return verdict(
                new TokenEntry(
                        id,
                        SHARE + "." + parts[3],
                        readable,
                        Long.parseLong(until),
                        entry != null && entry.isRevoked()),
                now);
    }

    private static Verdict verdict(TokenEntry entry, long now) {
        if (entry.isRevoked()) {
            return new Verdict.Invalid(Reason.REVOKED);
        } else if (entry.expires() <= now) {
            return new Verdict.Invalid(Reason.EXPIRED);
        }
        return new Verdict.Valid(entry.name(), entry.permissions(), entry.expires());
    }

    private String proof(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Token.digits(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), Token.PROOF_LENGTH);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /** Takes as long whatever the first difference is. */
    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
