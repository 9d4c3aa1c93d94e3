package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.simulation.VirtualTime;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.TestCertificates;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The client against the server, with TLS and through the catalog. */
class BothSidesTest extends ServerFixture {

    private static final TestCertificates CERTIFICATES = TestCertificates.ofThisBuild();
    private static final ServerTls SERVER_TLS =
            ServerTls.of(CERTIFICATES.server().chain(), CERTIFICATES.server().key());
    private static final ServerTls MUTUAL = ServerTls.mutual(
            CERTIFICATES.server().chain(), CERTIFICATES.server().key(), CERTIFICATES.authority());
    private static final Reading GOOD =
            Reading.value(120).target(averageValue(50)).activatingOn(1).build();

    private final Polls polls = new Polls();

    private static String address(ExternalScalerServer server) {
        return "127.0.0.1:" + server.port();
    }

    private Reading read(ExternalScalerServer server, Tls tls) throws Exception {
        try (ExternalServer handle = ExternalServer.builder()
                        .address(address(server))
                        .tls(tls)
                        .build();
                ExternalScaler scaler = scaler(handle)) {
            return polls.next(scaler);
        }
    }

    private static ExternalScaler scaler(ExternalServer server) {
        return ExternalScaler.builder()
                .server(server)
                .metadata(Map.of("trigger", "orders"))
                .build();
    }

    private static Tls trusting(String authority) {
        return Tls.builder().certificateAuthorities(authority).build();
    }

    private static Tls showing(TestCertificates.Identity identity) {
        return Tls.builder()
                .certificateAuthorities(CERTIFICATES.authority())
                .clientCertificate(identity.chain(), identity.key())
                .build();
    }

    @Test
    void aClientReadsWhatTheServerServes() throws Exception {
        ExternalScalerServer server = started(builder().trigger("orders", plan));
        try (ExternalServer handle =
                        ExternalServer.builder().address(address(server)).build();
                ExternalScaler scaler = scaler(handle)) {
            assertThat(polls.next(scaler)).isEqualTo(GOOD);
        }
    }

