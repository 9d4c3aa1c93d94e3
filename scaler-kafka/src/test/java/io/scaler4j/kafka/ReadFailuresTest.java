package io.scaler4j.kafka;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReadFailuresTest {

    private static final LagQuery QUERY = query("orders");
    private static final String SERVERS = "Kafka at broker:9092";

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new UnknownTopicOrPartitionException("?"), MISCONFIGURED, "topic \"orders\" does not exist"),
                arguments(new InvalidTopicException("?"), MISCONFIGURED, "refused the name of topic \"orders\""),
                arguments(
                        new NoPartitionsException("orders", 3, PartitionLimitation.parse("7")),
                        MISCONFIGURED,
                        "partitions 7 are none of the 3"),
                arguments(
                        new InvalidConfigurationException("Kerberos", List.of("two of them")),
                        MISCONFIGURED,
                        "Kerberos: two of them"),
                arguments(new GroupIdNotFoundException("?"), MISCONFIGURED, "not of the kind"),
                arguments(
                        OtherGroupKindException.share(),
                        MISCONFIGURED,
                        "group \"billing\" at Kafka at broker:9092 is a"),
                arguments(new UnresolvedServersException("?"), UNAVAILABLE, "can be resolved"),
                arguments(new UnsupportedSaslMechanismException("?"), MISCONFIGURED, "way to log in"),
                arguments(new IllegalSaslStateException("?"), MISCONFIGURED, "wants no login"),
                arguments(
                        new GreetingException.LoginIsMissing(new TimeoutException("slow")),
                        MISCONFIGURED,
                        "(TimeoutException: slow); brokers do so where they want a login"),
                arguments(
                        new GreetingException.NothingUnderstood(new TimeoutException("slow")),
                        TIMEOUT,
                        "(TimeoutException: slow); brokers do so where one side uses TLS"),
                arguments(new UnstableOffsetCommitException("?"), UNAVAILABLE, "a later read may succeed"),
                arguments(new StaleMemberEpochException("?"), UNAVAILABLE, "could not tell"),
                arguments(new InvalidGroupIdException("?"), MISCONFIGURED, "\"billing\" as a consumer group"),
                arguments(new TopicAuthorizationException("orders"), DENIED, "DESCRIBE on the topic"),
                arguments(GroupAuthorizationException.forGroupId("billing"), DENIED, "DESCRIBE on the group"),
                arguments(new ClusterAuthorizationException("?"), DENIED, "DESCRIBE on the cluster"),
                arguments(new TransactionalIdAuthorizationException("?"), DENIED, "grant this client the ACL"),
                arguments(new SaslAuthenticationException("wrong password"), DENIED, "wrong password"),
                arguments(new SslAuthenticationException("untrusted"), DENIED, "check credentials, certificates"),
                arguments(new TimeoutException("no node"), TIMEOUT, "did not answer in time"),
                arguments(new DisconnectException(), UNAVAILABLE, "broke the connection"),
                arguments(new UnsupportedVersionException("?"), UNAVAILABLE, "version 2.1 or newer"),
                arguments(new NoOffsetsException(), UNAVAILABLE, "no offset of group \"billing\" on topic \"orders\""),
                arguments(new UnknownMemberIdException("gone"), UNAVAILABLE, "UnknownMemberIdException: gone"),
                arguments(new IllegalStateException(), UNAVAILABLE, "(IllegalStateException)"));
    }

    @ParameterizedTest(name = "{0} is {1}: .. {2} ..")
    @MethodSource("failures")
    void saysWhatItMeansAndWhatToDo(Exception thrown, Reading.Failure.Kind kind, String sentence) {
        assertThat(ReadFailures.of(thrown, QUERY, SERVERS)).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.message()).contains(sentence).contains(SERVERS);
            assertThat(failure.cause()).isSameAs(thrown);
        });
    }

    @Test
    void looksIntoTheWrappingOfFutures() {
        var cause = new TimeoutException("no node");
        var wrapped = new CompletionException(new ExecutionException(cause));

        assertThat(ReadFailures.of(wrapped, QUERY, SERVERS)).isEqualTo(ReadFailures.of(cause, QUERY, SERVERS));
    }

    @Test
    void aPatternForTopicsIsSentTheRightWay() {
        assertThat(ReadFailures.of(new InvalidTopicException("?"), query("orders-.*"), SERVERS))
                .asString()
                .contains("topic \"orders-.*\"", "a pattern is not understood", "none for all those of the group");
    }

    @Test
    void namesTheTopicThatFailedAmongSeveral() {
        var thrown = new CompletionException(
                new TopicException("parcels", new UnknownTopicOrPartitionException("This server does not host it")));

        assertThat(ReadFailures.of(thrown, query("orders", "parcels"), SERVERS))
                .isInstanceOfSatisfying(
                        Reading.Failure.class,
                        failure -> assertThat(failure.message())
                                .contains("topic \"parcels\" does not exist")
                                .doesNotContain("orders"));
    }

    @Test
    void namesAllTopicsWhereOneCannotBeTold() {
        assertThat(ReadFailures.of(new NoOffsetsException(), query("orders", "parcels"), SERVERS))
                .asString()
                .contains("on topics \"orders\", \"parcels\"");
        assertThat(ReadFailures.of(new NoOffsetsException(), query(), SERVERS))
                .asString()
                .contains("on all its topics");
    }

    private static LagQuery query(String... topics) {
        var options = new LagOptions();
        options.group = "billing";
        options.topics = List.of(topics);
        return options.query();
    }
}
