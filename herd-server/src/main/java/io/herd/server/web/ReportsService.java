package io.herd.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.herd.access.Permissions;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Command.Iamat;
import io.herd.protocol.Readings;
import io.herd.protocol.Report;
import io.herd.server.intake.Handed;
import io.herd.server.intake.IntakeResult;
import io.herd.server.intake.Refusal;
import io.herd.server.web.ReportDraft.Outcome;
import io.herd.server.web.ReportReader.Body;
import io.herd.state.HerdState;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes reports in JSON, one or a batch. Any number of event loops may share it. */
final class ReportsService {
    static final String PATH = ApiService.PATH + "/reports";

    private static final int USUAL_LINE = 128;
    private static final int REFUSED_BY_OWNER = 422;

    private final ApiService service;

    ReportsService(ApiService service) {
        this.service = service;
    }

    /** What became of one report, as the answer says it. */
    private sealed interface Result {
        /**
         * The report that stands now: this one, or one that is no older. Whoever may not see that one is given their own.
         *
         * @param isKeptHere whether it is not another herd that keeps it
         */
        record Standing(String word, Report report, boolean isKeptHere) implements Result {}

        record Refused(int status, String reason, String detail) implements Result {}

        default void write(HerdState state, JsonGenerator json) throws IOException {
            json.writeStartObject();
            switch (this) {
                case Standing standing -> {
                    json.writeStringField("result", standing.word);
                    json.writeFieldName("report");
                    ReportJson.write(standing.report, state, json);
                }
                case Refused refused -> {
                    json.writeStringField("result", "refused");
                    json.writeStringField("reason", refused.reason);
                    json.writeStringField("detail", refused.detail);
                }
            }
            json.writeEndObject();
        }
    }

    /** Answers {@code POST /api/v1/reports}. The answer means what a reply on the client port means. */
    void mount(Router router) {
        router.post(PATH).handler(this::post);
    }

    private void post(RoutingContext context) {
        RequestBody.read(context, service, List.of(Documents.JSON), body -> take(context, body));
    }

    private void take(RoutingContext context, Buffer body) {
        Permissions permitted = service.guard().permissions(context);
        switch (ReportReader.read(body.getBytes())) {
            case Body.Refused(var reason, var detail) -> service.refuse(context, reason, detail);
            case Body.One(var draft) -> {
                Future<Result> result = report(draft, permitted);
                flush(context, List.of(result), () -> answer(context, result.result()));
            }
            case Body.Batch(var drafts) -> {
                List<Future<Result>> results =
                        drafts.stream().map(draft -> report(draft, permitted)).toList();
                flush(
                        context,
                        results,
                        () -> answer(
                                context, results.stream().map(Future::result).toList()));
            }
        }
    }

    private Future<Result> report(ReportDraft draft, Permissions permitted) {
        long now = service.intake().now();
        return switch (draft.toReport(now, service.lineBytes())) {
            case Outcome.Sound(var iamat, var readings) ->
                permitted.report().contains(iamat.client())
                        ? report(iamat, readings, permitted, now)
                        : refused(HttpRefusal.FORBIDDEN, "no permission to report this client");
            case Outcome.Malformed(var detail) -> refused(HttpRefusal.MALFORMED_REPORT, detail);
        };
    }

    private Future<Result> refused(HttpRefusal reason, String detail) {
        service.counters().refused(reason).increment();
        return Future.succeededFuture(new Result.Refused(reason.status(), reason.code(), detail));
    }

    private Future<Result> report(Iamat iamat, Readings readings, Permissions permitted, long now) {
        IntakeResult result = service.intake().report(iamat, readings, true, now);
        return result instanceof IntakeResult.Elsewhere(var own, var handed)
                ? handed.map(each -> handed(each, own, permitted))
                : Future.succeededFuture(taken(result, iamat, permitted, now));
    }

    private Result taken(IntakeResult result, Iamat iamat, Permissions permitted, long now) {
        return switch (result) {
            case IntakeResult.Accepted(var report) -> new Result.Standing("accepted", report.copy(), true);
            case IntakeResult.Stale(var standing) ->
                new Result.Standing(
                        "stale",
                        permitted.mayRead(standing.client(), standing.position())
                                ? standing
                                : service.intake()
                                        .echo(iamat, now, new ByteWriter(USUAL_LINE))
                                        .copy(),
                        true);
            case IntakeResult.Refused(var reason) ->
                new Result.Refused(status(reason), reason.name().toLowerCase(Locale.ROOT), detail(reason));
            case IntakeResult.Elsewhere _ -> throw new IllegalArgumentException("its result is known later");
        };
    }

    private static Result handed(Handed handed, Report own, Permissions permitted) {
        return switch (handed) {
            case Handed.Taken taken when taken.isOf(own) -> new Result.Standing("accepted", taken.standing(), false);
            case Handed.Taken(var standing) ->
                new Result.Standing(
                        "stale", permitted.mayRead(standing.client(), standing.position()) ? standing : own, false);
            case Handed.Refused _ ->
                new Result.Refused(
                        REFUSED_BY_OWNER, "refused_by_owner", "the herd that keeps the client refuses the report");
        };
    }

    private static int status(Refusal reason) {
        return switch (reason) {
            case FROM_THE_FUTURE, EXPIRED -> 422;
            case DELETED -> 409;
            case TOO_OFTEN -> 429;
            case TOO_MANY_CLIENTS -> 507;
        };
    }

    private static String detail(Refusal reason) {
        return switch (reason) {
            case FROM_THE_FUTURE -> "it is stamped too far ahead of the server's clock; see limits.future";
            case EXPIRED -> "it is older than expiry.ttl allows";
            case DELETED -> "the client was deleted after that time; report with a newer one";
            case TOO_OFTEN -> "the client reports more often than limits.reportsPerClient allows";
            case TOO_MANY_CLIENTS -> "there is no room for another client; see limits.clients and clientBytes";
        };
    }

    private void flush(RoutingContext context, List<Future<Result>> results, Runnable answer) {
        int accepted = (int) results.stream()
                .map(Future::result)
                .filter(each -> each instanceof Result.Standing standing
                        && standing.isKeptHere
                        && standing.word.equals("accepted"))
                .count();
        List<Future<?>> all = new ArrayList<>(results);
        all.add(service.intake().flush(accepted));
        Future.join(all)
                .onSuccess(_ -> answer.run())
                .onFailure(_ -> service.refuse(
                        context,
                        HttpRefusal.UNACKNOWLEDGED,
                        "the reports are not yet where they have to be; send them again, perhaps elsewhere"));
    }

    private void answer(RoutingContext context, Result result) {
        switch (result) {
            case Result.Standing standing ->
                service.answer(context, Documents.JSON, JsonDocument.of(json -> standing.write(service.state(), json)));
            case Result.Refused(var status, var reason, var detail) ->
                Documents.problem(context, status, reason, detail);
        }
    }

    private void answer(RoutingContext context, List<Result> results) {
        service.answer(context, Documents.JSON, JsonDocument.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("results");
            for (Result each : results) {
                each.write(service.state(), json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }
}
