package io.herd.server.places;

import static io.herd.config.PlacesConfig.Provider.GOOGLE;
import static io.herd.config.PlacesConfig.Provider.GOOGLE_LEGACY;
import static io.herd.config.PlacesConfig.Provider.OVERPASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.herd.config.PlacesConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of all that providers say instead of places. */
class ProviderErrorsTest {
    private static final String KEY = "AIza+the/key";
    private static final String RATE_PAGE =
            "<html><head><title>OSM3S</title></head><body><p>Error: runtime error: open64:"
                    + " 0 Success /osm3s_osm_base Dispatcher_Client::request_read_and_idx::rate_limited.</p></body></html>";

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    private Outcome read(PlacesConfig.Provider provider, int http, String body) {
        var config = new PlacesConfig(provider, null, KEY, Duration.ofSeconds(5), 1, 1_000);
        var errors = new ProviderErrors(config, new SearchFailures(Endpoint.of("http://a.example"), config));
        Outcome outcome = errors.read(new HttpAnswer(http, headers, Buffer.buffer(body)));
        assertThat(outcome.document().places()).isEmpty();
        assertThat(outcome.document().message())
                .startsWith("Places at a.example:80 ")
                .doesNotContain("AIza", "the/key", "\n")
                .hasSizeLessThan(700);
        return outcome;
    }

    private static String google(String fields) {
        return "{\"error\": {\"code\": 1, \"message\": \"the reason\", %s}}".formatted(fields);
    }

    private static void assertBacksOff(Outcome outcome, SearchStatus status, Duration pause) {
        assertThat(outcome.document().status()).isEqualTo(status);
        assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
        assertThat(((Outcome.BackOff) outcome).pause()).isEqualTo(pause);
    }

