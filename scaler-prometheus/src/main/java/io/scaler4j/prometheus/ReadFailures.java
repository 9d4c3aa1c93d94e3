package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.metric.Reading;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What an exception means, and what a user can do about it. */
final class ReadFailures {

    /** A sentence may name the server (1), the query (2) and the exception (3). */
    private static final FailureTable TABLE = FailureTable.builder()
            .sentence(CircuitBreaker.OpenException.class)
            .sentence(AnswerException.class)
            .sentence(IllegalStateException.class)
            .rule(CircuitBreaker.OpenException.class, UNAVAILABLE, "%1$s was not asked for %2$s: %3$s")
            .rule(
                    HttpAnswer.BodyTooLargeException.class,
                    MISCONFIGURED,
                    "%1$s has too long an answer to %2$s; one number is needed, so aggregate it in the query, as in"
                            + " sum(..), or allow for more with maximumBodyBytes")
            .rule(
                    TimeoutException.class,
                    TIMEOUT,
                    "%1$s did not answer %2$s in time; check that it runs and can be reached, and whether the query is"
                            + " too heavy for the timeout")
            .rule(
                    InterruptedIOException.class,
                    TIMEOUT,
                    "%1$s did not answer %2$s in time (%3$s); check that it runs and can be reached")
            .rule(
                    SSLPeerUnverifiedException.class,
                    DENIED,
                    "%1$s shows a certificate for another name (%3$s); correct the address or the certificate")
            .rule(
                    SSLHandshakeException.class,
                    DENIED,
                    "%1$s and this client did not accept each other (%3$s); check ca, cert and key")
            .rule(
                    SSLException.class,
                    DENIED,
                    "%1$s and this client could not speak TLS with each other (%3$s); check the scheme of the address,"
                            + " ca, cert and key")
            .rule(UnknownHostException.class, UNAVAILABLE, "%1$s cannot be found (%3$s); check the name in the address")
            .rule(InvalidConfigurationException.class, MISCONFIGURED, "%1$s cannot be asked (%3$s); correct that")
            .rule(
                    IOException.class,
                    UNAVAILABLE,
                    "%1$s cannot be reached or broke the connection (%3$s); check that it runs")
            .rule(IllegalStateException.class, UNAVAILABLE, "%1$s was not asked for %2$s: %3$s")
            .otherwise(UNAVAILABLE, "%1$s gave no number for %2$s (%3$s)");

    private ReadFailures() {}

    /** The failure. The mask takes secrets out of what a server may have quoted. */
    static Reading.Failure of(Throwable thrown, InstantQuery query, String server, UnaryOperator<String> mask) {
        Throwable cause = FailureTable.unwrap(thrown);
        if (cause instanceof AnswerException answer) {
            String clause = mask.apply(String.valueOf(answer.getMessage()));
            return new Reading.Failure(answer.kind(), server + " gave no number for " + query + ": " + clause, null);
        }
        return TABLE.failure(cause, server, query, mask.apply(TABLE.describe(cause)));
    }
}
