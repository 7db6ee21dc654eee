package io.herd.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.phone.PhoneMessage.Located;
import io.herd.phone.PhoneMessage.Malformed;
import io.herd.phone.PhoneMessage.Shown;
import io.herd.phone.PhoneMessage.Unused;
import io.herd.phone.PhoneRequest.Answer;
import io.herd.protocol.Card;
import io.herd.protocol.DecimalDegrees;
import io.herd.protocol.Readings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What apps send, and its broken relatives. */
class PhoneRequestTest {
    private static final double NONE = Double.NaN;

    private static PhoneRequest read(String query, String body) {
        return PhoneRequest.read(query, Sender.UNKNOWN, body.getBytes(StandardCharsets.UTF_8));
    }

    private static PhoneMessage only(PhoneRequest request) {
        assertThat(request.messages()).hasSize(1);
        return request.messages().getFirst();
    }

    private static Located located(String user, String device, String lat, String lon, long nanos, Readings readings) {
        return new Located(new Sender(user, device), new Fix(new DecimalDegrees(lat, lon), nanos, readings));
    }

    @Test
    void ownTracksOfAndroid() {
        PhoneRequest request = read("", """
                {"_type":"location","topic":"owntracks/alpha/pixel","created_at":1763999940,"_id":"3f2a91bc","source":"fused",
                 "batt":81,"bs":1,"acc":12,"lat":52.52000813,"lon":13.40495412,"alt":78,"vel":4,"tst":1763999938,"m":1,"conn":"m",
                 "tid":"al"}""");
        assertThat(request.answer()).isEqualTo(Answer.FRIENDS);
        assertThat(only(request))
                .isEqualTo(located(
                        "alpha",
                        "pixel",
                        "52.52000813",
                        "13.40495412",
                        1_763_999_938_000_000_000L,
                        new Readings(12, 78, 4 / 3.6, NONE, 81, "al")));
    }

    @Test
    void ownTracksOfAPhoneWithSpacesInItsName() {
        PhoneRequest request = read("", """
                {"_type":"location","acc":9,"batt":94,"lat":52.225,"lon":13.332,"t":"p","tid":"BR",
                 "topic":"owntracks/bravo/iPhone 12 Pro","tst":1764000030}""");
        assertThat(((Located) only(request)).sender()).isEqualTo(new Sender("bravo", "iPhone 12 Pro"));
    }

    @Test
    void aTransitionIsALocation() {
        PhoneRequest request = read("", """
                {"_type":"transition","event":"leave","desc":"home","rid":"5f1d1b","acc":5,"lat":52.227,"lon":13.334,"t":"c",
                 "tid":"BR","topic":"owntracks/bravo/iPhone 12 Pro/event","tst":1764001615,"wtst":1696359532}""");
        assertThat(((Located) only(request)).fix().timeNanos()).isEqualTo(1_764_001_615_000_000_000L);
    }

