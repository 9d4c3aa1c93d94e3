package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Renewable;
import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaClusterTest {

    @AfterEach
    void noClientIsLeft() {
        assertThat(Clients.open()).isZero();
    }

    @Test
    void opensThoughNoBrokerIsThere() {
        try (var cluster =
                KafkaCluster.builder().bootstrapServers(Clients.nowhere()).build()) {
            assertThat(Clients.open()).isEqualTo(1);
            assertThat(cluster.connection()).isNotNull();
        }
    }

    @Test
    void closesItsClientWithTheLastHandle() {
        var first = KafkaCluster.builder().bootstrapServers(Clients.nowhere()).build();
        var second = first.share();
        assertThat(second.connection()).isSameAs(first.connection());

        first.close();
        first.close();
        assertThat(Clients.open()).isEqualTo(1);

        second.close();
        assertThat(Clients.open()).isZero();
        assertThatIllegalStateException().isThrownBy(second::share).withMessageContaining(second.toString());
    }

    @Test
    void hasTimeLimitsForALoopAndANameOfItsOwn() {
        var settings = new ClientSettings();
        settings.addServers(List.of("b:9092, a:9092", "c:9092"));

        assertThat(settings.asMap(KafkaSecurity.plaintext(), new PrivateFiles()))
                .containsEntry("bootstrap.servers", List.of("b:9092", "a:9092", "c:9092"))
                .containsEntry("request.timeout.ms", 5_000)
                .containsEntry("default.api.timeout.ms", 10_000)
                .hasEntrySatisfying("client.id", id -> assertThat(id.toString()).matches("scaler4j-[0-9a-f]{8}"));
    }

    @Test
    void letsEveryPropertyBeSet() {
        var settings = new ClientSettings();
        settings.property("request.timeout.ms", 700);
        settings.property("client.id", "mine");

        assertThat(settings.asMap(KafkaSecurity.plaintext(), new PrivateFiles()))
                .containsAllEntriesOf(Map.of("request.timeout.ms", 700, "client.id", "mine"));
    }

    @Test
    void hasTheSameKeyForTheSameServersInAnyOrder() {
        assertThat(settings("a:1,b:2").key()).isEqualTo(settings("b:2", "a:1").key());
        assertThat(settings("a:1,b:2").key()).isNotEqualTo(settings("a:1").key());
    }

    @Test
    void refusesEveryProblemAtOnce() {
        var builder =
                KafkaCluster.builder().bootstrapServers("broker", "b:70000", "").property("bootstrap.servers", "a:1");

        assertThat(catchThrowableOfType(InvalidConfigurationException.class, builder::build)
                        .problems())
                .satisfiesExactly(
                        first -> assertThat(first).contains("host:port", "\"broker\""),
                        second -> assertThat(second).contains("host:port", "\"b:70000\""),
                        third -> assertThat(third).contains("host:port", "\"\""),
                        fourth -> assertThat(fourth).contains("bootstrapServers"));
    }

    @Test
    void refusesToHaveNoServers() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(KafkaCluster.builder()::build)
                .withMessageContaining("bootstrapServers is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker:9092", "10.0.0.1:9092", "[::1]:9092", "SASL_SSL://my-broker.example:9092"})
    void takesAddressesAsKafkaDoes(String address) {
        var problems = Problems.of("addresses");
        settings(address).check(problems);

        assertThat(problems.sentences()).isEmpty();
    }

    @Test
    void serversThatCannotBeResolvedAreAFailureOfEachReadAndNoneOfTheStart() throws Exception {
        var polls = new Polls();
        try (var cluster = KafkaCluster.builder()
                        .bootstrapServers("no-such-host.invalid:9092")
                        .build();
                var scaler = scaler(cluster)) {
            for (int turn = 0; turn < 2; turn++) {
                assertThat(scaler.read(polls.next(Duration.ofSeconds(20))))
                        .isInstanceOfSatisfying(Reading.Failure.class, failure -> {
                            assertThat(failure.kind()).isEqualTo(Reading.Failure.Kind.UNAVAILABLE);
                            assertThat(failure.message())
                                    .contains("no-such-host.invalid:9092", "can be resolved", "each read");
                        });
            }
        }
    }

    @Test
    void aClusterThatIsBuiltWhereAScalerGetsItClosesWithThatScaler() {
        var scaler = scaler(
                KafkaCluster.builder().bootstrapServers(Clients.nowhere()).build());
        assertThat(Clients.open()).isEqualTo(1);

        scaler.close();
        assertThat(Clients.open()).isZero();
    }

    @Test
    void aClusterOpensAgainForTheNextScaler() {
        try (var cluster =
                KafkaCluster.builder().bootstrapServers(Clients.nowhere()).build()) {
            scaler(cluster).close();
            assertThat(Clients.open()).isZero();

            try (var next = scaler(cluster)) {
                assertThat(Clients.open()).isEqualTo(1);
                assertThat(next).asString().contains("billing");
            }
        }
    }

    @Test
    void takesTlsAndCredentialsWithoutAnObjectAroundThem() {
        var tls = Tls.builder().build();
        var who = KafkaCredentials.scramSha512("alice", "hunter2");
        var settings = settings("broker:9092");
        settings.tls(tls);
        settings.credentials(who);

        assertThat(settings.detach().currentSecurity())
                .isEqualTo(KafkaSecurity.builder().tls(tls).credentials(who).build());

        settings.security(Renewable.from(KafkaSecurity::plaintext));
        var problems = Problems.of("both");
        settings.check(problems);
        assertThat(problems.sentences()).singleElement().asString().contains("not both");
    }

    @ParameterizedTest
    @CsvSource({
        "SASL_SSL://broker:9092,  false, false",
        "SASL_SSL://broker:9092,  true,  false",
        "SSL://broker:9092,       false, false",
        "PLAINTEXT://broker:9092, true,  false",
        "SASL_SSL://broker:9092,  true,  true",
        "sasl_ssl://broker:9092,  true,  true",
        "PLAINTEXT://broker:9092, false, false",
        "EXTERNAL://broker:9092,  false, false",
    })
    void aProtocolBeforeAnAddressIsRefusedWhereTheSettingsMakeAnother(String address, boolean tls, boolean login) {
        var settings = settings(address);
        if (tls) {
            settings.tls(Tls.builder().build());
        }
        if (login) {
            settings.credentials(KafkaCredentials.scramSha512("alice", "hunter2"));
        }
        var problems = Problems.of("addresses");
        settings.checkProtocols(problems);

        String made = settings.firstSecurity().protocol().name;
        boolean fine = address.toUpperCase(Locale.ROOT).startsWith(made + "://") || address.startsWith("EXTERNAL");
        if (fine) {
            assertThat(problems.sentences()).isEmpty();
        } else {
            assertThat(problems.sentences()).singleElement().asString().contains(address, made, "set tls and sasl");
        }
    }

    private static KafkaLagScaler scaler(KafkaCluster cluster) {
        return KafkaLagScaler.builder()
                .cluster(cluster)
                .topic("orders")
                .consumerGroup("billing")
                .build();
    }

    @Test
    void refusesPropertiesThatTheClientRefuses() {
        var builder = KafkaCluster.builder().bootstrapServers(Clients.nowhere()).property("request.timeout.ms", 20_000);

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(builder::build)
                .withMessageContaining("default.api.timeout.ms");
    }

    @Test
    void neverPrintsASecret() {
        var settings = KafkaCluster.builder()
                .bootstrapServers(Clients.nowhere())
                .property("security.protocol", "SASL_PLAINTEXT")
                .property("sasl.mechanism", "PLAIN")
                .property("sasl.jaas.config", "no.such.LoginModule hunter2 username=\"bob\" password=\"hunter2\";");

        var refused = catchThrowableOfType(InvalidConfigurationException.class, settings::build);

        assertThat(refused).hasMessageNotContaining("hunter2").hasNoCause();
    }

    @Test
    void isPrintedAsItsServers() {
        var builder = KafkaCluster.builder()
                .bootstrapServers("127.0.0.1:1", "127.0.0.1:2")
                .property("ssl.key.password", "hunter2");
        try (var cluster = builder.build()) {
            assertThat(cluster).hasToString("Kafka at 127.0.0.1:1,127.0.0.1:2");
        }
    }

    private static ClientSettings settings(String... servers) {
        var settings = new ClientSettings();
        settings.addServers(List.of(servers));
        return settings;
    }
}
