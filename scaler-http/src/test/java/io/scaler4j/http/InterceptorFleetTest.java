package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against real servers; {@link BrokenInterceptorTest} has those that do not answer as they should. */
class InterceptorFleetTest extends InterceptorFixture {

    @Test
    void sumsWhatAllAnswer() throws Exception {
        tracker.begin(WEB);
        tracker.begin(WEB);
        QueueServer ours = opened(QueueServer.of(tracker));
        QueueServer theirs =
                opened(QueueServer.open()).answers(200, "{\"shop/web\":{\"Concurrency\":5,\"RequestCount\":70}}");
        Scaler scaler = fleet(ours.address(), theirs.address()).concurrency(WEB);
        Reading.Value reading = value(scaler, 0);
        assertThat(MilliUnits.toDouble(reading.milli())).isEqualTo(7);
        assertThat(reading.isLowerBound()).isFalse();
        assertThat(reading.details()).containsEntry("instances", 2.0).containsEntry("answered", 2.0);
        assertThat(scaler)
                .hasToString("requests on route shop/web of the interceptors at " + ours.address() + ", "
                        + theirs.address());
    }

    @Test
    void aRequestBetweenTwoPollsActivates() throws Exception {
        tracker.counter(WEB);
        Scaler scaler = fleet(opened(QueueServer.of(tracker)).address()).concurrency(WEB);
        assertThat(value(scaler, 0).activationValue()).isZero();
        tracker.begin(WEB).close();
        assertThat(value(scaler, 15).activationValue()).isEqualTo(1);
        assertThat(value(scaler, 30).activationValue()).isZero();
    }

    @Test
    void whatItCountedBeforeIsNoMatterOfALaterScaler() throws Exception {
        tracker.counter(WEB);
        var fleet = fleet(opened(QueueServer.of(tracker)).address());
        Scaler early = fleet.concurrency(WEB);
        value(early, 0);
        tracker.begin(WEB).close();
        value(early, 15);
        assertThat(value(fleet.concurrency(WEB), 30).activationValue()).isZero();
    }

    @Test
    void theRateIsThatOfTheGrowth() throws Exception {
        tracker.counter(WEB);
        Scaler scaler = fleet(opened(QueueServer.of(tracker)).address()).rate(WEB, RateWindow.DEFAULT);
        for (int second = 0; second <= 60; second += 15) {
            value(scaler, second);
            for (int i = 0; i < 150; i++) {
                tracker.begin(WEB).close();
            }
        }
        assertThat(MilliUnits.toDouble(value(scaler, 75).milli())).isEqualTo(10);
    }

    @Test
    void aRouteThatNoInterceptorHasIsAFailureThatNamesThoseThereAre() throws Exception {
        tracker.begin("shop/api");
        Reading.Failure failure =
                failure(fleet(opened(QueueServer.of(tracker)).address()).concurrency(WEB));
        assertThat(failure.kind()).isEqualTo(Kind.EMPTY);
        assertThat(failure.message()).contains("has a route \"shop/web\"; known are [shop/api]");
    }

    @Test
    void aNameStandsForAllOfItsAddresses() throws Exception {
        QueueServer one =
                opened(QueueServer.open(1, 0)).answers(200, "{\"shop/web\":{\"Concurrency\":1,\"RequestCount\":1}}");
        QueueServer two = opened(QueueServer.open(2, one.port()))
                .answers(200, "{\"shop/web\":{\"Concurrency\":2,\"RequestCount\":1}}");
        Scaler scaler = InterceptorFleet.builder()
                .address("interceptors:" + one.port())
                .names(host -> List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2")))
                .build()
                .concurrency(WEB);
        assertThat(MilliUnits.toDouble(value(scaler, 0).milli())).isEqualTo(3);
        assertThat(two.requests()).isEqualTo(1);
    }

    @Test
    void aNameThatCannotBeResolvedIsAFailureOrALowerBound() throws Exception {
        tracker.begin(WEB);
        QueueServer fine = opened(QueueServer.of(tracker));
        InterceptorAddress.Names unknown = host -> {
            if (host.equals("nowhere")) {
                throw new UnknownHostException(host);
            }
            return List.of(InetAddress.getByName(host));
        };
        var alone = InterceptorFleet.builder()
                .address("nowhere:9090")
                .names(unknown)
                .build();
        assertThat(failure(alone.concurrency(WEB)).message())
                .endsWith("no interceptor at nowhere:9090 answered: nowhere:9090: its name cannot be resolved");
        var both = InterceptorFleet.builder()
                .address("nowhere:9090")
                .address(fine.address())
                .names(unknown)
                .build();
        assertThat(value(both.concurrency(WEB), 0).isLowerBound()).isTrue();
    }

    @Test
    void aNameWithoutAddressesIsAFailure() throws Exception {
        var fleet = InterceptorFleet.builder()
                .address("empty:9090")
                .names(host -> List.of())
                .build();
        assertThat(failure(fleet.concurrency(WEB)).message()).startsWith("there is no interceptor at empty:9090");
    }

    @Test
    void scalersOfOneFleetShareAPoll() throws Exception {
        tracker.counter(WEB);
        QueueServer server = opened(QueueServer.of(tracker));
        var fleet = fleet(server.address());
        value(fleet.concurrency(WEB), 0);
        value(fleet.rate(WEB, RateWindow.DEFAULT), 0);
        value(fleet.concurrency(FleetCounts.ALL_ROUTES), 0);
        assertThat(server.requests()).isEqualTo(1);
        value(fleet.concurrency(WEB), 15);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnce() {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> InterceptorFleet.builder()
                        .address("http://user:secret@host:9090")
                        .address("host:99999")
                        .address("ftp://host")
                        .timeout(Duration.ZERO)
                        .maxAge(Duration.ofSeconds(-1))
                        .executor(null)
                        .build());
        assertThat(refused.problems()).hasSize(6);
        assertThat(refused.getMessage()).doesNotContain("secret");
        assertThat(catchThrowableOfType(
                                InvalidConfigurationException.class,
                                () -> InterceptorFleet.builder().build())
                        .problems())
                .containsExactly("address is missing; give that of the interceptors' admin port");
    }
}
