package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.connect.Secrets;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.StackTraces;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final String SERVERS = "brokers at 127.0.0.1:9092";

    static Stream<Throwable> failures() {
        return Stream.of(
                new UnknownTopicOrPartitionException("no kafka here"),
                new TopicAuthorizationException("not for kafka"),
                GroupAuthorizationException.forGroupId("kafka"),
                new SaslAuthenticationException("wrong password kafka"),
                new TimeoutException("kafka is slow", new IllegalStateException("kafka")),
                new TopicException("parcels", new CompletionException(new TimeoutException("kafka"))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aMaskedExceptionIsUnderstoodAsTheOneItStandsFor(Throwable thrown) {
        Throwable masked = ReadFailures.mask(thrown, Secrets.of(List.of("kafka")));
        Reading.Failure expected = reading(thrown);
        Reading.Failure actual = reading(masked);

        assertThat(masked).isNotSameAs(thrown);
        assertThat(actual.kind()).isEqualTo(expected.kind());
        assertThat(actual.message().replace("***", "kafka")).isEqualTo(expected.message());
        assertThat(StackTraces.of(actual.cause()).replaceAll("[\\w.]*\\.kafka\\.[\\w.$]*", ""))
                .doesNotContain("kafka");
        assertThat(StackTraces.of(actual.cause()))
                .contains(expected.cause().getClass().getName());
        assertThat(actual.cause().getStackTrace()).isEqualTo(expected.cause().getStackTrace());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "common", "errors", "org.apache.kafka.common.errors", "Exception", "the new not"})
    void theNameOfATypeQuotesNoSecret(String password) {
        var thrown = new TimeoutException("this is not the end", new IllegalStateException());

        assertThat(Secrets.of(List.of(password)).mask(thrown)).isSameAs(thrown);
    }

    @Test
    void aSwitchOfAPlugInIsNoSecretAndATextMayBe() {
        var settings = new ClientSettings();
        settings.property("plugin.on", "true");
        settings.property("plugin.off", false);
        settings.property("plugin.number", 500);
        settings.property("plugin.key", "hunter2");

        assertThat(settings.secrets(KafkaSecurity.plaintext()).mask("true, false, 500 and hunter2"))
                .isEqualTo("true, false, 500 and ***");
    }

    @Test
    void whatIsSuppressedIsSearchedToo() {
        var thrown = new IllegalStateException("the file stays");
        thrown.addSuppressed(new IllegalStateException("it holds hunter2", thrown));

        assertThat(StackTraces.of(Secrets.of(List.of("hunter2")).mask(thrown)))
                .contains("the file stays")
                .doesNotContain("hunter2");
    }

    @Test
    void aLineOfAPemTextIsASecretAndItsFrameIsNot() {
        var secrets = Secrets.of(List.of("-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB\n-----END PRIVATE KEY-----"));

        assertThat(secrets.mask("no BBBB in -----BEGIN PRIVATE KEY-----"))
                .isEqualTo("no *** in -----BEGIN PRIVATE KEY-----");
    }

    private static Reading.Failure reading(Throwable thrown) {
        var options = new LagOptions();
        options.group = "billing";
        options.topics = List.of("orders");
        return (Reading.Failure) ReadFailures.of(thrown, options.query(), SERVERS);
    }
}
