package io.herd.server.places;

import static io.herd.server.places.SearchStatus.INVALID_REQUEST;
import static io.herd.server.places.SearchStatus.OVER_QUERY_LIMIT;
import static io.herd.server.places.SearchStatus.REQUEST_DENIED;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What clients are told of the errors of Google's Places API (New): HTTP statuses with a body of google.rpc. */
record GoogleErrors(SearchFailures failures, Redaction redaction) {
    private static final int LONGEST_QUOTE = 300;
    private static final String KEY_ADVICE =
            "set GOOGLE_PLACES_KEY to a key of a project that has the Places API (New) enabled and a billing account";

    /** What Google said. */
    private record Reason(@Nullable String code, @Nullable String message) {
        static Reason of(JsonObject answer) {
            JsonObject error = answer.getJsonObject("error", new JsonObject());
            String code = HttpAnswer.objects(error, "details")
                    .map(detail -> detail == null ? null : detail.getString("reason"))
                    .filter(reason -> reason != null)
                    .findFirst()
                    .orElse(null);
            return new Reason(code, error.getString("message"));
        }
    }

    /** The document for an answer that is no success. */
    NearbyDocument read(HttpAnswer answer) {
        Reason read = answer.json(Reason::of);
        Reason reason = read == null ? new Reason(null, null) : read;
        String quote = quote(reason.message);
        return switch (answer.status()) {
            case 400 ->
                "API_KEY_INVALID".equals(reason.code)
                        ? failures.failed(REQUEST_DENIED, "does not know the key (API_KEY_INVALID); " + KEY_ADVICE)
                        : failures.failed(
                                INVALID_REQUEST, "did not understand the request" + quote + "; check places.url");
            case 401, 403 -> failures.failed(REQUEST_DENIED, "denied the request" + quote + "; " + KEY_ADVICE);
            case 429 ->
                failures.failed(
                        OVER_QUERY_LIMIT, "answers no more for now" + quote + "; raise the quota of the key, or wait");
            default -> failures.ofHttpStatus(answer.status());
        };
    }

    private String quote(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return "";
        }
        String clean = redaction.cleanText(message);
        return " (it says: " + clean.substring(0, Math.min(LONGEST_QUOTE, clean.length())) + ")";
    }
}
