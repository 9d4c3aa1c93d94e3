package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.InterceptorFleet;
import io.scaler4j.http.proxy.FaultProxy.Fault;
import io.scaler4j.http.proxy.FaultProxy.Kind;
import io.scaler4j.http.proxy.FaultProxy.Moment;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a scaler of another process reads while an interceptor is cut off, or started again. */
class FleetOfInterceptorsTest extends ProxyTestBase {

    private Instant now = Instant.parse("2026-01-05T08:00:00Z");

    private HttpInterceptor serving(int adminPort) throws Exception {
        return start(builder -> builder.route(route().build()).admin(adminPort));
    }

    private static FaultProxy wireTo(HttpInterceptor interceptor) throws Exception {
        return FaultProxy.to(Endpoint.http("127.0.0.1", interceptor.adminPort()), BackendProtocol.HTTP_1_1);
    }

    private static Scaler scalerOf(Endpoint... admins) {
        InterceptorFleet.Builder fleet = InterceptorFleet.builder().timeout(Duration.ofSeconds(3));
        for (Endpoint admin : admins) {
            fleet.address(admin.host() + ":" + admin.port());
        }
        return fleet.build().concurrency(ROUTE);
    }

    private void letWait(HttpInterceptor at, int count) throws Exception {
        long before = at.tracker().counter(ROUTE).counts().held();
        for (int i = 0; i < count; i++) {
            closing(Peer.to(at.port())).send("GET / HTTP/1.1\nHost: a\n\n");
        }
        until(() -> at.tracker().counter(ROUTE).counts().held() == before + count);
    }

    private Reading.Value read(Scaler scaler) throws Exception {
        now = now.plusSeconds(15);
        Reading reading = scaler.read(ReadRequest.of(now, Duration.ofSeconds(5)));
        assertThat(reading).isInstanceOf(Reading.Value.class);
        return (Reading.Value) reading;
    }

    private static void assertCount(Reading.Value value, int count, boolean isExact) {
        assertThat(MilliUnits.toDouble(value.milli())).isEqualTo(count);
        assertThat(value.isLowerBound()).isEqualTo(!isExact);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"STALL", "RESET", "CLOSE", "GARBAGE"})
    void whileOneIsCutOffItsLastCountsAreALowerBoundAndThenTheSumIsExactAgain(Kind kind) throws Exception {
        HttpInterceptor one = serving(0);
        HttpInterceptor two = serving(0);
        FaultProxy wire = closing(wireTo(two));
        Scaler scaler = scalerOf(Endpoint.http("127.0.0.1", one.adminPort()), wire.endpoint());
        letWait(one, 2);
        letWait(two, 3);
        assertCount(read(scaler), 5, true);
        wire.breaks(new Fault(Moment.ON_REQUEST, kind));
        letWait(one, 1);
        letWait(two, 4);
        Reading.Value cutOff = read(scaler);
        assertCount(cutOff, 6, false);
        assertThat(cutOff.details()).containsEntry("instances", 2.0).containsEntry("answered", 1.0);
        wire.heals();
        Reading.Value healed = read(scaler);
        assertCount(healed, 10, true);
        assertThat(healed.details().get("arrived")).isEqualTo(4); // those that came while it was cut off
    }

    @Test
    void aRestartLosesWhatWasHeldAndCountsWhatComesThen() throws Exception {
        HttpInterceptor one = serving(0);
        HttpInterceptor two = serving(0);
        int port = two.adminPort();
        Scaler scaler = scalerOf(Endpoint.http("127.0.0.1", one.adminPort()), Endpoint.http("127.0.0.1", port));
        letWait(one, 1);
        letWait(two, 3);
        assertCount(read(scaler), 4, true);
        two.close();
        assertCount(read(scaler), 4, false);
        HttpInterceptor again = serving(port);
        letWait(again, 5); // more than before: the counter alone does not tell that it is another one
        Reading.Value after = read(scaler);
        assertCount(after, 6, true);
        assertThat(after.details()).containsEntry("arrived", 5.0);
    }

    @Test
    void noneThatAnswersIsAFailureAndNotZero() throws Exception {
        HttpInterceptor one = serving(0);
        Scaler scaler = scalerOf(Endpoint.http("127.0.0.1", one.adminPort()));
        letWait(one, 2);
        assertCount(read(scaler), 2, true);
        one.close();
        now = now.plusSeconds(15);
        assertThat(scaler.read(ReadRequest.of(now, Duration.ofSeconds(5)))).isInstanceOf(Reading.Failure.class);
    }
}