    @Test
    void whoItIsIsSaidByTheHeadersThenTheQueryThenTheTopicThenTheTrackerId() {
        byte[] location = """
                {"_type":"location","topic":"owntracks/c/d","lat":1,"lon":2,"tst":3,"tid":"ti"}""".getBytes(StandardCharsets.UTF_8);
        assertThat(PhoneRequest.read("u=q&d=r", new Sender("h", ""), location).messages())
                .extracting(each -> ((Located) each).sender())
                .containsExactly(new Sender("h", "r"));
        assertThat(PhoneRequest.read("", new Sender("h", ""), location).messages())
                .extracting(each -> ((Located) each).sender())
                .containsExactly(new Sender("h", "d"));
        byte[] nameless =
                "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tid\":\"ti\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(PhoneRequest.read("", Sender.UNKNOWN, nameless).messages())
                .extracting(each -> ((Located) each).sender())
                .containsExactly(new Sender("", "ti"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'_type':'location','lat':'52.5','lon':'13.25','tst':'1764000030','tid':'x'} | 52.5 | 13.25 | 1764000030000000000",
                "{'_type':'location','lat':5.25e1,'lon':13,'tst':1.76400003e9,'tid':'x'} | 52.5 | 13 | 1764000030000000000",
                "{'_type':'location','lon':13.25,'tst':1764000030,'tid':'x'} | 0 | 13.25 | 1764000030000000000",
                "{'_type':'location','lat':52.5,'tst':1764000030,'tid':'x'} | 52.5 | 0 | 1764000030000000000",
                "{'_type':'location','lat':52.5,'lon':13.25,'tid':'x'} | 52.5 | 13.25 | -1",
                "{'_type':'location','lat':52.5,'lon':13.25,'tst':0,'tid':'x'} | 52.5 | 13.25 | -1",
                "{'_type':'location','lat':52.5,'lon':13.25,'created_at':1764000030,'x':{'y':[1]},'tid':'x'} | 52.5 | 13.25 | 1764000030000000000"
            })
    void numbersMayBeTextsAndZerosMayBeMissing(String body, String latitude, String longitude, long nanos) {
        Fix fix = ((Located) only(read("", body.replace('\'', '"')))).fix();
        assertThat(fix.position()).isEqualTo(new DecimalDegrees(latitude, longitude));
        assertThat(fix.timeNanos()).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"_type\":\"location\",\"tst\":1,\"tid\":\"x\"}",
                "{\"_type\":\"status\"}",
                "{\"_type\":\"lwt\",\"tst\":1}",
                "{\"_type\":\"steps\"}",
                "{\"_type\":\"dump\"}",
                "{\"_type\":\"encrypted\",\"data\":\"x\"}",
                "{\"_type\":\"waypoint\",\"lat\":1,\"lon\":2,\"rad\":50}",
                "{\"_type\":\"waypoints\",\"waypoints\":[]}",
                "{\"_type\":\"card\"}",
                "{\"_type\":7}",
                "{\"something\":\"else\"}"
            })
    void whatTheHerdHasNoUseForIsAcknowledged(String body) {
        assertThat(only(read("", body))).isInstanceOf(Unused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"_type\":\"location\"",
                "hello",
                "[1]",
                "{\"_type\":\"location\",\"lat\":91,\"lon\":2}",
                "{\"_type\":\"location\",\"lat\":\"north\",\"lon\":2}",
                "{\"_type\":\"location\",\"lat\":1e999999999,\"lon\":2}",
                "{\"_type\":\"location\",\"lat\":[1],\"lon\":2}",
                "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":\"soon\"}",
                "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":1e30}",
                "\u0000\u0001"
            })
    void whatIsMalformedIsSaidToBe(String body) {
        assertThat(only(read("", body))).isInstanceOf(Malformed.class);
    }

    @Test
    void aCardSaysHowADeviceIsShown() {
        PhoneRequest request =
                read("u=anna&d=phone", "{\"_type\":\"card\",\"tid\":\"AN\",\"name\":\"Anna\",\"face\":\"aGk=\"}");
        assertThat(only(request)).isEqualTo(new Shown(new Sender("anna", "phone"), new Card("Anna", "AN", "aGk=")));
    }

    @Test
    void traccarClientOf7AndOf10() {
        String keys =
                "id=123456&timestamp=1764000000&lat=60.0&lon=30.0&speed=5.4&bearing=90&altitude=12&accuracy=8&batt=87";
        PhoneMessage expected = located(
                "", "123456", "60.0", "30.0", 1_764_000_000_000_000_000L, new Readings(8, 12, 2.778, 90, 87, ""));
        assertThat(PhoneRequest.isReport(keys)).isTrue();
        assertThat(read(keys, "").answer()).isEqualTo(Answer.NOTHING);
        assertThat(only(read(keys, ""))).isEqualTo(expected);
        assertThat(only(read("", keys + "&charge=true&alarm=sos"))).isEqualTo(expected);
        String json =
                "{\"id\":\"123456\",\"timestamp\":1764000000,\"lat\":\"60.0\",\"lon\":\"30.0\",\"speed\":5.4,\"bearing\":90,"
                        + "\"altitude\":12,\"accuracy\":8,\"batt\":87}";
        assertThat(read("", "[" + json + "," + json + ",5]").messages())
                .containsExactly(expected, expected, new Malformed("an element is no object"));
    }

    @Test
    void traccarClientOf9() {
        PhoneRequest request = read("", """
                {"location":{"timestamp":"2025-06-15T13:45:12.862Z","coords":{"latitude":37.42,"longitude":-122.08,"accuracy":5,
                 "speed":-1,"heading":-1,"altitude":5},"battery":{"level":0.9,"is_charging":false},"extras":{}},
                 "device_id":"48241179"}""");
        assertThat(request.answer()).isEqualTo(Answer.NOTHING);
        assertThat(only(request))
                .isEqualTo(located(
                        "",
                        "48241179",
                        "37.42",
                        "-122.08",
                        1_749_995_112_862_000_000L,
                        new Readings(5, 5, NONE, NONE, 90, "")));
    }

    @Test
    void aPageOfABrowser() {
        PhoneRequest request = read("", """
                {"client":"page","timestamp":1749995112862,"coords":{"latitude":37.42,"longitude":-122.08,"accuracy":5,
                 "speed":null,"heading":null,"altitude":null}}""");
        assertThat(only(request))
                .isEqualTo(located(
                        "",
                        "page",
                        "37.42",
                        "-122.08",
                        1_749_995_112_862_000_000L,
                        new Readings(5, NONE, NONE, NONE, NONE, "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deviceid=x&location=60.5,30.25&timestamp=1764000000000 | 1764000000000000000",
                "id=x&lat=60.5&lon=30.25&time=2025-11-24T16:00:00Z | 1764000000000000000",
                "id=x&lat=60.5&lon=30.25&timestamp=2025-11-24 16:00:00 | 1764000000000000000",
                "id=x&lat=60.5&lon=30.25&timestamp=2025-11-24T17:00:00%2B01:00 | 1764000000000000000",
                "id=x&lat=60.5&lon=30.25&timestamp=2025-11-24T17:00:00.000+01:00 | 1764000000000000000",
                "id=x&lat=60.5&lon=30.25&timestamp=2025-11-24 17:00:00+0100 | 1764000000000000000",
                "aid=x&ser=y&lat=60.5&lon=30.25&time=2025-11-24T16:00:00.000Z&spd=3&dir=2&alt=1&acc=4 | 1764000000000000000",
                "id=x&latitude=60.5&lng=30.25 | -1"
            })
    void osmAndAndGpsLogger(String query, long nanos) {
        var located = (Located) only(read(query, ""));
        assertThat(located.sender().name()).isEqualTo("x");
        assertThat(located.fix().position()).isEqualTo(new DecimalDegrees("60.5", "30.25"));
        assertThat(located.fix().timeNanos()).isEqualTo(nanos);
    }

    @Test
    void aReadingThatIsNoNumberSpoilsNothing() {
        var located = (Located) only(read("", """
                \uFEFF{"_type":"location","tid":"x","lat":60.5,"lon":30.25,"tst":1764000000,"acc":NaN,"alt":-Infinity,"batt":1e400}"""));
        assertThat(located.fix().readings()).isEqualTo(new Readings(NONE, NONE, NONE, NONE, NONE, "x"));
        assertThat(only(read("", "{\"_type\":\"location\",\"lat\":NaN,\"lon\":30.25,\"tst\":1764000000}")))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void aQueryWithoutAPositionIsAPages() {
        for (String query : List.of("", "x=1", "id=5", "u=a&d=b", "%", "latency=5")) {
            assertThat(PhoneRequest.isReport(query)).as(query).isFalse();
        }
        assertThat(only(read("id=x&notificationToken=abc", ""))).isInstanceOf(Unused.class);
        assertThat(only(read("id=x&lat=1&lon=2&valid=false", ""))).isInstanceOf(Unused.class);
        assertThat(only(read("id=x&lat=91&lon=2", ""))).isInstanceOf(Malformed.class);
    }

    @Test
    void overland() {
        PhoneRequest request = read("", """
                {"locations":[
                 {"type":"Feature","geometry":{"type":"Point","coordinates":[-122.03,37.33]},"properties":{
                  "timestamp":"2015-10-01T08:00:00-0700","horizontal_accuracy":30,"speed":4,"altitude":0,"battery_level":0.8,
                  "device_id":"alpha"}},
                 {"type":"Feature","geometry":null,"properties":{"type":"visit"}},
                 {"type":"Feature","geometry":{"type":"Point","coordinates":["x"]},"properties":{}},
                 7,
                 {"type":"Feature","geometry":{"type":"Point","coordinates":[-122.03,37.33]},"properties":{
                  "timestamp":"2015-10-01T15:00:00Z","device_id":""}}]}""");
        assertThat(request.answer()).isEqualTo(Answer.RESULT);
        long time = 1_443_711_600_000_000_000L;
        assertThat(request.messages()).hasSize(5);
        assertThat(request.messages().getFirst())
                .isEqualTo(located("", "alpha", "37.33", "-122.03", time, new Readings(30, 0, 4, NONE, 80, "")));
        assertThat(request.messages().get(1)).isInstanceOf(Unused.class);
        assertThat(request.messages().get(2)).isInstanceOf(Malformed.class);
        assertThat(request.messages().get(3)).isInstanceOf(Malformed.class);
        assertThat(request.messages().getLast()).isEqualTo(located("", "", "37.33", "-122.03", time, Readings.NONE));
    }

    @Test
    void aBatchThatBreaksOffIsAnsweredAsItsAppExpects() {
        assertThat(read("", "{\"locations\":[{\"type\"").answer()).isEqualTo(Answer.RESULT);
        assertThat(read("", "{\"locations\":[]}").messages()).isEmpty();
    }

    @Test
    void aBodyOfTooManyPartsIsMalformed() {
        assertThat(only(read("", "[{}" + ",{}".repeat(100_000) + "]"))).isInstanceOf(Malformed.class);
        assertThat(only(read("", "[".repeat(10_000)))).isInstanceOf(Malformed.class);
        String feature =
                "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties\":{"
                        + IntStream.range(0, 20)
                                .mapToObj(i -> "\"p" + i + "\":1")
                                .collect(Collectors.joining(",")) + "}}";
        String batch =
                Collections.nCopies(1_000, feature).stream().collect(Collectors.joining(",", "{\"locations\":[", "]}"));
        assertThat(read("", batch).messages()).hasSize(1_000).allMatch(Located.class::isInstance);
    }

    @Test
    void theBodyMayBeCutAnywhere() {
        String body = "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":3,\"topic\":\"owntracks/\u00FC/\u20AC\"}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int i = 1; i < bytes.length; i++) {
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThat(only(PhoneRequest.read("", Sender.UNKNOWN, cut))).isInstanceOf(Malformed.class);
        }
    }
}
