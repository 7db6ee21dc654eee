package io.herd.server.web;

import io.vertx.core.json.JsonObject;

/**
 * How a webhook stands at one moment, and its form in JSON.
 *
 * @param target the scheme, the host and the port of its URL: the rest may be secret
 * @param sender the server that sends to it, as far as this one knows
 * @param state {@code ok}, {@code failing} if it did not take the last request, or {@code standby} where another server sends
 * @param owed how many events it has yet to be sent, or are kept in case the sender dies
 * @param error why it did not take the last request, for people; empty while it is not failing
 */
public record HookEntry(String target, String sender, String state, long owed, String error) {
    JsonObject toJson() {
        return new JsonObject()
                .put("target", target)
                .put("sender", sender)
                .put("state", state)
                .put("owed", owed)
                .put("error", error);
    }

    static HookEntry of(JsonFields fields) {
        return new HookEntry(
                fields.required("target"),
                fields.text("sender"),
                fields.text("state"),
                fields.number("owed"),
                fields.text("error"));
    }
}
