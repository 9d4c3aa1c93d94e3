package io.scaler4j.kafka;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.connect.Secrets;
import io.scaler4j.metric.Reading;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What an exception of the client means, and what a user can do about it. */
final class ReadFailures {

    /** A sentence may name the topic (1), the group (2), the servers (3) and the exception (4). */
    private static final FailureTable TABLE = FailureTable.builder()
            .sentence(OtherGroupKindException.class)
            .sentence(UnresolvedServersException.class)
            .rule(
                    UnknownTopicOrPartitionException.class,
                    MISCONFIGURED,
                    "%1$s does not exist at %3$s; create it, or correct the name")
            .rule(
                    InvalidTopicException.class,
                    MISCONFIGURED,
                    "%3$s refused the name of %1$s (%4$s); a pattern is not understood: name several topics in a list of their own,"
                            + " or none for all those of the group")
            .rule(
                    NoPartitionsException.class,
                    MISCONFIGURED,
                    "there is nothing to measure for group \"%2$s\" at %3$s: %4$s")
            .rule(
                    InvalidGroupIdException.class,
                    MISCONFIGURED,
                    "%3$s refused \"%2$s\" as a consumer group (%4$s); correct the name")
            .rule(OtherGroupKindException.class, MISCONFIGURED, "group \"%2$s\" at %3$s is %4$s")
            .rule(
                    GroupIdNotFoundException.class,
                    MISCONFIGURED,
                    "group \"%2$s\" at %3$s is not of the kind that was asked for (%4$s); set groupType to"
                            + " the kind that it has, or correct the name")
            .rule(
                    InvalidConfigurationException.class,
                    MISCONFIGURED,
                    "%3$s cannot be asked (%4$s); correct the settings")
            .rule(
                    TopicAuthorizationException.class,
                    DENIED,
                    "%3$s denied access to %1$s; grant this client the ACL DESCRIBE on the topic")
            .rule(
                    GroupAuthorizationException.class,
                    DENIED,
                    "%3$s denied access to consumer group \"%2$s\"; grant this client the ACL DESCRIBE on the group")
            .rule(
                    ClusterAuthorizationException.class,
                    DENIED,
                    "%3$s denied access to the cluster (%4$s); grant this client the ACL DESCRIBE on the cluster")
            .rule(
                    AuthorizationException.class,
                    DENIED,
                    "%3$s denied access (%4$s); grant this client the ACL DESCRIBE on group \"%2$s\" and on %1$s")
            .rule(
                    UnsupportedSaslMechanismException.class,
                    MISCONFIGURED,
                    "%3$s does not know this client's way to log in (%4$s); set sasl, or the credentials of the builder,"
                            + " to one that it knows")
            .rule(
                    IllegalSaslStateException.class,
                    MISCONFIGURED,
                    "%3$s wants no login at this port (%4$s); leave sasl and credentials out, or use the port that wants"
                            + " one")
            .rule(
                    AuthenticationException.class,
                    DENIED,
                    "%3$s and this client did not accept each other (%4$s); check credentials, certificates and"
                            + " security.protocol")
            .rule(
                    GreetingException.LoginIsMissing.class,
                    MISCONFIGURED,
                    "%3$s greets this client and ends the connection at its first question (%4$s); brokers do so where"
                            + " they want a login (SASL) and the client has none: set sasl, username and password, or"
                            + " credentials of the builder, or use another port")
            .rule(
                    GreetingException.NothingUnderstood.class,
                    TIMEOUT,
                    "%3$s accepts connections and ends them without an answer (%4$s); brokers do so where one side uses"
                            + " TLS and the other does not: set tls to what the port wants, or use another port")
            .rule(
                    UnresolvedServersException.class,
                    UNAVAILABLE,
                    "no server of %3$s can be resolved (%4$s); correct bootstrapServers, or wait for the name: each read"
                            + " looks for it again")
            .rule(
                    TimeoutException.class,
                    TIMEOUT,
                    "%3$s did not answer in time (%4$s); check that the brokers run and can be reached at the"
                            + " addresses that they advertise")
            .rule(
                    DisconnectException.class,
                    UNAVAILABLE,
                    "%3$s broke the connection (%4$s); check that the brokers run and that security.protocol is"
                            + " theirs")
            .rule(
                    UnsupportedVersionException.class,
                    UNAVAILABLE,
                    "%3$s is too old for what is asked (%4$s); consumer groups need brokers of version 2.1 or newer,"
                            + " share groups 4.2")
            .rule(
                    NoOffsetsException.class,
                    UNAVAILABLE,
                    "%3$s answered with no offset of group \"%2$s\" on %1$s (%4$s)")
            .rule(
                    RetriableException.class,
                    UNAVAILABLE,
                    "%3$s could not tell the lag of group \"%2$s\" on %1$s just now (%4$s); a later read may succeed")
            .otherwise(UNAVAILABLE, "%3$s could not tell the lag of group \"%2$s\" on %1$s (%4$s)");

    private ReadFailures() {}

    static Reading of(Throwable thrown, LagQuery query, String servers) {
        Throwable reason = FailureTable.unwrap(thrown);
        String topic =
                reason instanceof TopicException about ? "topic " + Masking.quote(about.topic()) : query.subject();
        Throwable cause = reason instanceof TopicException about ? FailureTable.unwrap(about.reason()) : reason;
        return TABLE.failure(cause, topic, Masking.address(query.group()), servers, describe(cause));
    }

    /** Without secrets, and of the same meaning. */
    static Throwable mask(Throwable thrown, Secrets secrets) {
        return thrown instanceof TopicException about
                ? new TopicException(about.topic(), secrets.mask(FailureTable.unwrap(about.reason())))
                : secrets.mask(thrown);
    }

    static boolean isAuthentication(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(AuthenticationException.class::isInstance);
    }

    /** Whether nobody has answered, so that it is not known whether there is anybody. */
    static boolean isSilence(Throwable thrown) {
        Throwable reason = reason(thrown);
        return reason instanceof TimeoutException
                || reason instanceof DisconnectException
                || reason instanceof UnresolvedServersException;
    }

    /** Whatever it is about. */
    static Throwable reason(Throwable thrown) {
        Throwable reason = FailureTable.unwrap(thrown);
        return reason instanceof TopicException about ? FailureTable.unwrap(about.reason()) : reason;
    }

    private static String describe(Throwable cause) {
        return cause instanceof GreetingException && cause.getCause() != null
                ? TABLE.say(cause.getCause()) // the rule says what it means
                : TABLE.describe(cause);
    }
}
