package io.scaler4j.kafka;

import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static io.scaler4j.testservers.SecureListener.MUTUAL_TLS;
import static io.scaler4j.testservers.SecureListener.OAUTH;
import static io.scaler4j.testservers.SecureListener.PLAIN;
import static io.scaler4j.testservers.SecureListener.SCRAM;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.Tls;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.SecureListener;
import io.scaler4j.testservers.TestCertificates;
import io.scaler4j.testservers.TestCertificates.Identity;
import io.scaler4j.testservers.TokenServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the scaler and a real broker make sure of each other, and what it says if they do not. */
abstract class KafkaSecurityContract extends KafkaSecurityFixture {

    private static final Duration SHORT = Duration.ofMillis(1_500);
    /** How much later than its deadline an answer may come on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(2);

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
    void aClientCertificateProvesWhoTheClientIs() {
        Identity client = certificates.client();
        try (var open = scaler(MUTUAL_TLS, encrypted(trusting(client.chain(), client.key(), "")));
                var withIdlePassword = scaler(MUTUAL_TLS, encrypted(trusting(client.chain(), client.key(), "idle")))) {
            assertMeasures(open);
            assertMeasures(withIdlePassword);
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPasswordThatIsWrongIsDenied(boolean encrypted) {
        var tls = encrypted(trusting(), KafkaCredentials.scramSha512("alice", "wrong"));
        var plain = plaintext(KafkaCredentials.plain("alice", "wrong"));
        try (var scaler = encrypted ? scaler(SCRAM, tls) : scaler(PLAIN, plain)) {
            assertDenied(read(scaler), "check credentials");
        }
    }

    @Test
    void aClientThatTheTokenServerDoesNotKnowIsDenied() {
        needsTokens();
        var credentials = OAuthCredentials.of(tokens.endpoint(), "alice", "wrong");
        try (var scaler = scaler(OAUTH, plaintext(credentials))) {
            assertDenied(read(scaler), "the login failed", "401");
        }
    }

    @Test
    void aTokenServerThatDoesNotAnswerMakesTheBrokerUnavailable() throws Exception {
        needsTokens();
        String nowhere = "http://" + Clients.nowhere() + "/token";
        String allowed = System.getProperty(TokenServer.ALLOWED_URLS);
        System.setProperty(TokenServer.ALLOWED_URLS, allowed + "," + nowhere);
        var credentials = OAuthCredentials.of(new URI(nowhere), "alice", CLIENT_SECRET);
        try (var scaler = scaler(OAUTH, plaintext(credentials))) {
            assertFailure(read(scaler), UNAVAILABLE, "the login server could not be reached");
        } finally {
            System.setProperty(TokenServer.ALLOWED_URLS, allowed);
        }
    }

    @Test
    void aTokenServerThatKeepsSilentIsATimeOutWithinTheDeadline() throws Exception {
        needsTokens();
        String allowed = System.getProperty(TokenServer.ALLOWED_URLS);
        try (var proxy = FaultProxy.to(tokens.endpoint().getPort())) {
            proxy.blackhole();
            String silent = "http://127.0.0.1:" + proxy.port() + "/token";
            System.setProperty(TokenServer.ALLOWED_URLS, allowed + "," + silent);
            try (var scaler = scaler(OAUTH, plaintext(OAuthCredentials.of(new URI(silent), "alice", CLIENT_SECRET)))) {
                long begin = System.nanoTime();
                assertFailure(read(scaler, SHORT), TIMEOUT, "login server");
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHORT.plus(SLACK));

                proxy.pass();
                await().atMost(PATIENT).untilAsserted(() -> assertMeasures(scaler));
            }
            await().atMost(PATIENT)
                    .untilAsserted(() -> assertThat(Clients.loginsUnderWay()).isZero());
        } finally {
            System.setProperty(TokenServer.ALLOWED_URLS, allowed);
        }
    }

    @Test
    void aBrokerOfAnUnknownAuthorityIsDenied() {
        var stranger = Tls.builder()
                .certificateAuthorities(certificates.strangersAuthority())
                .build();
        var credentials = KafkaCredentials.scramSha256("alice", ALICES_PASSWORD);
        try (var unknown = scaler(SCRAM, encrypted(stranger, credentials));
                var onlyTheJvms = scaler(SCRAM, encrypted(Tls.builder().build(), credentials))) {
            assertDenied(read(unknown), "certificates");
            assertDenied(read(onlyTheJvms), "certificates");
        }
    }

    @Test
    void unsafeTlsTrustsAnyBrokerAndStillShowsTheClientsCertificate() {
        Identity client = certificates.client();
        var unsafe = Tls.builder().unsafe(true);
        var credentials = KafkaCredentials.scramSha256("alice", ALICES_PASSWORD);
        try (var scram = scaler(SCRAM, encrypted(unsafe.build(), credentials));
                var mutual = scaler(
                        MUTUAL_TLS,
                        encrypted(unsafe.clientCertificate(
                                        client.chain(), client.encryptedKey(), TestCertificates.KEY_PASSWORD)
                                .build()))) {
            assertMeasures(scram);
            assertMeasures(mutual);
        }
    }

    @Test
    void aMissingOrUnknownClientCertificateIsDenied() {
        Identity stranger = certificates.stranger();
        try (var missing = scaler(MUTUAL_TLS, encrypted(trusting()));
                var unknown = scaler(MUTUAL_TLS, encrypted(trusting(stranger.chain(), stranger.key(), "")))) {
            assertDenied(read(missing), "certificates");
            assertDenied(read(unknown), "certificates");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SCRAM", "PLAIN"})
    void oneWithTlsAndOneWithoutFailWithinTheDeadline(SecureListener listener) {
        var security = listener == SCRAM ? KafkaSecurity.plaintext() : encrypted(trusting());
        try (var scaler = scaler(listener, security)) {
            assertThat(read(scaler, SHORT)).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
                assertThat(failure.kind()).isIn(TIMEOUT, UNAVAILABLE);
                assertThat(failure.message()).contains(kafka.bootstrapServers(listener));
            });
        }
    }

    @Test
    void aHandshakeThatHangsIsATimeOutWithinTheDeadline() {
        int port = Integer.parseInt(kafka.bootstrapServers(SCRAM).split(":")[1]);
        try (var proxy = FaultProxy.to(port)) {
            proxy.blackhole();
            var security = encrypted(trusting(), KafkaCredentials.scramSha512("alice", ALICES_PASSWORD));
            try (var scaler = scaler("127.0.0.1:" + proxy.port(), () -> security)) {
                long begin = System.nanoTime();
                assertFailure(read(scaler, SHORT), TIMEOUT, "127.0.0.1:" + proxy.port());
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHORT.plus(SLACK));
            }
        }
    }

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
    void readsThatComeDuringALoginWaitForItAndLogInOnce() throws Exception {
        needsTokens();
        int before = tokens.requests().size();
        try (var scaler = scaler(OAUTH, plaintext(OAuthCredentials.of(tokens.endpoint(), "alice", CLIENT_SECRET)))) {
            Deque<Runnable> later = new ArrayDeque<>();
            var first = readAsync(scaler, later::add);
            var second = readAsync(scaler, later::add);
            assertThat(first).isNotDone();
            assertThat(second).isNotDone();

            assertThat(later)
                    .as("both offer an executor, since either may never run it")
                    .hasSize(2);
            later.forEach(Runnable::run);
            assertThat(first.get(20, SECONDS)).isInstanceOf(Reading.Value.class);
            assertThat(second.get(20, SECONDS)).isInstanceOf(Reading.Value.class);
            assertThat(tokens.requests()).hasSize(before + 1);
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
    void namesTheAccessRuleThatIsMissing() throws Exception {
        var mallory = plaintext(KafkaCredentials.plain("mallory", MALLORYS_PASSWORD));
        try (var scaler = scaler(PLAIN, mallory)) {
            assertDenied(read(scaler), "topic \"orders\"", "ACL DESCRIBE on the topic");

            allowTopicOnly("mallory");
            await().untilAsserted(() -> assertDenied(read(scaler), "group \"billing\"", "ACL DESCRIBE on the group"));
        }
    }

    @Test
    void triggersTakeTheirSecretsFromTheAuthenticationParameters() {
        var parameters = new HashMap<>(Map.of(
                "sasl", "scram_sha512", "username", "alice", "password", "outdated", "ca", certificates.authority()));
        var spec = TriggerSpec.builder("kafka")
                .metadata(Map.of(
                        "bootstrapServers",
                        kafka.bootstrapServers(SCRAM),
                        "topic",
                        "orders",
                        "consumerGroup",
                        "billing",
                        "tls",
                        "enable"))
                .authentication(() -> parameters)
                .build();
        try (var catalog = ScalerCatalog.load();
                var scaler = catalog.create(spec).scaler()) {
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
                            attempt(() -> triggersScaler(trigger)),
                            attempt(() -> triggersScaler(refused)),
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

    private Scaler triggersScaler(Map<String, String> parameters) {
        var spec = TriggerSpec.builder("kafka")
                .metadata(Map.of(
                        "bootstrapServers",
                        kafka.bootstrapServers(PLAIN),
                        "topic",
                        "orders",
                        "consumerGroup",
                        "billing"))
                .authentication(parameters)
                .build();
        try (var catalog = ScalerCatalog.load()) {
            return catalog.create(spec).scaler();
        }
    }

    /** All that a user could print of a connection and of a read that failed. */
    private String attempt(SecureListener listener, KafkaSecurity security) {
        return security + "\n" + attempt(() -> scaler(listener, security));
    }

    /** Two reads: the second one looks for new secrets. */
    private String attempt(Supplier<? extends Scaler> open) {
        var text = new StringWriter();
        try (var scaler = open.get()) {
            for (int i = 0; i < 2; i++) {
                var failure = (Reading.Failure) read(scaler);
                text.append(scaler + "\n" + failure + "\n");
                failure.cause().printStackTrace(new PrintWriter(text));
            }
        } catch (InvalidConfigurationException e) {
            e.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    private static List<String> keyLines(String pem) {
        return pem.lines().filter(line -> !line.startsWith("-----")).toList();
    }

    private static KafkaCredentials scram(int bits, String password) {
        return bits == 256
                ? KafkaCredentials.scramSha256("alice", password)
                : KafkaCredentials.scramSha512("alice", password);
    }

    private Tls trusting(String chain, String key, String keyPassword) {
        return Tls.builder()
                .certificateAuthorities(certificates.authority())
                .clientCertificate(chain, key, keyPassword)
                .build();
    }
}
