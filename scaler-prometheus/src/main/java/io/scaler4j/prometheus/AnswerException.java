package io.scaler4j.prometheus;

import io.scaler4j.metric.Reading;

/** The server answered, and not with what is needed. The message is a clause about the answer, without a secret. */
final class AnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final Reading.Failure.Kind kind;
    private final int status;

    private AnswerException(Problem problem, Reading.Failure.Kind kind, int status, String clause) {
        super(clause, null, false, false); // an answer, whose stack says nothing
        this.problem = problem;
        this.kind = kind;
        this.status = status;
    }

    static AnswerException of(Problem problem, String clause) {
        return new AnswerException(problem, problem.kind(), 200, clause);
    }

    static AnswerException ofError(Problem problem, Reading.Failure.Kind kind, int status, String clause) {
        return new AnswerException(problem, kind, status, clause);
    }

    /** The same, with one more clause. */
    AnswerException with(String clause) {
        return new AnswerException(problem, kind, status, getMessage() + "; " + clause);
    }

    Problem problem() {
        return problem;
    }

    Reading.Failure.Kind kind() {
        return kind;
    }

    /** Whether other credentials might help. */
    boolean isRefusal() {
        return status == 401 || status == 403;
    }

    /** Whether the server, or a proxy before it, is the one in trouble: the next query would fare no better. */
    boolean isServersFault() {
        return status >= 500;
    }
}