    private static void assertFails(Outcome outcome, String... reasons) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(outcome.document().status()).isEqualTo(SearchStatus.UNKNOWN_ERROR);
        assertThat(outcome.document().message()).contains(reasons);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestToSlowDownIsObeyedAtOnce(PlacesConfig.Provider provider) {
        Duration pause = provider == OVERPASS ? Duration.ofSeconds(30) : Duration.ofSeconds(10);
        assertBacksOff(read(provider, 429, "<html>"), SearchStatus.OVER_QUERY_LIMIT, pause);
        headers.set("Retry-After", "61");
        assertBacksOff(read(provider, 429, ""), SearchStatus.OVER_QUERY_LIMIT, Duration.ofSeconds(61));
        assertBacksOff(read(provider, 503, ""), SearchStatus.UNKNOWN_ERROR, Duration.ofSeconds(61));
        assertBacksOff(read(provider, 403, ""), SearchStatus.REQUEST_DENIED, Duration.ofSeconds(61));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1.5,1500", " 7 ,7000", "-1,10000", "soon,10000", "'Wed, 21 Oct 2026 07:28:10 GMT',70000"})
    void retryAfterIsSecondsOrADate(String header, long millis) {
        headers.set("Retry-After", header).set("Date", "Wed, 21 Oct 2026 07:27:00 GMT");
        assertBacksOff(read(GOOGLE, 429, ""), SearchStatus.OVER_QUERY_LIMIT, Duration.ofMillis(millis));
    }

    @Test
    void aDateThatIsPastIsNoPause() {
        headers.set("Retry-After", "Wed, 21 Oct 2015 07:28:10 GMT");
        assertBacksOff(read(GOOGLE, 429, ""), SearchStatus.OVER_QUERY_LIMIT, Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"errors\": [{\"domain\": \"usageLimits\", \"reason\": \"rateLimitExceeded\"}]",
                "\"errors\": [{\"reason\": \"userRateLimitExceeded\"}]",
                "\"status\": \"RESOURCE_EXHAUSTED\"",
                "\"status\": \"PERMISSION_DENIED\", \"details\": [7, {\"reason\": \"RATE_LIMIT_EXCEEDED\"}]",
            })
    void aRateThatIsToldAsForbiddenIsNotBlamedOnTheKey(String fields) {
        Outcome outcome = read(GOOGLE, 403, google(fields));
        assertBacksOff(outcome, SearchStatus.OVER_QUERY_LIMIT, Duration.ofSeconds(10));
        assertThat(outcome.document().message()).contains("the reason", "quota").doesNotContain("GOOGLE_PLACES_KEY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"errors\": [{\"reason\": \"dailyLimitExceeded\"}]",
                "\"errors\": [{\"reason\": \"quotaExceeded\"}]",
                "\"status\": \"RESOURCE_EXHAUSTED\", \"details\": [{\"reason\": \"RATE_LIMIT_EXCEEDED\","
                        + " \"metadata\": {\"quota_limit\": \"SearchNearbyPerDayPerProject\"}}]",
            })
    void aQuotaThatIsUsedUpTakesLonger(String fields) {
        assertBacksOff(read(GOOGLE, 403, google(fields)), SearchStatus.OVER_QUERY_LIMIT, Duration.ofMinutes(10));
        assertBacksOff(read(GOOGLE, 429, google(fields)), SearchStatus.OVER_QUERY_LIMIT, Duration.ofMinutes(10));
    }

    @Test
    void retryInfoIsObeyed() {
        String info = "\"details\": [{\"@type\": \"a/google.rpc.RetryInfo\", \"retryDelay\": \"37s\"}]";
        assertBacksOff(read(GOOGLE, 429, google(info)), SearchStatus.OVER_QUERY_LIMIT, Duration.ofSeconds(37));
    }

    @Test
    void aKeyThatIsNoGoodIsDenied() {
        Outcome unknown = read(GOOGLE, 400, google("\"details\": [{\"reason\": \"API_KEY_INVALID\"}]"));
        assertBacksOff(unknown, SearchStatus.REQUEST_DENIED, Duration.ofSeconds(10));
        assertThat(unknown.document().message()).contains("API_KEY_INVALID", "GOOGLE_PLACES_KEY", "Places API (New)");
        for (int http : new int[] {401, 403}) {
            Outcome denied = read(GOOGLE, http, google("\"x\": 1").replace("the reason", "Disabled for " + KEY));
            assertBacksOff(denied, SearchStatus.REQUEST_DENIED, Duration.ofSeconds(10));
            assertThat(denied.document().message()).contains("it says: Disabled for KEY");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OVER_QUERY_LIMIT,OVER_QUERY_LIMIT,10",
        "OVER_DAILY_LIMIT,OVER_QUERY_LIMIT,600",
        "REQUEST_DENIED,REQUEST_DENIED,10"
    })
    void theLegacyFormSaysSoWithinASuccessOfHttp(String told, SearchStatus status, int seconds) {
        Outcome outcome =
                read(GOOGLE_LEGACY, 200, "{\"status\": \"%s\", \"error_message\": \"because\"}".formatted(told));
        assertBacksOff(outcome, status, Duration.ofSeconds(seconds));
        assertThat(outcome.document().message()).contains(told, "because");
    }

    @Test
    void aRequestThatMakesNoSenseIsNoFaultOfTheProvider() {
        for (Outcome outcome : new Outcome[] {
            read(GOOGLE, 400, google("\"status\": \"INVALID_ARGUMENT\"")),
            read(GOOGLE_LEGACY, 200, "{\"status\": \"INVALID_REQUEST\"}"),
            read(OVERPASS, 400, "<html>parse error</html>")
        }) {
            assertThat(outcome).isInstanceOf(Outcome.Answered.class);
            assertThat(outcome.document().status()).isEqualTo(SearchStatus.INVALID_REQUEST);
            assertThat(outcome.document().message()).contains("check places.url");
        }
    }

    @Test
    void anOverpassInterpreterIsLeftInSilence() {
        Duration silence = Duration.ofSeconds(30);
        assertBacksOff(read(OVERPASS, 504, "<html>"), SearchStatus.UNKNOWN_ERROR, silence);
        assertBacksOff(read(OVERPASS, 200, RATE_PAGE), SearchStatus.OVER_QUERY_LIMIT, silence);
        String busy = RATE_PAGE.replace("rate_limited", "timeout. The server is probably too busy");
        assertBacksOff(read(OVERPASS, 200, busy), SearchStatus.UNKNOWN_ERROR, silence);
        Outcome blocked = read(OVERPASS, 406, "<html>");
        assertBacksOff(blocked, SearchStatus.REQUEST_DENIED, Duration.ofMinutes(10));
        assertThat(blocked.document().message()).contains("refuses to serve this server", "places.url");
    }

    @Test
    void anythingElseIsAFailureThatIsQuoted() {
        assertFails(read(GOOGLE, 500, google("\"x\": 1")), "HTTP status 500", "the reason", "try again later");
        assertFails(read(GOOGLE, 404, ""), "HTTP status 404", "check places.url");
        String page = "<html><head><title>t</title><style>a{}</style></head><body><h1>Log\nin</h1> to the <b>WLAN</b>";
        assertFails(
                read(GOOGLE, 200, page + " " + "x".repeat(100_000)),
                "no answer of Nearby Search",
                "it says: Log in to the WLAN x",
                "check places.url");
        assertFails(read(GOOGLE_LEGACY, 200, "{\"status\": \"NOT_FOUND\"}"), "NOT_FOUND");
        Outcome unfinished = read(GOOGLE, 200, "<head><body>Log in <script>" + "f();<script>".repeat(2_000));
        assertFails(unfinished, "it says: Log in)");
        assertThat(unfinished.document().message()).doesNotContain("f()");
        assertFails(
                read(OVERPASS, 200, "{\"remark\": \"runtime error: timed out\"}"), "it says: runtime error: timed out");
    }
}