    @Test
    void withTlsTheServerHasToBeTrusted() throws Exception {
        ExternalScalerServer server = started(builder().trigger("orders", plan).tls(() -> SERVER_TLS));

        assertThat(read(server, trusting(CERTIFICATES.authority()))).isEqualTo(GOOD);
        assertThat(read(server, Tls.builder().unsafe(true).build())).isEqualTo(GOOD);
        assertThat(read(server, trusting(CERTIFICATES.strangersAuthority())))
                .isInstanceOfSatisfying(Reading.Failure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.DENIED);
                    assertThat(failure.message()).contains(address(server), "check caCert");
                });
    }

    @Test
    void withMutualTlsTheClientHasToBeTrustedToo() throws Exception {
        ExternalScalerServer server = started(builder().trigger("orders", plan).tls(() -> MUTUAL));

        assertThat(read(server, showing(CERTIFICATES.client()))).isEqualTo(GOOD);
        assertThat(read(server, showing(CERTIFICATES.stranger()))).isInstanceOf(Reading.Failure.class);
        assertThat(read(server, trusting(CERTIFICATES.authority()))).isInstanceOf(Reading.Failure.class);
        assertThat(source.reads).as("reads for clients that are trusted").hasValue(1);
    }

    @Test
    void plainTextAndTlsDoNotMix() throws Exception {
        ExternalScalerServer plain = started(builder().trigger("orders", plan));

        assertThat(read(plain, trusting(CERTIFICATES.authority()))).isInstanceOf(Reading.Failure.class);
    }

    @Test
    void secretsThatWereRefusedAreAskedForAgainAndTheReadGoesOn() throws Exception {
        ExternalScalerServer server = started(builder().trigger("orders", plan).tls(() -> SERVER_TLS));
        var current = new AtomicReference<>(trusting(CERTIFICATES.strangersAuthority()));
        var asked = new AtomicInteger();
        try (ExternalServer handle = ExternalServer.builder()
                        .address(address(server))
                        .tls(() -> {
                            asked.incrementAndGet();
                            return current.get();
                        })
                        .build();
                ExternalScaler scaler = scaler(handle)) {
            assertThat(polls.next(scaler)).as("the same as before").isInstanceOf(Reading.Failure.class);
            int refused = asked.get();

            current.set(trusting(CERTIFICATES.authority()));
            assertThat(polls.next(scaler)).isEqualTo(GOOD);
            assertThat(asked).hasValue(refused + 1);
            assertThat(polls.next(scaler)).isEqualTo(GOOD);
            assertThat(asked).as("not asked for without need").hasValue(refused + 1);
        }
    }

    @Test
    void newConnectionsGetTheNewCertificateOfTheServerAndOldOnesGoOn() throws Exception {
        var current = new AtomicReference<>(SERVER_TLS);
        ExternalScalerServer server = started(builder().trigger("orders", plan).tls(current::get));
        try (ExternalServer handle = ExternalServer.builder()
                        .address(address(server))
                        .tls(trusting(CERTIFICATES.authority()))
                        .build();
                ExternalScaler before = scaler(handle)) {
            assertThat(polls.next(before)).isEqualTo(GOOD);

            current.set(ServerTls.of(
                    CERTIFICATES.stranger().chain(), CERTIFICATES.stranger().key()));
            time.advance(Duration.ofSeconds(30));
            await().untilAsserted(() ->
                    assertThat(read(server, trusting(CERTIFICATES.authority()))).isInstanceOf(Reading.Failure.class));

            assertThat(polls.next(before)).as("its connection is as it was").isEqualTo(GOOD);
            assertThat(read(server, Tls.builder().unsafe(true).build()))
                    .as("a client that takes any certificate")
                    .isEqualTo(GOOD);
        }
    }

    @Test
    void aCertificateThatCannotBeUsedIsNotTaken() throws Exception {
        var current = new AtomicReference<>(SERVER_TLS);
        ExternalScalerServer server = started(builder().trigger("orders", plan).tls(current::get));
        current.set(ServerTls.of("no certificate", "no key"));

        time.advance(Duration.ofMinutes(1));

        assertThat(read(server, trusting(CERTIFICATES.authority()))).isEqualTo(GOOD);
    }

    @Test
    void triggersOfTheCatalogWithEqualSecurityShareAChannelThatClosesWithTheLast() throws Exception {
        ExternalScalerServer server = started(builder().trigger("orders", plan).tls(() -> SERVER_TLS));
        try (ScalerCatalog catalog = ScalerCatalog.load()) {
            var orders = catalog.open(spec(server, "external", Map.of("trigger", "orders")));
            var others = catalog.open(spec(server, "external-push", Map.of("trigger", "orders", "more", "1")));
            assertThat(catalog.connections().size()).isEqualTo(1);
            assertThat(polls.next(orders.scaler())).isEqualTo(GOOD);
            assertThat(orders.measure(polls.next(others.scaler())).target()).isEqualTo(averageValue(50));

            orders.scaler().close();
            assertThat(catalog.connections().size()).isEqualTo(1);
            others.scaler().close();
            assertThat(catalog.connections().size()).isZero();
        }
    }

    private static TriggerSpec spec(ExternalScalerServer server, String type, Map<String, String> more) {
        var metadata = new HashMap<>(more);
        metadata.put("scalerAddress", address(server));
        return TriggerSpec.builder(type)
                .name("orders")
                .metadata(metadata)
                .authentication(Map.of("caCert", CERTIFICATES.authority()))
                .build();
    }

    @Test
    void aPushedActivityOfTheSourceReachesTheClientThroughTheServer() throws Exception {
        ExternalScalerServer server = started(builder().trigger("orders", plan));
        var clientTime = VirtualTime.startingAt(time.instant());
        var woken = new AtomicInteger();
        source.reading = Reading.of(0);
        try (ExternalServer handle =
                        ExternalServer.builder().address(address(server)).build();
                ExternalScaler scaler = ExternalScaler.builder()
                        .server(handle)
                        .metadata(Map.of("trigger", "orders"))
                        .push()
                        .scheduler(clientTime)
                        .build()) {
            scaler.onActivity(woken::incrementAndGet);
            await().until(() -> server.counts().streams() == 2);
            source.reading = Reading.of(100);
            await().until(() -> {
                time.advance(Duration.ofSeconds(1));
                source.actions.forEach(Runnable::run);
                return woken.get() > 0;
            });
        }
    }

    @Test
    void aServerThatComesBackIsReadAgainAndItsStreamsOpened() throws Exception {
        ExternalScalerServer first = started(builder().trigger("orders", plan));
        int port = first.port();
        var clientTime = VirtualTime.startingAt(time.instant());
        try (ExternalServer handle =
                        ExternalServer.builder().address("127.0.0.1:" + port).build();
                ExternalScaler scaler = ExternalScaler.builder()
                        .server(handle)
                        .metadata(Map.of("trigger", "orders"))
                        .push()
                        .scheduler(clientTime)
                        .build()) {
            await().until(() -> first.counts().streams() == 2);
            assertThat(polls.next(scaler)).isEqualTo(GOOD);
            first.close();
            await().until(() -> clientTime.pending() == 2);
            assertThat(polls.next(scaler)).isInstanceOf(Reading.Failure.class);

            ExternalScalerServer second = started(builder()
                    .trigger("orders", plan)
                    .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            polls.pass(Duration.ofSeconds(10));
            await().untilAsserted(() -> assertThat(polls.next(scaler)).isEqualTo(GOOD));
            clientTime.advance(Duration.ofSeconds(2));
            await().until(() -> second.counts().streams() == 2);
        }
    }

    @Test
    void aTriggerThatCannotBeReachedOpensAllTheSame() throws Exception {
        try (ScalerCatalog catalog = ScalerCatalog.load()) {
            var plan = catalog.plan(TriggerSpec.builder("external")
                    .metadata(Map.of("scalerAddress", "127.0.0.1:1"))
                    .build());
            try (var scaler = plan.open(TriggerContext.of(catalog.connections()))) {
                assertThat(polls.next(scaler))
                        .isInstanceOfSatisfying(
                                Reading.Failure.class,
                                failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
            }
        }
    }
}
