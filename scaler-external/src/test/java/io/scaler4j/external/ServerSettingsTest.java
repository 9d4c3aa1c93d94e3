package io.scaler4j.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.testservers.OpenResources;
import io.scaler4j.testservers.TestCertificates;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a server cannot be started with. Nothing is left open then. */
class ServerSettingsTest extends ServerFixture {

    private static final TestCertificates CERTIFICATES = TestCertificates.ofThisBuild();

    @Test
    void settingsAreRefusedTogether() {
        try (ScalerCatalog catalog = ScalerCatalog.load()) {
            assertThatThrownBy(() -> builder()
                            .catalog(catalog, "teleport")
                            .freshness(Duration.ofSeconds(-1))
                            .maximumAge(Duration.ofSeconds(-1))
                            .readTimeout(Duration.ZERO)
                            .streamInterval(Duration.ZERO)
                            .maximumObjects(0)
                            .start())
                    .isInstanceOfSatisfying(
                            InvalidConfigurationException.class,
                            refused -> assertThat(refused.problems()).hasSize(6));
        }
        assertThatThrownBy(() -> builder().start()).hasMessageContaining("no trigger is set");
    }

    @Test
    void aPortThatIsTakenIsSaidAndNoTimerGoesOn() {
        ExternalScalerServer first = started(builder().trigger("orders", plan));
        long threads = OpenResources.threads("scaler4j-external");

        assertThatThrownBy(() -> builder()
                        .trigger("orders", plan)
                        .tls(() -> ServerTls.of(
                                CERTIFICATES.server().chain(),
                                CERTIFICATES.server().key()))
                        .address(new InetSocketAddress("127.0.0.1", first.port()))
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen on");
        assertThat(time.pending()).as("renewals of its certificate").isZero();
        await().until(() -> OpenResources.threads("scaler4j-external") <= threads);
    }

    @Test
    @SuppressWarnings("NullAway") // what a supplier without NullAway may do
    void withoutACertificateThereIsNoServerInPlainText() {
        assertThatThrownBy(
                        () -> builder().trigger("orders", plan).tls(() -> null).start())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("tls must not be null");
    }

    @Test
    void aCertificateThatCannotBeUsedIsRefusedWithoutItsKey() {
        assertThatThrownBy(() -> builder()
                        .trigger("orders", plan)
                        .tls(() -> ServerTls.of(CERTIFICATES.server().chain(), "hush-hush"))
                        .start())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageNotContaining("hush-hush");
    }

    @Test
    void theCertificateIsAskedForOnceToStartWith() {
        var asked = new AtomicInteger();
        started(builder().trigger("orders", plan).tls(() -> {
            asked.incrementAndGet();
            return ServerTls.of(
                    CERTIFICATES.server().chain(), CERTIFICATES.server().key());
        }));

        assertThat(asked).hasValue(1);
    }

    @Test
    void securityIsEqualIfEverySettingIsAndNeverPrintsTheKey() {
        String chain = CERTIFICATES.server().chain();
        String key = CERTIFICATES.server().key();
        ServerTls tls = ServerTls.of(chain, key);
        ServerTls mutual = ServerTls.mutual(chain, key, CERTIFICATES.authority());

        assertThat(tls).isEqualTo(ServerTls.of(chain, key)).hasSameHashCodeAs(ServerTls.of(chain, key));
        assertThat(mutual).isEqualTo(ServerTls.mutual(chain, key, CERTIFICATES.authority()));
        assertThat(tls).isNotEqualTo(mutual).isNotEqualTo(ServerTls.of(chain, key + " "));
        assertThat(mutual).isNotEqualTo(ServerTls.mutual(chain, key, CERTIFICATES.strangersAuthority()));
        assertThat(tls + " " + mutual).isEqualTo("TLS mutual TLS");
    }
}
