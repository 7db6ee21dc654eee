package io.herd.cli;

import io.herd.server.web.ServerStatus;
import io.vertx.core.json.JsonObject;

/** The result of asking a server for its status. */
sealed interface PollResult {
    /** The server's name in the configuration. */
    String server();

    /** The server's answer as JSON, or a document that says why there is none. */
    JsonObject json();

    /**
     * It answered.
     *
     * @param json the answer as it came, perhaps with fields of a newer version
     */
    record Up(ServerStatus status, JsonObject json) implements PollResult {
        @Override
        public String server() {
            return status.server();
        }
    }

    /**
     * It did not answer, or not as a server of the herd.
     *
     * @param reason for people
     */
    record Down(String server, String reason) implements PollResult {
        @Override
        public JsonObject json() {
            return new JsonObject().put("server", server).put("down", reason);
        }
    }
}
