package io.scaler4j.kafka;

import static io.scaler4j.testservers.SecureListener.MUTUAL_TLS;
import static io.scaler4j.testservers.SecureListener.OAUTH;
import static io.scaler4j.testservers.SecureListener.PLAIN;
import static io.scaler4j.testservers.SecureListener.SCRAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.SecureListener;
import io.scaler4j.testservers.StackTraces;
import io.scaler4j.testservers.TestCertificates.Identity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Secrets while everything runs: they may change at any time, and nothing ever prints them. */
abstract class KafkaSecretsContract extends KafkaSecurityFixture {

    @Test
    void anExchangedPasswordWorksAtTheNextRead() {
        Deque<String> vault = new ArrayDeque<>(List.of("outdated", ALICES_PASSWORD));
        var asked = new AtomicInteger();
        try (var scaler = scaler(PLAIN, () -> {
            asked.incrementAndGet();
            return plaintext(KafkaCredentials.plain("alice", vault.size() > 1 ? vault.pop() : vault.peek()));
        })) {
            assertDenied(read(scaler), "check credentials");
            assertMeasures(scaler);
            assertMeasures(scaler);
            assertThat(asked).as("once when built, once after the failure").hasValue(2);
            assertThat(Clients.open()).isEqualTo(1);
        }
    }

    @Test
    void anExchangedClientSecretWorksAtTheNextRead() {
        needsTokens();
        var secret = new AtomicReference<>("outdated");
        try (var scaler =
                scaler(OAUTH, () -> plaintext(OAuthCredentials.of(tokens.endpoint(), "alice", secret.get())))) {
            assertDenied(read(scaler), "401");
            secret.set(CLIENT_SECRET);
            assertMeasures(scaler);
        }
    }

