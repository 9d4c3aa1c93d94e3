package io.scaler4j.kafka;

import static io.scaler4j.testservers.SecureListener.MUTUAL_TLS;
import static io.scaler4j.testservers.SecureListener.OAUTH;
import static io.scaler4j.testservers.SecureListener.PLAIN;
import static io.scaler4j.testservers.SecureListener.SCRAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.testservers.TestCertificates;
import io.scaler4j.testservers.TestCertificates.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which the scaler logs in at a real broker. */
abstract class KafkaLoginContract extends KafkaSecurityFixture {

    @Test
    void plainTellsNameAndPassword() {
        try (var scaler = scaler(PLAIN, plaintext(KafkaCredentials.plain("alice", ALICES_PASSWORD)))) {
            assertMeasures(scaler);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 512})
    void scramProvesThePasswordOverTls(int bits) {
        try (var scaler = scaler(SCRAM, encrypted(trusting(), scram(bits, ALICES_PASSWORD)))) {
            assertMeasures(scaler);
        }
    }

    @Test
    void aScalerTakesTlsAndCredentialsByThemselves() {
        try (var scaler = KafkaLagScaler.builder()
                .bootstrapServers(kafka.bootstrapServers(SCRAM))
                .tls(trusting())
                .credentials(scram(512, ALICES_PASSWORD))
                .topic("orders")
                .consumerGroup("billing")
                .build()) {
            assertMeasures(scaler);
        }
    }

    @Test
    void aClientCertificateProvesWhoTheClientIs() {
        Identity client = certificates.client();
        try (var open = scaler(MUTUAL_TLS, encrypted(trusting(client.chain(), client.key(), "")));
                var withIdlePassword = scaler(MUTUAL_TLS, encrypted(trusting(client.chain(), client.key(), "idle")))) {
            assertMeasures(open);
            assertMeasures(withIdlePassword);
        }
    }

    @Test
    void theKeyOfAClientCertificateMayBeInTheFormOfSec1() {
        Identity client = certificates.client();
        try (var scaler = scaler(MUTUAL_TLS, encrypted(trusting(client.chain(), client.sec1Key(), "")))) {
            assertMeasures(scaler);
        }
    }

    @Test
    void theKeyOfAClientCertificateMayBeEncrypted() {
        Identity client = certificates.client();
        var tls = trusting(client.chain(), client.encryptedKey(), TestCertificates.KEY_PASSWORD);
        try (var scaler = scaler(MUTUAL_TLS, encrypted(tls))) {
            assertMeasures(scaler);
        }
    }

    @Test
    void anOAuthServerGivesTheToken() {
        needsTokens();
        var credentials = OAuthCredentials.of(tokens.endpoint(), "alice", CLIENT_SECRET)
                .withScopes("read", " measure ")
                .withExtension("tenant", "blue");
        try (var scaler = scaler(OAUTH, plaintext(credentials))) {
            assertThat(Clients.open()).as("clients before the first read").isZero();
            assertMeasures(scaler);
            assertThat(tokens.requests()).last().asString().contains("client_credentials", "read", "measure");
        }
    }

    static KafkaCredentials scram(int bits, String password) {
        return bits == 256
                ? KafkaCredentials.scramSha256("alice", password)
                : KafkaCredentials.scramSha512("alice", password);
    }
}
