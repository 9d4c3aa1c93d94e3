package io.scaler4j.external;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.EMPTY;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;

import io.grpc.StatusRuntimeException;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.metric.Reading;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What an exception of gRPC, or a status that a server answers with, means, and what a user can do about it. */
final class ReadFailures {

    private static final Pattern LINES = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
    private static final int LONGEST = 500;

    /** A sentence may name the server (1) and the exception (2). */
    private static final FailureTable TABLE = FailureTable.builder()
            .sentence(StatusRuntimeException.class)
            .sentence(IllegalStateException.class)
            .cause(
                    SSLException.class,
                    DENIED,
                    "%1$s and this client did not accept each other (%2$s); check caCert, tlsClientCert and tlsClientKey,"
                            + " and that both use TLS")
            .cause(
                    UnknownHostException.class,
                    UNAVAILABLE,
                    "%1$s cannot be found (%2$s); check the name in scalerAddress")
            .cause(
                    StatusRuntimeException.class,
                    Pattern.compile("DEADLINE_EXCEEDED"),
                    TIMEOUT,
                    "%1$s did not answer in time (%2$s); check that it runs and can be reached")
            .cause(
                    StatusRuntimeException.class,
                    Pattern.compile("UNAUTHENTICATED|PERMISSION_DENIED"),
                    DENIED,
                    "%1$s denied the call (%2$s); check caCert, tlsClientCert and tlsClientKey")
            .cause(
                    StatusRuntimeException.class,
                    Pattern.compile("INVALID_ARGUMENT|FAILED_PRECONDITION|OUT_OF_RANGE"),
                    MISCONFIGURED,
                    "%1$s refused the trigger (%2$s); correct the metadata that it reads")
            .cause(
                    StatusRuntimeException.class,
                    Pattern.compile("UNIMPLEMENTED"),
                    MISCONFIGURED,
                    "%1$s is no external scaler of KEDA, or an incomplete one (%2$s); check scalerAddress")
            .cause(
                    StatusRuntimeException.class,
                    Pattern.compile("NOT_FOUND"),
                    EMPTY,
                    "%1$s does not know what it was asked for (%2$s); check the metadata of the trigger")
            .cause(
                    StatusRuntimeException.class,
                    Pattern.compile("UNAVAILABLE"),
                    UNAVAILABLE,
                    "%1$s cannot be reached, or cannot answer just now (%2$s); check that it runs, and whether it uses TLS")
            .rule(TimeoutException.class, TIMEOUT, "%1$s did not answer in time; check that it runs and can be reached")
            .rule(IllegalStateException.class, UNAVAILABLE, "%1$s was not asked: %2$s")
            .otherwise(UNAVAILABLE, "%1$s gave no number (%2$s)");

    private ReadFailures() {}

    /**
     * The failure.
     *
     * @param thrown without secrets
     */
    static Reading.Failure of(Throwable thrown, String server) {
        return TABLE.failure(thrown, server, oneLine(TABLE.describe(thrown)));
    }

    /** What a server says may be anything, a whole page for example, and must not look like a line of a log. */
    private static String oneLine(String text) {
        String plain = LINES.matcher(text).replaceAll(" ");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
    }
}
