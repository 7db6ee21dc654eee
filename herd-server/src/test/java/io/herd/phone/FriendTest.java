package io.herd.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.protocol.Bytes;
import io.herd.protocol.Card;
import io.herd.protocol.LinkMessage;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Readings;
import io.herd.protocol.Report;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What OwnTracks is told of friends: one thing that it does not expect, and it drops all. */
class FriendTest {
    private static final Readings READINGS = new Readings(10.5, 78.4, 1, 359.9, 80.6, "ch");

    private static Friend friend(String name, Readings readings, @Nullable Card card) {
        String line = "AT " + name + " Goloman +52.5012 +013.3301 +0.5 1764000020.75";
        Report report = ((LinkMessage.At) LinkMessageParser.parse(Bytes.of(line))).report();
        return new Friend(report, readings, card);
    }

    private static List<JsonObject> messages(JsonArray answer) {
        return answer.stream().map(JsonObject.class::cast).toList();
    }

    @Test
    void aFriendHasACardAndALocation() {
        JsonArray answer = Friend.answer(List.of(friend("charlie/phone", READINGS, new Card("Charlie", "CH", "aGk="))));
        assertThat(messages(answer))
                .containsExactly(
                        new JsonObject("{\"_type\":\"card\",\"tid\":\"CH\",\"name\":\"Charlie\",\"face\":\"aGk=\"}"),
                        new JsonObject("""
                                {"_type":"location","topic":"owntracks/charlie/phone","tid":"CH","tst":1764000020,"lat":52.5012,
                                 "lon":13.3301,"acc":11,"alt":78,"vel":4,"cog":0,"batt":81}"""));
    }

    @Test
    void whoHasNoCardIsShownByName() {
        assertThat(messages(Friend.answer(List.of(friend("charlie/phone", Readings.NONE, null)))))
                .containsExactly(
                        new JsonObject("{\"_type\":\"card\",\"tid\":\"ne\",\"name\":\"charlie/phone\"}"),
                        new JsonObject("""
                                {"_type":"location","topic":"owntracks/charlie/phone","tid":"ne","tst":1764000020,"lat":52.5012,
                                 "lon":13.3301}"""));
    }

    @Test
    void trackerIdsAreUnique() {
        List<Friend> friends = IntStream.range(0, 500)
                .mapToObj(i -> friend("user" + i + "/phone", READINGS, null))
                .toList();
        Set<String> tids = new HashSet<>();
        List<JsonObject> locations = messages(Friend.answer(friends)).stream()
                .filter(each -> each.getString("_type").equals("location"))
                .toList();
        locations.forEach(each -> tids.add(each.getString("tid")));
        assertThat(locations).hasSize(500);
        assertThat(tids).hasSize(500).allMatch(tid -> tid.length() == 2);
        assertThat(locations.getFirst().getString("tid")).isEqualTo("ch");
    }

    @Test
    void facesThatDoNotFitAreLeftOut() {
        String face = "x".repeat(Card.MOST_FACE_BYTES);
        List<Friend> friends = IntStream.range(0, 20)
                .mapToObj(i -> friend("user" + i + "/phone", READINGS, new Card("Name", "", face)))
                .toList();
        JsonArray answer = Friend.answer(friends);
        assertThat(answer).hasSize(40);
        assertThat(answer.encode().length()).isLessThan(80 * 1024);
    }
}
