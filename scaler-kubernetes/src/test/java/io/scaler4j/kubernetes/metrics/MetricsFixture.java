package io.scaler4j.kubernetes.metrics;

import io.scaler4j.Scaler;
import io.scaler4j.kubernetes.https.ServingTls;
import io.scaler4j.testservers.TestCertificates;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A server on the loopback address that believes the client of {@link TestCertificates}, at a time that stands. */
public final class MetricsFixture {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00.750Z");
    static final TestCertificates CERTIFICATES = TestCertificates.ofThisBuild();

    final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    public ExternalMetricsServerBuilder builder() {
        return onLoopback(FrontProxy.of(CERTIFICATES.authority(), "client")).time(now::get);
    }

    static ExternalMetricsServerBuilder onLoopback(FrontProxy proxy) {
        return ExternalMetricsServer.builder()
                .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .tls(tls())
                .frontProxy(proxy)
                .readTimeout(Duration.ofSeconds(5));
    }

    public static ServingTls tls() {
        var own = new ServingTls.Certificate(
                CERTIFICATES.server().chain(), CERTIFICATES.server().key());
        return ServingTls.of(() -> own);
    }

    ExternalMetricsServer serving(Scaler scaler) {
        return builder().metric(ExternalMetric.of("shop", "orders", scaler)).start();
    }
}