    @Test
    void aUserWhomTheBrokerLearnsLaterIsLetInAtTheNextRead() throws Exception {
        try (var scaler = scaler(SCRAM, encrypted(trusting(), KafkaCredentials.scramSha512("bob", "bobs-secret")))) {
            assertDenied(read(scaler), "check credentials");
            addUser("bob", "bobs-secret");
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertDenied(read(scaler), "denied access to topic"));
        }
    }

    @Test
    void aSupplierThatFailsLaterKeepsTheClientThatThereIs() {
        var calls = new AtomicInteger();
        try (var scaler = scaler(PLAIN, () -> {
            if (calls.incrementAndGet() == 2) {
                throw new IllegalStateException("the vault is sealed");
            }
            return plaintext(KafkaCredentials.plain("alice", calls.get() == 1 ? "outdated" : ALICES_PASSWORD));
        })) {
            assertDenied(read(scaler), "check credentials");
            assertDenied(read(scaler), "check credentials");
            assertMeasures(scaler);
        }
    }

    @Test
    void triggersTakeTheirSecretsFromTheAuthenticationParameters() {
        var parameters = new HashMap<>(Map.of(
                "sasl", "scram_sha512", "username", "alice", "password", "outdated", "ca", certificates.authority()));
        try (var scaler = triggersScaler(SCRAM, Map.of("tls", "enable"), () -> parameters)) {
            assertDenied(read(scaler), "check credentials");
            parameters.put("password", ALICES_PASSWORD);
            assertMeasures(scaler);
        }
    }

    @Test
    void noRunThatFailsPrintsASecret() {
        needsTokens();
        Identity stranger = certificates.stranger();
        var passwords = List.of("leaky-plain-1", "leaky-scram-2", "leaky-token-3", "leaky-key-password-4");
        String said;
        try (var log = CapturedLog.of("org.apache.kafka.clients", "org.apache.kafka.common", "io.scaler4j")) {
            said = Stream.of(
                            attempt(PLAIN, plaintext(KafkaCredentials.plain("alice", passwords.get(0)))),
                            attempt(
                                    SCRAM,
                                    encrypted(trusting(), KafkaCredentials.scramSha512("alice", passwords.get(1)))),
                            attempt(
                                    OAUTH,
                                    plaintext(OAuthCredentials.of(tokens.endpoint(), "alice", passwords.get(2)))),
                            attempt(
                                    MUTUAL_TLS,
                                    encrypted(trusting(stranger.chain(), stranger.key(), passwords.get(3)))),
                            attempt(
                                    MUTUAL_TLS,
                                    encrypted(trusting(stranger.chain(), stranger.encryptedKey(), passwords.get(3)))))
                    .collect(Collectors.joining("\n"));
            said += log.text();
        }
        assertThat(said)
                .contains("Authentication failed", "AdminClientConfig values", "cannot be decrypted")
                .doesNotContain(passwords)
                .doesNotContain(keyLines(stranger.key()))
                .doesNotContain(keyLines(stranger.encryptedKey()));
    }

    @Test
    void noTriggerRenewalOrKerberosLoginThatFailsPrintsASecret() {
        Identity client = certificates.client();
        var passwords = List.of("leaky-trigger-5", "leaky-trigger-key-6", "leaky-old-7", "leaky-new-8", "leaky-kdc-9");
        var trigger = Map.of("sasl", "plaintext", "username", "alice", "password", passwords.get(0));
        var refused = new HashMap<>(trigger);
        refused.putAll(Map.of(
                "tls",
                "enable",
                "cert",
                client.chain(),
                "key",
                client.encryptedKey(),
                "keyPassword",
                passwords.get(1)));
        Deque<KafkaSecurity> renewed = new ArrayDeque<>(List.of(
                plaintext(KafkaCredentials.plain("alice", passwords.get(2))),
                encrypted(trusting(client.chain(), client.encryptedKey(), passwords.get(3)))));
        String kdc = "[libdefaults]\n default_realm = TEST\n udp_preference_limit = 1\n max_retries = 1\n"
                + "[realms]\n TEST = {\n kdc = " + Clients.nowhere() + "\n }\n";
        String said;
        try (var log = CapturedLog.of("org.apache.kafka.clients", "org.apache.kafka.common", "io.scaler4j")) {
            said = Stream.of(
                            attempt(() -> triggersScaler(PLAIN, Map.of(), () -> trigger)),
                            attempt(() -> triggersScaler(PLAIN, Map.of(), () -> refused)),
                            attempt(() -> scaler(PLAIN, renewed::remove)),
                            attempt(
                                    PLAIN,
                                    plaintext(KerberosCredentials.password("alice", "TEST", kdc, passwords.get(4)))))
                    .collect(Collectors.joining("\n"));
            said += log.text();
        }
        assertThat(said)
                .contains(
                        "Authentication failed",
                        "cannot be decrypted",
                        "no new client could be made",
                        "could not be reached: Connection refused")
                .doesNotContain(passwords)
                .doesNotContain(keyLines(client.encryptedKey()));
    }

    private Scaler triggersScaler(
            SecureListener listener, Map<String, String> more, Supplier<Map<String, String>> parameters) {
        Map<String, String> metadata = new HashMap<>(more);
        metadata.putAll(Map.of(
                "bootstrapServers", kafka.bootstrapServers(listener), "topic", "orders", "consumerGroup", "billing"));
        var spec = TriggerSpec.builder("kafka")
                .metadata(metadata)
                .authentication(parameters)
                .build();
        try (var catalog = ScalerCatalog.load()) {
            return catalog.open(spec).scaler();
        }
    }

    /** All that a user could print of a connection and of a read that failed. */
    private String attempt(SecureListener listener, KafkaSecurity security) {
        return security + "\n" + attempt(() -> scaler(listener, security));
    }

    /** Two reads: the second one looks for new secrets. */
    private String attempt(Supplier<? extends Scaler> open) {
        var text = new StringBuilder();
        try (var scaler = open.get()) {
            for (int i = 0; i < 2; i++) {
                var failure = (Reading.Failure) read(scaler);
                text.append(scaler + "\n" + failure + "\n").append(StackTraces.of(failure.cause()));
            }
        } catch (InvalidConfigurationException e) {
            text.append(StackTraces.of(e));
        }
        return text.toString();
    }

    private static List<String> keyLines(String pem) {
        return pem.lines().filter(line -> !line.startsWith("-----")).toList();
    }
}
