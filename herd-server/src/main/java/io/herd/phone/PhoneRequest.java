package io.herd.phone;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.herd.phone.PhoneMessage.Malformed;
import io.herd.phone.PhoneMessage.Unused;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an app has sent over HTTP. It is recognised by what it holds and not by its path or type, which change from one version of an
 * app to the next.
 *
 * @param answer what the app waits for
 * @param messages all that it says; what is malformed among them spoils nothing else
 */
public record PhoneRequest(Answer answer, List<PhoneMessage> messages) {
    /** What an app must be answered with, or it sends the same again. */
    public enum Answer {
        /** An array of the messages of friends: OwnTracks. */
        FRIENDS,
        /** Nothing: Traccar Client, OsmAnd and GPSLogger. */
        NOTHING,
        /** An object that says that all is well: Overland. */
        RESULT
    }

    private static final int MOST_PARAMETERS = 100;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int DEEPEST = 32;
    /** Names, values and brackets: a batch of 1,000 reports has some 60,000, and ten times as many would hold others up. */
    private static final int MOST_TOKENS = 150_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            // One reading that is none must not spoil a batch.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** Whether a query by itself is what an app sends: a page's has no position. */
    public static boolean isReport(String query) {
        return Trackers.are(form(query));
    }

    /**
     * Reads a request.
     *
     * @param query the part of its URI behind the question mark; empty if there is none
     * @param sender whose it is, as far as the login and the headers say
     * @param bytes its body
     */
    public static PhoneRequest read(String query, Sender sender, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String body = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
        JsonObject parameters = form(query);
        var names = new Members(parameters);
        Sender said = sender.or(new Sender(names.text("u"), names.text("d")));
        if (body.startsWith("{") || body.startsWith("[")) {
            return ofJson(body, said.or(new Sender("", names.text("id", "deviceid"))));
        }
        JsonObject form = body.isEmpty() ? parameters : form(body).mergeIn(parameters);
        if (Trackers.are(form)) {
            return new PhoneRequest(Answer.NOTHING, List.of(Trackers.read(form, said)));
        }
        return new PhoneRequest(
                Answer.FRIENDS,
                List.of(body.isEmpty() ? new Unused("empty bodies") : new Malformed("neither JSON nor a form")));
    }

    private static JsonObject form(String encoded) {
        var form = new JsonObject();
        try {
            new QueryStringDecoder(encoded, StandardCharsets.UTF_8, false, MOST_PARAMETERS, true)
                    .parameters()
                    .forEach((name, values) -> form.put(name, values.getFirst()));
        } catch (IllegalArgumentException _) {
            // A broken escape: nothing of it is used.
            return new JsonObject();
        }
        return form;
    }

    private static PhoneRequest ofJson(String body, Sender sender) {
        try {
            return switch (JacksonCodec.fromParser(JSON.createParser(body), Object.class)) {
                case JsonObject json
                when OwnTracks.is(json) -> new PhoneRequest(Answer.FRIENDS, List.of(OwnTracks.read(json, sender)));
                case JsonObject json
                when Overland.is(json) -> new PhoneRequest(Answer.RESULT, Overland.read(json, sender));
                case JsonObject json -> new PhoneRequest(Answer.NOTHING, List.of(ofObject(json, sender)));
                case JsonArray array ->
                    new PhoneRequest(
                            Answer.NOTHING,
                            array.stream().map(each -> ofElement(each, sender)).toList());
                default -> malformed(body);
            };
        } catch (DecodeException | IOException _) {
            return malformed(body);
        }
    }

    private static PhoneMessage ofElement(Object element, Sender sender) {
        return element instanceof JsonObject json ? ofObject(json, sender) : new Malformed("an element is no object");
    }

    private static PhoneMessage ofObject(JsonObject json, Sender sender) {
        return Trackers.are(json) ? Trackers.read(json, sender) : new Unused("objects of an unknown kind");
    }

    /** What cannot be read any more was one of two kinds of documents: only Overland insists on its own answer. */
    private static PhoneRequest malformed(String body) {
        boolean isOverland = Stream.of("{\"locations\"", "{ \"locations\"").anyMatch(body::startsWith);
        return new PhoneRequest(
                isOverland ? Answer.RESULT : Answer.FRIENDS, List.of(new Malformed("the body is no JSON")));
    }
}
