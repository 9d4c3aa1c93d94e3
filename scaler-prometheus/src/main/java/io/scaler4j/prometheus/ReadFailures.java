package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What an exception means, and what a user can do about it. */
final class ReadFailures {

    /** The sentence may name the server (1), the query (2) and the exception (3). */
    private record Rule(Class<? extends Throwable> type, Reading.Failure.Kind kind, String sentence) {}

    /** The first that fits counts: special types stand before general ones. */
    private static final List<Rule> RULES = List.of(
            new Rule(CircuitBreaker.OpenException.class, UNAVAILABLE, "%1$s was not asked for %2$s: %3$s"),
            new Rule(
                    HttpAnswer.BodyTooLargeException.class,
                    MISCONFIGURED,
                    "%1$s has too long an answer to %2$s; one number is needed, so aggregate it in the query, as in"
                            + " sum(..), or allow for more with maximumBodyBytes"),
            new Rule(
                    TimeoutException.class,
                    TIMEOUT,
                    "%1$s did not answer %2$s in time; check that it runs and can be reached, and whether the query is"
                            + " too heavy for the timeout"),
            new Rule(
                    InterruptedIOException.class,
                    TIMEOUT,
                    "%1$s did not answer %2$s in time (%3$s); check that it runs and can be reached"),
            new Rule(
                    SSLPeerUnverifiedException.class,
                    DENIED,
                    "%1$s shows a certificate for another name (%3$s); correct the address or the certificate"),
            new Rule(
                    SSLHandshakeException.class,
                    DENIED,
                    "%1$s and this client did not accept each other (%3$s); check ca, cert and key"),
            new Rule(
                    SSLException.class,
                    DENIED,
                    "%1$s and this client could not speak TLS with each other (%3$s); check the scheme of the address,"
                            + " ca, cert and key"),
            new Rule(
                    UnknownHostException.class,
                    UNAVAILABLE,
                    "%1$s cannot be found (%3$s); check the name in the address"),
            new Rule(InvalidConfigurationException.class, MISCONFIGURED, "%1$s cannot be asked (%3$s); correct that"),
            new Rule(
                    IOException.class,
                    UNAVAILABLE,
                    "%1$s cannot be reached or broke the connection (%3$s); check that it runs"),
            new Rule(IllegalStateException.class, UNAVAILABLE, "%1$s was not asked for %2$s: %3$s"));

    private static final Rule OTHERWISE = new Rule(Throwable.class, UNAVAILABLE, "%1$s gave no number for %2$s (%3$s)");

    private ReadFailures() {}

    /** The failure. The mask takes secrets out of what a server may have quoted. */
    static Reading.Failure of(Throwable thrown, InstantQuery query, String server, UnaryOperator<String> mask) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof AnswerException answer) {
            String clause = mask.apply(String.valueOf(answer.getMessage()));
            return new Reading.Failure(answer.kind(), server + " gave no number for " + query + ": " + clause, null);
        }
        Rule rule = RULES.stream()
                .filter(each -> each.type().isInstance(cause))
                .findFirst()
                .orElse(OTHERWISE);
        String sentence = rule.sentence().formatted(server, query, mask.apply(describe(cause)));
        return new Reading.Failure(rule.kind(), sentence, cause);
    }

    static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The innermost cause says what a failed handshake is about. */
    private static String describe(Throwable cause) {
        if (cause instanceof IllegalStateException) {
            return String.valueOf(cause.getMessage());
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == cause ? sentence(cause) : sentence(cause) + "; " + sentence(root);
    }

    private static String sentence(Throwable thrown) {
        if (thrown instanceof CircuitBreaker.OpenException || thrown instanceof AnswerException) {
            return String.valueOf(thrown.getMessage());
        }
        String name = thrown.getClass().getSimpleName();
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }
}
