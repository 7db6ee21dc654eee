package io.herd.access;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks credentials with the key of the herd, and so without a database: tokens, whose permissions are listed, and shares,
 * which let who has them read some names until a time, and need no list. For any number of threads.
 */
public final class Credentials {
    private static final String ALGORITHM = "HmacSHA256";
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
        Signed signed = Signed.parse(credential);
        return token != null ? token.id() : signed != null ? signed.id() : credential;
    }

    /** A credential as it was made, however it is typed; the text itself if it is none. */
    public static String canonical(String credential) {
        Token token = Token.parse(credential);
        return token == null ? credential : token.toString();
    }

    /** Whether a credential is a share, whatever it is worth. */
    public static boolean isShare(String credential) {
        return Signed.parse(credential) != null;
    }

    /**
     * A credential that lets who has it read some names.
     *
     * @param names one name, or a pattern
     * @param until POSIX seconds
     */
    public String share(String names, long until) {
        return signed(Signed.SHARE, until, names);
    }

    /** A credential that lets who has it do everything, until a time in POSIX seconds. */
    public String operator(long until) {
        return signed(Signed.OPERATOR, until, "*");
    }

    private String signed(String kind, long until, String names) {
        String end = String.valueOf(until);
        return new Signed(kind, end, proof(Signed.statement(kind, end, names)), names).toString();
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
        Signed signed = Signed.parse(credential);
        return signed == null ? new Verdict.Invalid(Reason.WRONG) : signed(signed, list, now);
    }

    private Verdict token(Token token, TokenList list, long now) {
        if (!isSame(token.proof(), tokenProof(token.id()))) {
            return new Verdict.Invalid(Reason.WRONG);
        }
        TokenEntry entry = list.find(token.id());
        return entry == null ? new Verdict.Invalid(Reason.UNLISTED) : verdict(entry, now);
    }

    private Verdict signed(Signed signed, TokenList list, long now) {
        Permissions permissions = signed.permissions();
        if (!isSame(signed.proof(), proof(signed.statement())) || permissions == null) {
            return new Verdict.Invalid(Reason.WRONG);
        }
        String name = signed.kind() + "." + signed.names();
        long until = Long.parseLong(signed.until());
        TokenEntry listed = list.find(signed.id());
        boolean isRevoked = listed != null && listed.isRevoked();
        return verdict(new TokenEntry(signed.id(), name, permissions, until, isRevoked), now);
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
