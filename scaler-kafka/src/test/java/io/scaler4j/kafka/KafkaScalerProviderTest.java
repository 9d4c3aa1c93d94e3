package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaScalerProviderTest {

    private static final Map<String, String> REQUIRED =
            Map.of("bootstrapServers", "127.0.0.1:1,127.0.0.1:2", "topic", "orders", "consumerGroup", "billing");

    private ScalerCatalog catalog;

    @BeforeEach
    void loadCatalog() {
        catalog = ScalerCatalog.load();
    }

    @AfterEach
    void noClientIsLeft() {
        catalog.close();
        assertThat(Clients.open()).isZero();
    }

    @Test
    void isFoundByItsType() {
        assertThat(catalog.types()).contains("kafka");
    }

    @Test
    void hasTheDefaultsOfKeda() {
        Trigger trigger = create(REQUIRED);

        assertThat(trigger.name()).isEqualTo("lag");
        assertThat(trigger.target()).isEqualTo(MetricTarget.averageValue(10));
        assertThat(trigger.activationThreshold()).isZero();
        assertThat(trigger.scaler())
                .hasToString("lag of group \"billing\" on topic \"orders\" of Kafka at 127.0.0.1:1,127.0.0.1:2");
        trigger.scaler().close();
    }

    @Test
    void takesATotalWhereTheTriggerSaysSo() {
        var spec = TriggerSpec.builder("kafka")
                .metricType("Value")
                .metadata(with(Map.of("lagThreshold", "500")))
                .build();

        Trigger trigger = catalog.open(spec);

        assertThat(trigger.target()).isEqualTo(MetricTarget.value(500));
        trigger.scaler().close();
    }

    @Test
    void takesEveryOption() {
        Trigger trigger = create(
                with(Map.of("lagThreshold", "50", "activationLagThreshold", "5", "offsetResetPolicy", "earliest")));

        assertThat(trigger.target()).isEqualTo(MetricTarget.averageValue(50));
        assertThat(trigger.activationThreshold()).isEqualTo(5);
        trigger.scaler().close();
    }

    @Test
    void takesTheFormOfTheThresholdFromTheMetricType() {
        Trigger trigger = catalog.open(TriggerSpec.builder("kafka")
                .metricType("Value")
                .metadata(with(Map.of("lagThreshold", "50")))
                .build());
        assertThat(trigger.target()).isEqualTo(MetricTarget.value(50));
        trigger.scaler().close();

        var utilization = TriggerSpec.builder("kafka")
                .metricType("Utilization")
                .metadata(REQUIRED)
                .build();
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> catalog.open(utilization))
                .withMessageContaining("metricType must be AverageValue or Value for type kafka, was \"Utilization\"");
    }

    @Test
    void takesServersTopicAndGroupFromTheEnvironment() {
        var spec = TriggerSpec.builder("kafka")
                .metadata(Map.of(
                        "bootstrapServersFromEnv", "SERVERS", "topicFromEnv", "TOPIC", "consumerGroupFromEnv", "GROUP"))
                .environment(Map.of("SERVERS", "127.0.0.1:1", "TOPIC", "parcels", "GROUP", "shipping"))
                .build();

        var scaler = catalog.open(spec).scaler();

        assertThat(scaler).hasToString("lag of group \"shipping\" on topic \"parcels\" of Kafka at 127.0.0.1:1");
        scaler.close();
    }

    @Test
    void refusesEveryProblemAtOnce() {
        var spec = spec(Map.of(
                "bootstrapServers", "broker",
                "partitionLimitation", "5-3",
                "topic", "orders",
                "lagThreshold", "0",
                "activationLagThreshold", "-1",
                "offsetResetPolicy", "newest",
                "lagTreshold", "5"));

        var refused = catchThrowableOfType(InvalidConfigurationException.class, () -> catalog.open(spec));

        assertThat(refused.subject()).isEqualTo("trigger \"lag\" (kafka)");
        assertThat(refused.problems())
                .satisfiesExactlyInAnyOrder(
                        each -> assertThat(each).contains("bootstrapServers", "\"broker\""),
                        each -> assertThat(each).contains("partitionLimitation must be", "\"5-3\"", "descends"),
                        each -> assertThat(each).contains("consumerGroup is missing"),
                        each -> assertThat(each).contains("lagThreshold must be at least 1", "\"0\""),
                        each -> assertThat(each).contains("activationLagThreshold must be at least 0", "\"-1\""),
                        each -> assertThat(each).contains("offsetResetPolicy", "\"newest\""),
                        each -> assertThat(each).contains("lagTreshold is not an option"));
    }

    @Test
    void aTriggerWhoseServersCannotBeResolvedIsMadeAndFailsAtEachRead() throws Exception {
        Trigger trigger = create(with(Map.of("bootstrapServers", "no-such-host.invalid:9092")));
        var polls = new Polls();
        for (int turn = 0; turn < 2; turn++) {
            assertThat(trigger.scaler().read(polls.next(Duration.ofSeconds(20))))
                    .asString()
                    .contains("UNAVAILABLE", "no-such-host.invalid:9092", "can be resolved");
        }
        trigger.scaler().close();
    }

    @Test
    void refusesAProtocolBeforeAnAddressThatTheOptionsDoNotMake() {
        var spec = spec(with(Map.of("bootstrapServers", "SASL_SSL://127.0.0.1:1")));

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> catalog.open(spec))
                .withMessageContainingAll("\"SASL_SSL://127.0.0.1:1\"", "PLAINTEXT", "set tls and sasl");
    }

    @Test
    void sharesOneClientAmongTriggersOfTheSameServers() {
        Trigger first = create(REQUIRED);
        Trigger second = create(with(Map.of("bootstrapServers", "127.0.0.1:2, 127.0.0.1:1")));
        assertThat(Clients.open()).isEqualTo(1);

        Trigger other = create(with(Map.of("bootstrapServers", "127.0.0.1:3")));
        assertThat(Clients.open()).isEqualTo(2);

        catalog.close();
        first.scaler().close();
        other.scaler().close();
        assertThat(Clients.open()).isEqualTo(1);
        second.scaler().close();
    }

    @Test
    void sharesNoClientAmongTriggersOfDifferentSecrets() {
        var first = catalog.open(secured("alice", "one")).scaler();
        var same = catalog.open(secured("alice", "one")).scaler();
        assertThat(Clients.open()).isEqualTo(1);

        var other = catalog.open(secured("alice", "two")).scaler();
        assertThat(Clients.open()).isEqualTo(2);
        Stream.of(first, same, other).forEach(Scaler::close);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(Map.of("tls", "yes"), List.of("tls must be one of [disable, enable]")),
                arguments(
                        Map.of("tls", "enable", "key", "k"), List.of("cert and key belong together; cert is missing")),
                arguments(Map.of("tls", "enable", "ca", "caaa"), List.of("ca has no certificate")),
                arguments(Map.of("sasl", "plaintext,none"), List.of("sasl must be one of")),
                arguments(Map.of("sasl", "scram_sha256"), List.of("username is missing", "password is missing")),
                arguments(
                        Map.of("sasl", "oauthbearer", "oauthExtensions", "a=b=c"),
                        List.of(
                                "username is missing",
                                "password is missing",
                                "oauthTokenEndpointUri is missing",
                                "oauthExtensions must be pairs")),
                arguments(
                        Map.of("sasl", "gssapi", "username", "u", "password", "p", "keytab", "k"),
                        List.of("realm is missing", "kerberosConfig is missing", "password or keytab, and not both")),
                arguments(
                        Map.of("sasl", "oauthbearer", "saslTokenProvider", "aws_msk_iam"),
                        List.of("aws_msk_iam needs TLS", "awsRegion is missing", "needs an identity")),
                arguments(Map.of("saslTokenProvider", "vault"), List.of("saslTokenProvider must be one of")),
                arguments(
                        Map.of("kerberosDisableFAST", "maybe"), List.of("kerberosDisableFAST must be true or false")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mistakes")
    void refusesEverySecurityProblemAtOnce(Map<String, String> parameters, List<String> sentences) {
        var spec = TriggerSpec.builder("kafka")
                .metadata(REQUIRED)
                .authentication(parameters)
                .build();

        var refused = catchThrowableOfType(InvalidConfigurationException.class, () -> catalog.open(spec));

        assertThat(refused.problems()).hasSameSizeAs(sentences);
        assertThat(refused.problems().toString()).contains(sentences);
    }

    private static TriggerSpec secured(String username, String password) {
        return TriggerSpec.builder("kafka")
                .metadata(with(Map.of("sasl", "plaintext")))
                .authentication(Map.of("username", username, "password", password))
                .build();
    }

    private Trigger create(Map<String, String> metadata) {
        return catalog.open(spec(metadata));
    }

    private static TriggerSpec spec(Map<String, String> metadata) {
        return TriggerSpec.builder("kafka").name("lag").metadata(metadata).build();
    }

    private static Map<String, String> with(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(options);
        return all;
    }
}
