package io.herd.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Area;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.DecimalDegrees;
import io.herd.protocol.FenceName;
import io.herd.protocol.LinkMessage.At;
import io.herd.protocol.LinkMessageParser;
import io.herd.protocol.Readings;
import io.herd.protocol.Report;
import io.herd.protocol.ReportView;
import io.herd.state.HerdState;
import io.herd.state.SipHash;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies of requests, and what is answered with. */
public final class BodyFuzz {
    private static final long NOW = 1_800_000_000_000_000_000L;
    private static final int LINE_BYTES = 8_192;
    private static final Bytes SERVER = Bytes.of("Goloman");

    private static final HerdState NOBODY = new HerdState(new SipHash(1, 2));

    private BodyFuzz() {}

    /** A report that is taken is the same when the answer to it is sent as a report. */
    public static void reports(byte[] input) {
        List<ReportDraft> drafts = switch (ReportReader.read(input)) {
            case ReportReader.Body.One(var draft) -> List.of(draft);
            case ReportReader.Body.Batch(var batch) -> batch;
            case ReportReader.Body.Refused _ -> List.of();
        };
        for (ReportDraft draft : drafts) {
            if (draft.toReport(NOW, LINE_BYTES) instanceof ReportDraft.Outcome.Sound(Iamat iamat, Readings _)) {
                Report report = ReportView.fromCommand(SERVER, iamat, NOW, new ByteWriter(64))
                        .copy();
                assertThat(again(report).toString()).isEqualTo(iamat.said().toString());
            }
        }
    }

    private static Bytes again(Report report) {
        Buffer written = JsonDocument.of(json -> {
            json.writeStartObject();
            ReportJson.writeMembers(report, json);
            json.writeStringField("time", report.time().toString());
            json.writeEndObject();
        });
        var body = (ReportReader.Body.One) ReportReader.read(written.getBytes());
        var sound = (ReportDraft.Outcome.Sound) body.report().toReport(NOW, LINE_BYTES);
        return sound.report().said();
    }

    /** A fence that is taken is the same when its description is sent again. */
    public static void fence(byte[] input) {
        if (FenceReader.read(Buffer.buffer(input)) instanceof FenceReader.Outcome.Sound(Area area)) {
            Report record = Report.fence(SERVER, new FenceName(Bytes.of("depot")), area, NOW);
            assertThat(record.area()).isEqualTo(area);
            Buffer written = JsonDocument.of(json -> FenceJson.write(record, json));
            assertThat(FenceReader.read(written)).isEqualTo(new FenceReader.Outcome.Sound(area));
        }
    }

    /** Whatever a neighbour may tell can be shown to clients. */
    public static void record(byte[] input) {
        for (String line : new String(input, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            if (LinkMessageParser.parse(Bytes.of(line)) instanceof At(Report record)) {
                show(record);
            }
        }
    }

    private static void show(Report record) {
        switch (record.kind()) {
            case FENCE -> {
                mustBeJson(JsonDocument.of(json -> FenceJson.write(record, json)));
                mustBeJson(JsonDocument.of(json -> FenceJson.writeFeature(record, json)));
            }
            case REPORT -> {
                assertThat(DecimalDegrees.of(record).latitude()).isNotNull();
                mustBeJson(JsonDocument.of(json -> ReportJson.write(record, NOBODY, json)));
            }
            case READINGS ->
                assertThat(JsonDocument.of(json -> {
                            json.writeStartObject();
                            ReportJson.write(record.readings(), json);
                            json.writeEndObject();
                        }))
                        .isNotNull();
            case CARD -> assertThat(record.card().name()).isNotNull();
            case DELETED_CLIENT, DELETED_FENCE, DELETED_READINGS, DELETED_CARD -> {}
        }
    }

    private static void mustBeJson(Buffer document) {
        assertThat(new JsonObject(document).size()).isPositive();
    }
}
