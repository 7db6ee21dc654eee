package io.herd.server.web;

import io.vertx.core.json.JsonObject;

/**
 * The status of a server's journal at one moment, and its form in JSON.
 *
 * @param directory where it is; empty if the server remembers in memory only
 * @param sync when reports are acknowledged, as in the configuration
 * @param isWell whether it takes what is to be acknowledged
 * @param problem why it cannot be written, for people; empty while it can
 * @param bytesSinceSnapshot how many bytes of logs would have to be loaded besides the newest snapshot
 * @param logFiles how many logs there are
 * @param snapshotAgeSeconds how old the last snapshot since the start is; -1 if there was none
 * @param loadMillis how long it took to load
 */
public record JournalEntry(
        String directory,
        String sync,
        boolean isWell,
        String problem,
        long bytesSinceSnapshot,
        long logFiles,
        long snapshotAgeSeconds,
        long loadMillis) {
    /** That of a server without one, or whose version does not tell. */
    public static final JournalEntry NONE = new JournalEntry("", "", false, "", 0, 0, 0, 0);

    JsonObject toJson() {
        return equals(NONE)
                ? new JsonObject()
                : new JsonObject()
                        .put("directory", directory)
                        .put("sync", sync)
                        .put("well", isWell)
                        .put("problem", problem)
                        .put("bytes_since_snapshot", bytesSinceSnapshot)
                        .put("log_files", logFiles)
                        .put("snapshot_age_s", snapshotAgeSeconds)
                        .put("load_ms", loadMillis);
    }

    static JournalEntry of(JsonFields fields) {
        return new JournalEntry(
                fields.text("directory"),
                fields.text("sync"),
                fields.flag("well"),
                fields.text("problem"),
                fields.number("bytes_since_snapshot"),
                fields.number("log_files"),
                fields.number("snapshot_age_s"),
                fields.number("load_ms"));
    }
}
