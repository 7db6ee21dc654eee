package io.herd.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials.Reason;
import io.herd.access.Credentials.Verdict;
import io.herd.config.JwtConfig;
import io.herd.protocol.Bytes;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class JwtCredentialsTest {
    private static final long NOW = 1_764_000_000;
    private static final KeyPair ISSUER = pair();

    private JwtCredentials jwts;

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void fetch(Vertx vertx) {
        jwts = new JwtCredentials(
                vertx, new JwtConfig("https://id.example/keys", "https://id.example", "herd", "herd"));
        assertThat(jwts.use(set(ISSUER))).isEqualTo(1);
    }

    private static JsonObject set(KeyPair pair) {
        var key = (RSAPublicKey) pair.getPublic();
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kty", "RSA")
                                        .put("kid", "1")
                                        .put("alg", "RS256")
                                        .put("use", "sig")
                                        .put("n", base64(unsigned(key.getModulus())))
                                        .put("e", base64(unsigned(key.getPublicExponent())))));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(JsonObject object) {
        return base64(object.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject claims() {
        return new JsonObject()
                .put("iss", "https://id.example")
                .put("aud", "herd")
                .put("sub", "alice")
                .put("exp", NOW + 60)
                .put("herd", new JsonArray().add("report=alice/*").add("read=family/*"));
    }

    private static String signed(KeyPair pair, JsonObject claims) throws GeneralSecurityException {
        String text = base64(new JsonObject().put("alg", "RS256").put("kid", "1")) + "." + base64(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + base64(signature.sign());
    }

    private Verdict check(JsonObject claims) throws GeneralSecurityException {
        return jwts.check(signed(ISSUER, claims), NOW);
    }

    private static Verdict invalid(Reason reason) {
        return new Verdict.Invalid(reason);
    }

    @Test
    void itPermitsWhatItsClaimSays() throws GeneralSecurityException {
        for (Object claim : new Object[] {claims().getValue("herd"), "report=alice/* read=family/*"}) {
            assertThat(check(claims().put("herd", claim))).isInstanceOfSatisfying(Verdict.Valid.class, valid -> {
                assertThat(valid.name()).isEqualTo("alice");
                assertThat(valid.expires()).isEqualTo(NOW + 60);
                assertThat(valid.permissions().report().contains(Bytes.of("alice/phone")))
                        .isTrue();
                assertThat(valid.permissions().report().contains(Bytes.of("bob/phone")))
                        .isFalse();
            });
        }
    }

    @Test
    void whoeverElseIssuedItOrForWhomeverElseItIsWorthNothing() throws GeneralSecurityException {
        assertThat(check(claims().put("iss", "https://other.example"))).isEqualTo(invalid(Reason.WRONG));
        assertThat(check(claims().put("aud", "shop"))).isEqualTo(invalid(Reason.WRONG));
        assertThat(jwts.check(signed(pair(), claims()), NOW)).isEqualTo(invalid(Reason.WRONG));
    }

    @Test
    void itMustEnd() throws GeneralSecurityException {
        assertThat(check(claims().put("exp", NOW))).isEqualTo(invalid(Reason.EXPIRED));
        JsonObject endless = claims();
        endless.remove("exp");
        assertThat(check(endless)).isEqualTo(invalid(Reason.WRONG));
    }

    @Test
    void aClaimThatMeansNothingPermitsNothing() throws GeneralSecurityException {
        assertThat(check(claims().put("herd", "everything"))).isEqualTo(invalid(Reason.WRONG));
        assertThat(check(claims().put("herd", 7))).isEqualTo(invalid(Reason.WRONG));
        JsonObject without = claims();
        without.remove("herd");
        assertThat(check(without)).isEqualTo(invalid(Reason.WRONG));
    }

    @Test
    void anAlgorithmThatProvesNothingIsNotBelieved() throws GeneralSecurityException {
        String none = base64(new JsonObject().put("alg", "none")) + "." + base64(claims()) + ".";
        assertThat(jwts.check(none, NOW)).isEqualTo(invalid(Reason.WRONG));
        // With a key that everybody has.
        String text = base64(new JsonObject().put("alg", "HS256").put("kid", "1")) + "." + base64(claims());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(ISSUER.getPublic().getEncoded(), "HmacSHA256"));
        String forged = text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        assertThat(jwts.check(forged, NOW)).isEqualTo(invalid(Reason.WRONG));
    }

    @Test
    void withoutKeysNothingIsWorthAnythingAndSymmetricOnesDoNotCount() throws GeneralSecurityException {
        var secret = new JsonObject().put("kty", "oct").put("alg", "HS256").put("k", base64(new byte[32]));
        assertThat(jwts.use(new JsonObject().put("keys", new JsonArray().add(secret))))
                .isZero();
        assertThat(check(claims())).isEqualTo(invalid(Reason.WRONG));
    }

    @Test
    void whatIsNoJwtIsWorthNothing() {
        for (String text : new String[] {"eyJ", "eyJ.eyJ.eyJ", "eyJhbGciOiJSUzI1NiJ9..", "eyJ\u0000"}) {
            assertThat(jwts.check(text, NOW)).isEqualTo(invalid(Reason.WRONG));
        }
    }
}
