package io.scaler4j.kafka;

import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static io.scaler4j.testservers.SecureListener.MUTUAL_TLS;
import static io.scaler4j.testservers.SecureListener.OAUTH;
import static io.scaler4j.testservers.SecureListener.PLAIN;
import static io.scaler4j.testservers.SecureListener.SCRAM;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.CapturedLog;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.SecureListener;
import io.scaler4j.testservers.TestCertificates;
import io.scaler4j.testservers.TestCertificates.Identity;
import io.scaler4j.testservers.TokenServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the scaler and a real broker make sure of each other, and what it says if they do not. */
abstract class KafkaSecurityContract extends KafkaLoginContract {

    private static final Duration SHORT = Duration.ofMillis(1_500);
    /** How much later than its deadline an answer may come on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(10);

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
            await().atMost(PATIENT)
                    .untilAsserted(() ->
                            assertFailure(read(scaler, SHORT), TIMEOUT, "uses TLS", "set tls to what the port wants"));
        }
    }

    @Test
    void aClientWithoutALoginWhereBrokersWantOneIsMisconfigured() {
        try (var scaler = scaler(PLAIN, KafkaSecurity.plaintext())) {
            await().atMost(PATIENT)
                    .untilAsserted(() -> assertFailure(
                            read(scaler, SHORT),
                            MISCONFIGURED,
                            "want a login (SASL)",
                            "set sasl, username and password"));
        }
    }

    @Test
    void aLoginWhereBrokersWantNoneIsMisconfigured() {
        var security = plaintext(KafkaCredentials.plain("alice", ALICES_PASSWORD));
        try (var scaler = scaler(kafka.directBootstrapServers(), () -> security)) {
            assertFailure(read(scaler), MISCONFIGURED, "wants no login", "leave sasl and credentials out");
        }
    }

    @Test
    void aWayToLogInThatBrokersDoNotKnowIsMisconfigured() {
        try (var scaler = scaler(PLAIN, plaintext(KafkaCredentials.scramSha512("alice", ALICES_PASSWORD)))) {
            assertFailure(read(scaler), MISCONFIGURED, "does not know this client's way to log in", "PLAIN");
        }
    }

    /** Brokers tell nothing of a topic that a client may not describe, not even that there are commits for it. */
    @Test
    void commitsOfAGroupThatSleepsAreALowerBoundWhereNotEveryTopicMayBeLookedAt() throws Exception {
        topics.create("parcels", 1);
        topics.produce("parcels", 0, 500);
        topics.commit("both", "orders", 0, 0);
        topics.commit("both", "orders", 1, 0);
        topics.commit("both", "parcels", 0, 0);
        allowGroup("alice", "both");
        var alice = plaintext(KafkaCredentials.plain("alice", ALICES_PASSWORD));
        try (var log = CapturedLog.of("io.scaler4j.kafka.KafkaLagScaler");
                var some = groupScaler(PLAIN, "both", alice);
                var all = KafkaLagScaler.builder()
                        .bootstrapServers(kafka.directBootstrapServers())
                        .consumerGroup("both")
                        .build()) {
            await().atMost(PATIENT)
                    .untilAsserted(() -> assertThat(read(some)).isInstanceOfSatisfying(Reading.Value.class, value -> {
                        assertThat(value.activationValue()).isEqualTo(10);
                        assertThat(value.isLowerBound()).isTrue();
                        assertThat(value.details()).containsEntry("mayHaveMoreTopics", 1.0);
                    }));
            assertThat(log.text()).contains("may have topics that this client may not look at", "ACL DESCRIBE");
            assertThat(read(all)).isInstanceOfSatisfying(Reading.Value.class, value -> {
                assertThat(value.activationValue()).isEqualTo(510);
                assertThat(value.isLowerBound()).isFalse();
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
    void namesTheAccessRuleThatIsMissing() throws Exception {
        var mallory = plaintext(KafkaCredentials.plain("mallory", MALLORYS_PASSWORD));
        try (var scaler = scaler(PLAIN, mallory)) {
            assertDenied(read(scaler), "topic \"orders\"", "ACL DESCRIBE on the topic");

            allowTopicOnly("mallory");
            await().untilAsserted(() -> assertDenied(read(scaler), "group \"billing\"", "ACL DESCRIBE on the group"));
        }
    }
}
