package io.herd.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.access.Credentials;
import io.herd.access.Credentials.Reason;
import io.herd.access.Permissions;
import io.herd.access.Scope;
import io.herd.access.TokenList;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class AccessControlTest {
    private final Credentials credentials = new Credentials("a key of the herd's servers");
    private final String token = credentials.token("K7QX2M");
    private Instant now = Instant.parse("2025-11-24T16:00:00Z");
    private final InstantSource clock = () -> now;
    private final AccessControl access =
            new AccessControl(credentials, null, Permissions.NONE, clock, NOPLogger.NOP_LOGGER);

    private void list(String text) {
        access.use(((TokenList.Parsed.Sound) TokenList.parse(text)).list());
    }

    private Grant granted() {
        return Objects.requireNonNull(access.check(token, "192.0.2.1"));
    }

    @Test
    void aGrantChangesWithTheList() {
        list("K7QX2M phone report=*");
        Grant grant = granted();
        assertThat(grant.permissions().has(Scope.REPORT)).isTrue();
        list("K7QX2M phone read=*");
        assertThat(grant.permissions().has(Scope.REPORT)).isFalse();
        assertThat(grant.permissions().has(Scope.READ)).isTrue();
        list("K7QX2M phone read=* revoked");
        assertThat(grant.permissions()).isSameAs(Permissions.NONE);
        list("");
        assertThat(access.check(token, "192.0.2.1")).isNull();
        assertThat(access.counters().refused(Reason.UNLISTED).sum()).isEqualTo(1);
    }

    @Test
    void aShareReadsOneNameAndEndsWithItsMakersToken() {
        list("K7QX2M dispatcher read=* administer expires=2025-11-24T17:00:00Z");
        assertThat(access.share(granted(), "kiwi", Duration.ofMinutes(30)).until())
                .isEqualTo(Instant.parse("2025-11-24T16:30:00Z"));
        Share share = access.share(granted(), "kiwi", Duration.ofHours(2));
        assertThat(share.until()).isEqualTo(Instant.parse("2025-11-24T17:00:00Z"));
        Grant grant = Objects.requireNonNull(access.check(share.credential(), "192.0.2.1"));
        assertThat(grant.permissions().read().isSingle()).isTrue();
        assertThat(grant.permissions().has(Scope.ADMINISTER)).isFalse();
        list("K7QX2M dispatcher read=* administer\n" + share.id() + " share revoked");
        assertThat(access.check(share.credential(), "192.0.2.1")).isNull();
    }

    @Test
    void aGrantEndsWhenItsTokenExpires() {
        list("K7QX2M phone report=* expires=2025-11-24T17:00:00Z");
        Grant grant = granted();
        now = now.plus(Duration.ofMinutes(59));
        access.endExpired();
        assertThat(grant.permissions().has(Scope.REPORT)).isTrue();
        now = now.plus(Duration.ofMinutes(1));
        access.endExpired();
        assertThat(grant.permissions()).isSameAs(Permissions.NONE);
    }

    @Test
    void whoTriesTooOftenIsNotLookedAtForAWhileAndOthersAre() {
        list("K7QX2M phone report=*");
        for (int i = 0; i < 20; i++) {
            assertThat(access.check("wrong", "192.0.2.1")).isNull();
        }
        assertThat(access.counters().refused(Reason.WRONG).sum()).isEqualTo(10);
        assertThat(access.counters().throttled.sum()).isEqualTo(10);
        assertThat(access.check(token, "192.0.2.1")).isNull();
        assertThat(access.check(token, "192.0.2.2")).isNotNull();
        now = now.plus(Duration.ofSeconds(6));
        assertThat(access.check(token, "192.0.2.1")).isNotNull();
    }

    @Test
    void theAddressesOfOneNetworkOfIpv6CountAsOne() {
        for (int i = 0; i < 10; i++) {
            assertThat(access.check("wrong", "2001:db8:0:7:0:0:0:" + i)).isNull();
        }
        assertThat(access.check("wrong", "2001:db8:0:7:8:8:8:8")).isNull();
        assertThat(access.counters().throttled.sum()).isEqualTo(1);
        assertThat(access.check("wrong", "2001:db8:0:8:0:0:0:1")).isNull();
        assertThat(access.counters().throttled.sum()).isEqualTo(1);
    }

    @Test
    void aGrantEndsWhenTheListSaysSoLater() {
        list("K7QX2M phone report=*");
        Grant grant = granted();
        list("K7QX2M phone report=* expires=2025-11-24T17:00:00Z");
        now = now.plus(Duration.ofHours(1));
        assertThat(access.check(token, "192.0.2.1")).isNull();
        access.endExpired();
        assertThat(grant.permissions()).isSameAs(Permissions.NONE);
    }

    @Test
    void whoShowsACredentialAgainSharesItsGrant() {
        list("K7QX2M phone report=*");
        Grant grant = granted();
        assertThat(granted()).isSameAs(grant);
        list("K7QX2M phone read=* revoked");
        assertThat(access.check(token, "192.0.2.1")).isNull();
        list("K7QX2M phone read=*");
        assertThat(granted().permissions().has(Scope.READ)).isTrue();
    }

    @Test
    void aCredentialInUseIsKnownAtAnAddressThatTriesTooOften() {
        list("K7QX2M phone report=*");
        Grant grant = granted();
        for (int i = 0; i < 20; i++) {
            assertThat(access.check("wrong", "192.0.2.1")).isNull();
        }
        assertThat(granted()).isSameAs(grant);
    }

    @Test
    void aTokenHasOneGrantHoweverItIsTyped() {
        list("K7QX2M phone report=*");
        Grant grant = granted();
        String typed = token.toLowerCase(Locale.ROOT) + "-".repeat(1_000);
        assertThat(access.check(typed, "192.0.2.1")).isSameAs(grant);
    }
}
