package io.herd.server.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the reports in a body of JSON: an object is one, an array is a batch. Total: whatever the bytes, there is an answer. */
final class ReportReader {
    private static final int MOST_REPORTS = 500;
    private static final int DEEPEST = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    // Longer ones are refused with their report, and not with the whole body.
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private ReportReader() {}

    /** What a body says. */
    sealed interface Body {
        record One(ReportDraft report) implements Body {}

        record Batch(List<ReportDraft> reports) implements Body {}

        /** It is none of these. */
        record Refused(HttpRefusal reason, String detail) implements Body {}
    }

    static Body read(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY) {
                return batch(json);
            }
            if (first == JsonToken.START_OBJECT) {
                var one = new Body.One(ReportDraft.read(json));
                return json.nextToken() == null ? one : malformed("the body has something behind its value");
            }
            return malformed("expected an object, or an array of objects");
        } catch (IOException _) {
            return malformed("the body is no JSON");
        }
    }

    private static Body batch(JsonParser json) throws IOException {
        List<ReportDraft> reports = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (reports.size() == MOST_REPORTS) {
                return new Body.Refused(
                        HttpRefusal.TOO_MANY_REPORTS, "a batch has at most " + MOST_REPORTS + " reports");
            }
            reports.add(ReportDraft.read(json));
        }
        return json.nextToken() == null
                ? new Body.Batch(reports)
                : malformed("the body has something behind its value");
    }

    private static Body malformed(String detail) {
        return new Body.Refused(HttpRefusal.MALFORMED_BODY, detail);
    }
}
