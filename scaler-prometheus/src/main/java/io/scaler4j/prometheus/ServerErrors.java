package io.scaler4j.prometheus;

import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.prometheus.AnswerReader.ApiError;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a status and an error in the body mean, and what a user can do about it. */
final class ServerErrors {

    private static final int LONGEST_TEXT = 300;
    private static final Set<Integer> LATE = Set.of(408, 504);
    /** Kinds of error that Prometheus names which no later try would mend. */
    private static final Set<String> OF_THE_QUERY = Set.of("bad_data", "execution", "not_found");

    private ServerErrors() {}

    /** An answer with success as its status, and an error in its body. */
    static AnswerException inBody(ApiError error) {
        Kind kind = OF_THE_QUERY.contains(error.type()) ? Kind.MISCONFIGURED : Kind.UNAVAILABLE;
        return AnswerException.ofError(
                Problem.API_ERROR,
                kind,
                200,
                "the answer is an error (" + orElse(describe(error), "it does not say which") + "); correct the query");
    }

    /** An answer whose status is not success. The text is that of a body that is no JSON, else empty. */
    static AnswerException ofStatus(int status, @Nullable ApiError error, String text) {
        String said = error == null ? shortened(text) : describe(error);
        String what = "HTTP " + status + (said.isEmpty() ? "" : ", " + said);
        boolean late = LATE.contains(status) || (error != null && error.type().equals("timeout"));
        if (late) {
            return failure(Kind.TIMEOUT, status, what, "the query takes too long; make it lighter");
        }
        return switch (status) {
            case 401, 407 -> failure(Kind.DENIED, status, what, "check the credentials");
            case 403 -> failure(Kind.DENIED, status, what, "check the credentials, and that they may query");
            case 404, 405, 410 ->
                failure(
                        Kind.MISCONFIGURED,
                        status,
                        what,
                        "check the address, which may need a path before /api/v1/query");
            case 429 -> failure(Kind.UNAVAILABLE, status, what, "ask less often, or for less");
            default -> byClass(status, error != null, what);
        };
    }

    private static AnswerException byClass(int status, boolean fromPrometheus, String what) {
        if (status >= 500) {
            return failure(Kind.UNAVAILABLE, status, what, "see what is wrong with the server");
        }
        return failure(
                Kind.MISCONFIGURED,
                status,
                what,
                fromPrometheus ? "correct the query" : "check the address and its scheme");
    }

    private static AnswerException failure(Kind kind, int status, String what, String wayOut) {
        return AnswerException.ofError(Problem.HTTP_STATUS, kind, status, "it answered " + what + "; " + wayOut);
    }

    private static String describe(ApiError error) {
        String text = shortened(error.text());
        return error.type().isEmpty() ? text : text.isEmpty() ? error.type() : error.type() + ": " + text;
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }

    /** On one line, and not longer than a log line should be. */
    static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + ".." : line;
    }
}
