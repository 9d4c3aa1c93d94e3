package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import io.scaler4j.testservers.TestCertificates;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted connections to a real server, which asks clients for a certificate. */
class RedisTlsTest {

    /** Where the server listens, too, and what its certificate does not name. */
    private static final String OTHER_NAME = "127.0.0.2";

    private static final Reads READS = new Reads();
    private static TestCertificates certificates;
    private static RedisNode node;

    @BeforeAll
    static void startServer() {
        certificates = TestCertificates.ofThisBuild();
        node = ServerRequirement.start(() -> RedisNode.process(RedisOptions.defaults()
                .tls(certificates, true)
                .with("requirepass hunter2")
                .with("bind 127.0.0.1 " + OTHER_NAME)));
    }

    @AfterAll
    static void closeServer() {
        if (node != null) {
            node.close();
        }
    }

    private static Tls.Builder trusting() {
        return Tls.builder().certificateAuthorities(certificates.authority());
    }

    private static Tls.Builder known() {
        return trusting()
                .clientCertificate(
                        certificates.client().chain(), certificates.client().key());
    }

    private static Reading read(Tls.Builder tls, String address) {
        try (var server = RedisServer.builder()
                        .address(address)
                        .credentials(RedisCredentials.password("hunter2"))
                        .tls(tls.build())
                        .build();
                var scaler =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            return READS.of(scaler);
        }
    }

    private static void isZero(Reading reading) {
        assertThat(Reads.asValue(reading).activationValue()).isZero();
    }

    private static void isDenied(Reading reading) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(DENIED);
            assertThat(failure.message()).contains("certificates");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void bothSidesProveWhoTheyAre(String host) {
        isZero(read(known(), host + ":" + node.port()));
    }

    @Test
    void theKeyMayBeEncrypted() {
        isZero(read(
                trusting()
                        .clientCertificate(
                                certificates.client().chain(),
                                certificates.client().encryptedKey(),
                                TestCertificates.KEY_PASSWORD),
                node.address()));
    }

    @Test
    void theKeyMayBeInTheFormOfSec1() {
        isZero(read(
                trusting()
                        .clientCertificate(
                                certificates.client().chain(),
                                certificates.client().sec1Key()),
                node.address()));
    }

    @Test
    void aServerThatNobodyVouchesForIsRefused() {
        var stranger = Tls.builder()
                .clientCertificate(
                        certificates.client().chain(), certificates.client().key());
        isDenied(read(stranger, node.address()));
        isDenied(read(stranger.certificateAuthorities(certificates.strangersAuthority()), node.address()));
    }

    @Test
    void nothingIsCheckedOnDemand() {
        isZero(read(known().certificateAuthorities("").unsafe(true), node.address()));
    }

    @Test
    void aServerUnderAnotherNameIsRefused() {
        isDenied(read(known(), OTHER_NAME + ":" + node.port()));
    }

    @Test
    void aClientThatTheServerDoesNotKnowIsRefused() {
        assertThat(read(trusting(), node.address())).isInstanceOf(Reading.Failure.class);
        assertThat(read(
                        trusting()
                                .clientCertificate(
                                        certificates.stranger().chain(),
                                        certificates.stranger().key()),
                        node.address()))
                .isInstanceOf(Reading.Failure.class);
    }

    @Test
    void aClientWithoutEncryptionIsToldToUseIt() {
        try (var scaler =
                RedisLengthScaler.builder().address(node.address()).key("mails").build()) {
            assertThat(READS.failure(scaler).message()).contains("TLS");
        }
    }

    @Test
    void aTriggerTakesTheSame() {
        var spec = TriggerSpec.builder("redis")
                .metadata(Map.of("address", node.address(), "listName", "mails"))
                .authentication(Map.of(
                        "tls",
                        "enable",
                        "ca",
                        certificates.authority(),
                        "cert",
                        certificates.client().chain(),
                        "key",
                        certificates.client().encryptedKey(),
                        "keyPassword",
                        TestCertificates.KEY_PASSWORD,
                        "password",
                        "hunter2"))
                .build();
        try (var catalog = ScalerCatalog.load();
                var scaler = catalog.open(spec).scaler()) {
            isZero(READS.of(scaler));
        }
    }

    @Test
    void whatCannotBeReadIsRefusedWithoutQuotingIt() {
        var tls = Tls.builder()
                .certificateAuthorities("no PEM")
                .clientCertificate(certificates.client().chain(), "hunter2");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> RedisServer.builder()
                        .address(node.address())
                        .tls(tls.build())
                        .build())
                .satisfies(refused -> {
                    assertThat(refused.problems()).hasSize(2);
                    assertThat(refused).hasMessageNotContaining("hunter2");
                });
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotUseTlsIsToldTo(Topology topology) {
        var builder = RedisServer.builder();
        try (var server = switch (topology) {
                    case SINGLE -> builder.address(node.address()).build();
                    case CLUSTER -> builder.cluster(node.address()).build();
                    case SENTINEL ->
                        builder.sentinels("mymaster", node.address()).build();
                };
                var scaler =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            assertThat(READS.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
                assertThat(failure.message()).contains(node.address() + " expects TLS", "set enableTLS to true");
            });
        }
    }

    @Test
    void aScalerOfItsOwnMayUseTls() {
        try (var scaler = RedisLengthScaler.builder()
                .address(node.address())
                .credentials(RedisCredentials.password("hunter2"))
                .tls(known().build())
                .key("mails")
                .build()) {
            assertThat(READS.value(scaler).activationValue()).isZero();
        }
    }
}
