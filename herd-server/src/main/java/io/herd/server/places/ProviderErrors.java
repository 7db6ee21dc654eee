package io.herd.server.places;

import static io.herd.server.places.SearchStatus.INVALID_REQUEST;
import static io.herd.server.places.SearchStatus.OVER_QUERY_LIMIT;
import static io.herd.server.places.SearchStatus.REQUEST_DENIED;
import static io.herd.server.places.SearchStatus.UNKNOWN_ERROR;

import io.herd.config.PlacesConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Turns a provider's answer without places into an outcome: the error, the message for clients, and
 * how long the provider is not to be asked.
 */
final class ProviderErrors {
    /** Overpass asks for this much silence after HTTP 429. */
    private static final Duration OVERPASS_SILENCE = Duration.ofSeconds(30);
    /** The pause where some seconds cannot help: a day's quota is used up, or the provider blocks this server. */
    private static final Duration LONG_SILENCE = Duration.ofMinutes(10);

    private static final Set<String> RATE = Set.of(
            "OVER_QUERY_LIMIT",
            "RESOURCE_EXHAUSTED",
            "RATE_LIMIT_EXCEEDED",
            "rateLimitExceeded",
            "userRateLimitExceeded",
            "concurrentLimitExceeded",
            "variableTermLimitExceeded");

    private static final Set<String> QUOTA = Set.of(
            "OVER_DAILY_LIMIT",
            "RESOURCE_QUOTA_EXCEEDED",
            "quotaExceeded",
            "limitExceeded",
            "dailyLimitExceeded",
            "dailyLimitExceededUnreg",
            "userRateLimitExceededUnreg");

    private static final Set<String> DENIED = Set.of(
            "REQUEST_DENIED", "PERMISSION_DENIED", "UNAUTHENTICATED", "API_KEY_INVALID", "keyInvalid", "keyExpired");

    private final PlacesConfig.Provider provider;
    private final Duration pause;
    private final SearchFailures failures;
    private final Redaction redaction;

    /** Errors of the provider that the configuration names. */
    ProviderErrors(PlacesConfig config, SearchFailures failures) {
        provider = config.provider();
        pause = config.breaker().pause();
        this.failures = failures;
        redaction = new Redaction(config.key());
    }

    private enum Cause {
        QUOTA(OVER_QUERY_LIMIT, "has used up a quota"),
        RATE(OVER_QUERY_LIMIT, "answers no more for now"),
        DENIED(REQUEST_DENIED, "denied the request"),
        BLOCKED(REQUEST_DENIED, "refuses to serve this server"),
        INVALID(INVALID_REQUEST, "did not understand the request"),
        BUSY(UNKNOWN_ERROR, "is overloaded"),
        FAILED(UNKNOWN_ERROR, "failed"),
        UNREADABLE(UNKNOWN_ERROR, "sent what is no answer of Nearby Search");

        private final SearchStatus status;
        private final String what;

        Cause(SearchStatus status, String what) {
            this.status = status;
            this.what = what;
        }
    }

    /** The outcome of a search that was answered so, now. */
    Outcome read(HttpAnswer answer) {
        ErrorReport report = ErrorReport.of(answer, Instant.now());
        Cause cause = cause(report);
        NearbyDocument document =
                failures.failed(cause.status, cause.what + details(report) + "; " + remedy(cause, report.http()));
        if (report.retryAfter() != null) {
            return new Outcome.BackOff(document, report.retryAfter());
        }
        return switch (cause) {
            case QUOTA, BLOCKED -> new Outcome.BackOff(document, longer(LONG_SILENCE));
            case RATE -> new Outcome.BackOff(document, isOverpass() ? longer(OVERPASS_SILENCE) : pause);
            case DENIED -> new Outcome.BackOff(document, pause);
            case BUSY ->
                isOverpass() ? new Outcome.BackOff(document, longer(OVERPASS_SILENCE)) : new Outcome.Failed(document);
            case INVALID -> new Outcome.Answered(document);
            case FAILED, UNREADABLE -> new Outcome.Failed(document);
        };
    }

    private boolean isOverpass() {
        return provider == PlacesConfig.Provider.OVERPASS;
    }

    private Duration longer(Duration silence) {
        return pause.compareTo(silence) > 0 ? pause : silence;
    }

    private static Cause cause(ErrorReport report) {
        if (says(report, QUOTA) || report.codes().stream().anyMatch(code -> code.contains("PerDay"))) {
            return Cause.QUOTA;
        }
        // An Overpass interpreter says on a page that it has no slot for the asker, or that it could not begin in time.
        if (says(report, RATE) || report.http() == 429 || report.text().contains("rate_limited")) {
            return Cause.RATE;
        }
        if (says(report, DENIED)) {
            return Cause.DENIED;
        }
        return switch (report.http()) {
            case 401, 403 -> Cause.DENIED;
            case 406, 451 -> Cause.BLOCKED;
            case 400 -> Cause.INVALID;
            case 503, 504 -> Cause.BUSY;
            case 200 -> causeOfSuccess(report);
            default -> Cause.FAILED;
        };
    }

    /** An error with HTTP status 200. */
    private static Cause causeOfSuccess(ErrorReport report) {
        if (says(report, Set.of("INVALID_REQUEST", "INVALID_ARGUMENT"))) {
            return Cause.INVALID;
        }
        if (report.text().contains("Dispatcher_Client")) {
            return Cause.BUSY;
        }
        boolean isEmpty = report.codes().isEmpty() && !report.text().startsWith("runtime error");
        return isEmpty || says(report, Set.of("OK", "ZERO_RESULTS")) ? Cause.UNREADABLE : Cause.FAILED;
    }

    private static boolean says(ErrorReport report, Set<String> codes) {
        return report.codes().stream().anyMatch(codes::contains);
    }

    /** In brackets: what the provider said. */
    private String details(ErrorReport report) {
        String text = redaction.clean(report.text());
        String codes = String.join(", ", report.codes().stream().sorted().toList());
        return " (HTTP status " + report.http() + (codes.isEmpty() ? "" : ", " + redaction.clean(codes))
                + (text.isEmpty() ? "" : ", it says: " + text) + ")";
    }

    private String remedy(Cause cause, int http) {
        return switch (cause) {
            case QUOTA, RATE, DENIED -> ofProvider(cause);
            case BLOCKED -> "ask whoever runs it, or set places.url to another one";
            case BUSY -> isOverpass() ? ofProvider(cause) : "try again later";
            case FAILED -> http == 200 || http >= 500 ? "try again later" : "check places.url";
            case INVALID, UNREADABLE -> "check places.url";
        };
    }

    private String ofProvider(Cause cause) {
        return switch (provider) {
            case OVERPASS -> "ask more rarely, or set places.url to another interpreter or one of your own";
            case GAZETTEER -> cause == Cause.DENIED ? "check places.url" : "try again later";
            case GOOGLE ->
                cause == Cause.DENIED
                        ? "set GOOGLE_PLACES_KEY to a key of a project that has the Places API (New) enabled and a"
                                + " billing account"
                        : "wait, or raise the quota of the key and look at its billing account";
            case GOOGLE_LEGACY ->
                cause == Cause.DENIED
                        ? "check the key; projects made since March 2025 cannot use the legacy form: set"
                                + " places.provider to google for them"
                        : "wait, or raise the quota of the key and look at its billing account";
        };
    }
}
