package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.PrometheusOptions;
import io.scaler4j.testservers.ServerRequirement;
import io.scaler4j.testservers.TestCertificates;
import io.scaler4j.testservers.TestCertificates.Identity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Real Prometheus servers that speak TLS, one of which wants to see a certificate and a password. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PrometheusTlsContract {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Polls polls = new Polls();
    private TestCertificates certificates;
    private PrometheusNode server;
    private PrometheusNode strict;

    abstract PrometheusNode newServer(PrometheusOptions options);

    @BeforeAll
    void start() {
        certificates = TestCertificates.ofThisBuild();
        server = ServerRequirement.start(
                () -> newServer(PrometheusOptions.scraping().withTls(certificates)));
        strict = ServerRequirement.start(
                () -> newServer(PrometheusOptions.scraping().withPassword().withMutualTls(certificates)));
    }

    @AfterAll
    void close() {
        if (server != null) {
            server.close();
        }
        if (strict != null) {
            strict.close();
        }
    }

    @Test
    @DisplayName("keda#5432: an authority of one's own is trusted, whatever the mode of authentication")
    void anAuthorityOfOnesOwnIsTrusted() throws InterruptedException {
        assertThat(read(server.url(), tls(trusting(certificates.authority())))).isEqualTo(Reading.of(1));
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() throws InterruptedException {
        isDenied(read(server.url(), PrometheusSecurity.none()), "did not accept each other", "check ca");
        isDenied(read(server.url(), tls(trusting(certificates.strangersAuthority()))), "did not accept each other");
    }

    @Test
    void withoutAnyCheckEverybodyIsTrusted() throws InterruptedException {
        assertThat(read(server.url(), tls(Tls.builder().unsafe(true)))).isEqualTo(Reading.of(1));
        assertThat(read(
                        server.url().replace("127.0.0.1", "localhost"),
                        tls(Tls.builder().unsafe(true))))
                .isEqualTo(Reading.of(1));
    }

    @Test
    void aServerThatWantsACertificateGetsIt() throws InterruptedException {
        assertThat(read(strict.url(), withPassword(tls(certificates.client())))).isEqualTo(Reading.of(1));

        isDenied(read(strict.url(), withPassword(trusting(certificates.authority()))), "check");
        isDenied(read(strict.url(), withPassword(tls(certificates.stranger()))), "check");
        isDenied(read(strict.url(), tls(tls(certificates.client()))), "HTTP 401, Unauthorized");
    }

    @Test
    void unsafeDoesNotForgetTheCertificateOfTheClient() throws InterruptedException {
        assertThat(read(
                        strict.url(),
                        withPassword(Tls.builder()
                                .unsafe(true)
                                .clientCertificate(
                                        certificates.client().chain(),
                                        certificates.client().key()))))
                .isEqualTo(Reading.of(1));
    }

    @Test
    void aKeyMayBeEncrypted() throws InterruptedException {
        assertThat(read(
                        strict.url(),
                        withPassword(trusting(certificates.authority())
                                .clientCertificate(
                                        certificates.client().chain(),
                                        certificates.client().encryptedKey(),
                                        TestCertificates.KEY_PASSWORD))))
                .isEqualTo(Reading.of(1));
    }

    @Test
    void aKeyMayBeInTheFormOfSec1() throws InterruptedException {
        var client = certificates.client();
        for (String key : List.of(client.sec1Key(), client.sec1Key().replaceAll("\\R", "\\\\n"))) {
            assertThat(read(
                            strict.url(),
                            withPassword(trusting(certificates.authority()).clientCertificate(client.chain(), key))))
                    .isEqualTo(Reading.of(1));
        }
    }

    @Test
    void aCertificateMayBeExchangedWhileEverythingRuns() throws InterruptedException {
        var security = new AtomicReference<>(withPassword(tls(certificates.stranger())));
        try (var scaler = scaler(strict.url(), security::get)) {
            isDenied(scaler.read(polls.next(DEADLINE)), "check");

            security.set(withPassword(tls(certificates.client())));

            assertThat(scaler.read(polls.next(DEADLINE))).isEqualTo(Reading.of(1));
            assertThat(Traces.clientThreads())
                    .as("the client with the old certificate is closed: one for input and output, one to start it")
                    .isLessThanOrEqualTo(2);
        }
    }

    @Test
    void theWrongSchemeIsNamed() throws InterruptedException {
        try (var scaler = scaler(server.url().replace("https:", "http:"), PrometheusSecurity::none)) {
            assertThat(scaler.read(polls.next(DEADLINE))).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
                assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
                assertThat(failure.message()).contains("HTTP 400; check the address and its scheme");
            });
        }
    }

    private Tls.Builder trusting(String authority) {
        return Tls.builder().certificateAuthorities(authority);
    }

    private Tls.Builder tls(Identity client) {
        return trusting(certificates.authority()).clientCertificate(client.chain(), client.key());
    }

    private static PrometheusSecurity tls(Tls.Builder tls) {
        return PrometheusSecurity.builder().tls(tls.build()).build();
    }

    private static PrometheusSecurity withPassword(Tls.Builder tls) {
        return PrometheusSecurity.builder()
                .tls(tls.build())
                .credentials(PrometheusCredentials.basic(PrometheusOptions.USER, PrometheusOptions.PASSWORD))
                .build();
    }

    private Reading read(String url, PrometheusSecurity security) throws InterruptedException {
        try (var scaler = scaler(url, () -> security)) {
            return scaler.read(polls.next(DEADLINE));
        }
    }

    private PrometheusScaler scaler(String url, Supplier<PrometheusSecurity> security) {
        return PrometheusScaler.builder()
                .serverAddress(url)
                .security(security)
                .query("vector(1)")
                .timeout(DEADLINE)
                .build();
    }

    private static void isDenied(Reading reading, String... parts) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).as("%s", failure).isEqualTo(DENIED);
            assertThat(failure.message()).contains(parts);
        });
    }
}
