package io.herd.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials.Reason;
import io.herd.access.Credentials.Verdict;
import io.herd.protocol.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final long NOW = 1_764_000_000;

    private final Credentials credentials = new Credentials("a key of the herd's servers");
    private final String token = credentials.token("K7QX2M");

    private static TokenList list(String... lines) {
        return ((TokenList.Parsed.Sound) TokenList.parse(String.join("\n", lines))).list();
    }

    private Verdict check(String credential, String... lines) {
        return credentials.check(credential, list(lines), NOW);
    }

    private static Verdict invalid(Reason reason) {
        return new Verdict.Invalid(reason);
    }

    @Test
    void aTokenIsShortAndOfDigitsAndCapitalsThatCannotBeMistaken() {
        assertThat(token).startsWith("K7QX2M").matches("[0-9A-HJKMNP-TV-Z]{24}");
        assertThat(credentials.token("K7QX2M")).isEqualTo(token);
        assertThat(credentials.newToken()).isNotEqualTo(credentials.newToken());
        assertThat(new Credentials("the key of another herd").token("K7QX2M")).isNotEqualTo(token);
    }

    @Test
    void aTokenMayDoWhatItsLineSays() {
        assertThat(check(token, "K7QX2M family/phone report=family/phone read=family/* monitor"))
                .isInstanceOfSatisfying(Verdict.Valid.class, valid -> {
                    assertThat(valid.name()).isEqualTo("family/phone");
                    assertThat(valid.permissions().report().contains(Bytes.of("family/phone")))
                            .isTrue();
                    assertThat(valid.permissions().report().contains(Bytes.of("family/phone2")))
                            .isFalse();
                    assertThat(valid.permissions().read().contains(Bytes.of("family/car")))
                            .isTrue();
                    assertThat(valid.permissions().read().contains(Bytes.of("famil")))
                            .isFalse();
                    assertThat(valid.permissions().has(Scope.MONITOR)).isTrue();
                    assertThat(valid.permissions().has(Scope.ADMINISTER)).isFalse();
                    assertThat(valid.permissions().has(Scope.FORGET)).isFalse();
                });
    }

    @Test
    void howATokenIsTypedDoesNotMatter() {
        String typed =
                token.toLowerCase(java.util.Locale.ROOT).replace('0', 'o').replace('1', 'l');
        String grouped = typed.substring(0, 6) + "-" + typed.substring(6);
        assertThat(check(grouped, "K7QX2M phone")).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void aTokenThatNobodyMadeIsWrongWhetherItIsListedOrNot() {
        char last = token.charAt(23) == '0' ? '1' : '0';
        String wrong = token.substring(0, 23) + last;
        assertThat(check(wrong, "K7QX2M phone")).isEqualTo(invalid(Reason.WRONG));
        assertThat(check(wrong)).isEqualTo(invalid(Reason.WRONG));
        assertThat(check(token)).isEqualTo(invalid(Reason.UNLISTED));
    }

    @Test
    void aTokenEndsWhenItIsRevokedOrExpires() {
        assertThat(check(token, "K7QX2M phone revoked")).isEqualTo(invalid(Reason.REVOKED));
        assertThat(check(token, "K7QX2M phone expires=2025-11-24T15:59:59Z")).isEqualTo(invalid(Reason.EXPIRED));
        assertThat(check(token, "K7QX2M phone expires=2025-11-24T16:00:01Z")).isInstanceOf(Verdict.Valid.class);
        assertThat(check(token, "K7QX2M phone expires=2025-11-23")).isEqualTo(invalid(Reason.EXPIRED));
        assertThat(check(token, "K7QX2M phone expires=2025-11-24")).isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void aShareLetsReadUntilItsTimeAndCanBeRevoked() {
        String share = credentials.share("family/*", NOW + 1);
        assertThat(check(share)).isInstanceOfSatisfying(Verdict.Valid.class, valid -> {
            assertThat(valid.permissions().read().contains(Bytes.of("family/car")))
                    .isTrue();
            assertThat(valid.permissions().has(Scope.REPORT)).isFalse();
            assertThat(valid.expires()).isEqualTo(NOW + 1);
        });
        assertThat(credentials.check(share, TokenList.EMPTY, NOW + 1)).isEqualTo(invalid(Reason.EXPIRED));
        assertThat(check(share, Credentials.idOf(share) + " share revoked")).isEqualTo(invalid(Reason.REVOKED));
        assertThat(check(share.replace("family/*", "*"))).isEqualTo(invalid(Reason.WRONG));
        assertThat(check(share.replace(String.valueOf(NOW + 1), String.valueOf(NOW + 9))))
                .isEqualTo(invalid(Reason.WRONG));
    }

    @Test
    void whoHasTheKeyMayDoEverythingForAWhile() {
        String operator = credentials.operator(NOW + 1);
        assertThat(check(operator))
                .isInstanceOfSatisfying(
                        Verdict.Valid.class,
                        valid -> assertThat(valid.permissions()).isEqualTo(Permissions.ALL));
        assertThat(credentials.check(operator, TokenList.EMPTY, NOW + 1)).isEqualTo(invalid(Reason.EXPIRED));
        String share = credentials.share("*", NOW + 1);
        assertThat(check(share.replace("share", "operator"))).isEqualTo(invalid(Reason.WRONG));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "share",
                "share...",
                "share.9.9.9.9",
                "a.b.c",
                "K7QX2M",
                "?",
                "\u0000",
                "ÄÖÜ",
                "IIIIIIIIIIIIIIIIIIIIIIII",
                "----------------------------------------",
                "share.99999999999999999999.X.*"
            })
    void whateverElseIsShownIsWrong(String credential) {
        assertThat(check(credential, "K7QX2M phone")).isEqualTo(invalid(Reason.WRONG));
        assertThat(Credentials.idOf(credential)).isNotNull();
    }
}
