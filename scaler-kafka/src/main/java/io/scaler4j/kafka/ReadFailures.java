package io.scaler4j.kafka;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.connect.Secrets;
import io.scaler4j.metric.Reading;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
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

    /** The sentence may name the topic (1), the group (2), the servers (3) and the exception (4). */
    private record Rule(Class<? extends Throwable> type, Reading.Failure.Kind kind, String sentence) {}

    /** The first that fits counts: special types stand before general ones. */
    private static final List<Rule> RULES = List.of(
            new Rule(
                    UnknownTopicOrPartitionException.class,
                    MISCONFIGURED,
                    "%1$s does not exist at %3$s; create it, or correct the name"),
            new Rule(
                    InvalidTopicException.class,
                    MISCONFIGURED,
                    "%3$s refused the name of %1$s (%4$s); a pattern is not understood: name several topics in a list of their own,"
                            + " or none for all those of the group"),
            new Rule(
                    NoPartitionsException.class,
                    MISCONFIGURED,
                    "there is nothing to measure for group \"%2$s\" at %3$s: %4$s"),
            new Rule(
                    InvalidGroupIdException.class,
                    MISCONFIGURED,
                    "%3$s refused \"%2$s\" as a consumer group (%4$s); correct the name"),
            new Rule(OtherGroupKindException.class, MISCONFIGURED, "group \"%2$s\" at %3$s is %4$s"),
            new Rule(
                    GroupIdNotFoundException.class,
                    MISCONFIGURED,
                    "group \"%2$s\" at %3$s is not of the kind that was asked for (%4$s); set groupType to"
                            + " the kind that it has, or correct the name"),
            new Rule(
                    InvalidConfigurationException.class,
                    MISCONFIGURED,
                    "%3$s cannot be asked (%4$s); correct the settings"),
            new Rule(
                    TopicAuthorizationException.class,
                    DENIED,
                    "%3$s denied access to %1$s; grant this client the ACL DESCRIBE on the topic"),
            new Rule(
                    GroupAuthorizationException.class,
                    DENIED,
                    "%3$s denied access to consumer group \"%2$s\"; grant this client the ACL DESCRIBE on the group"),
            new Rule(
                    ClusterAuthorizationException.class,
                    DENIED,
                    "%3$s denied access to the cluster (%4$s); grant this client the ACL DESCRIBE on the cluster"),
            new Rule(
                    AuthorizationException.class,
                    DENIED,
                    "%3$s denied access (%4$s); grant this client the ACL DESCRIBE on group \"%2$s\" and on %1$s"),
            new Rule(
                    UnsupportedSaslMechanismException.class,
                    MISCONFIGURED,
                    "%3$s does not know this client's way to log in (%4$s); set sasl, or the credentials of the builder,"
                            + " to one that it knows"),
            new Rule(
                    IllegalSaslStateException.class,
                    MISCONFIGURED,
                    "%3$s wants no login at this port (%4$s); leave sasl and credentials out, or use the port that wants"
                            + " one"),
            new Rule(
                    AuthenticationException.class,
                    DENIED,
                    "%3$s and this client did not accept each other (%4$s); check credentials, certificates and"
                            + " security.protocol"),
            new Rule(
                    GreetingException.LoginIsMissing.class,
                    MISCONFIGURED,
                    "%3$s greets this client and ends the connection at its first question (%4$s); brokers do so where"
                            + " they want a login (SASL) and the client has none: set sasl, username and password, or"
                            + " credentials of the builder, or use another port"),
            new Rule(
                    GreetingException.NothingUnderstood.class,
                    TIMEOUT,
                    "%3$s accepts connections and ends them without an answer (%4$s); brokers do so where one side uses"
                            + " TLS and the other does not: set tls to what the port wants, or use another port"),
            new Rule(
                    UnresolvedServersException.class,
                    UNAVAILABLE,
                    "no server of %3$s can be resolved (%4$s); correct bootstrapServers, or wait for the name: each read"
                            + " looks for it again"),
            new Rule(
                    TimeoutException.class,
                    TIMEOUT,
                    "%3$s did not answer in time (%4$s); check that the brokers run and can be reached at the"
                            + " addresses that they advertise"),
            new Rule(
                    DisconnectException.class,
                    UNAVAILABLE,
                    "%3$s broke the connection (%4$s); check that the brokers run and that security.protocol is"
                            + " theirs"),
            new Rule(
                    UnsupportedVersionException.class,
                    UNAVAILABLE,
                    "%3$s is too old for what is asked (%4$s); consumer groups need brokers of version 2.1 or newer,"
                            + " share groups 4.2"),
            new Rule(
                    NoOffsetsException.class,
                    UNAVAILABLE,
                    "%3$s answered with no offset of group \"%2$s\" on %1$s (%4$s)"),
            new Rule(
                    RetriableException.class,
                    UNAVAILABLE,
                    "%3$s could not tell the lag of group \"%2$s\" on %1$s just now (%4$s); a later read may succeed"));

    private static final Rule OTHERWISE =
            new Rule(Throwable.class, UNAVAILABLE, "%3$s could not tell the lag of group \"%2$s\" on %1$s (%4$s)");

    private ReadFailures() {}

    static Reading of(Throwable thrown, LagQuery query, String servers) {
        Throwable reason = unwrap(thrown);
        String topic =
                reason instanceof TopicException about ? "topic " + Masking.quote(about.topic()) : query.subject();
        Throwable cause = reason instanceof TopicException about ? unwrap(about.reason()) : reason;
        Class<?> type = Secrets.typeOf(cause);
        Rule rule = RULES.stream()
                .filter(each -> each.type().isAssignableFrom(type))
                .findFirst()
                .orElse(OTHERWISE);
        return Reading.failure(
                rule.kind(),
                rule.sentence().formatted(topic, Masking.address(query.group()), servers, describe(cause)),
                cause);
    }

    /** Without secrets, and of the same meaning. */
    static Throwable mask(Throwable thrown, Secrets secrets) {
        return thrown instanceof TopicException about
                ? new TopicException(about.topic(), secrets.mask(unwrap(about.reason())))
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
        Throwable reason = unwrap(thrown);
        return reason instanceof TopicException about ? unwrap(about.reason()) : reason;
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
        if (cause instanceof GreetingException && cause.getCause() != null) {
            return sentence(cause.getCause()); // the rule says what it means
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == cause ? sentence(cause) : sentence(cause) + "; " + sentence(root);
    }

    private static String sentence(Throwable thrown) {
        if (thrown instanceof OtherGroupKindException || thrown instanceof UnresolvedServersException) {
            return String.valueOf(thrown.getMessage()); // it is ours, and a sentence already
        }
        String name = Secrets.typeOf(thrown).getSimpleName();
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }
}
