package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TrackerScalerTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final String WEB = "shop/web";

    private final RequestTracker tracker = new RequestTracker();
    private final RouteCounter counter = tracker.counter(WEB);

    @Test
    void theConcurrencyIsWhatIsInFlight() throws Exception {
        Scaler scaler = tracker.concurrency(WEB);
        counter.begin();
        counter.begin();
        counter.end();
        Reading.Value reading = read(scaler, 0);
        assertThat(MilliUnits.toDouble(reading.milli())).isEqualTo(1);
        assertThat(reading.activationValue()).isEqualTo(1);
        assertThat(reading.isLowerBound()).isFalse();
        assertThat(reading.details())
                .containsEntry("inFlight", 1.0)
                .containsEntry("arrived", 2.0)
                .containsEntry("held", 0.0)
                .containsEntry("peak", 1.0);
        assertThat(scaler).hasToString("requests on route shop/web");
    }

    /** With KEDA's add-on a request between two polls leaves no trace in the concurrency. */
    @Test
    void aRequestBetweenTwoReadsActivatesOnce() throws Exception {
        Scaler scaler = tracker.concurrency(WEB);
        assertThat(read(scaler, 0).activationValue()).isZero();
        tracker.begin(WEB).close();
        Reading.Value seen = read(scaler, 15);
        assertThat(seen.milli()).isZero();
        assertThat(seen.activationValue()).isEqualTo(1);
        assertThat(read(scaler, 30).activationValue()).isZero();
    }

    @Test
    void eachScalerRemembersItsOwnReads() throws Exception {
        Scaler one = tracker.concurrency(WEB);
        Scaler other = tracker.rate(WEB, RateWindow.DEFAULT);
        tracker.begin(WEB).close();
        assertThat(read(one, 0).activationValue()).isEqualTo(1);
        assertThat(read(other, 0).activationValue()).isPositive();
    }

    /** Whatever comes between two reads activates the next, and nothing else does. */
    @Test
    void isActiveExactlyIfSomethingArrivedOrIsInFlight() {
        Seeds.each(300, random -> {
            var own = new RequestTracker();
            Scaler scaler = own.concurrency(WEB);
            int open = 0;
            for (int i = 0; i < 50; i++) {
                int begun = random.nextInt(3);
                for (int j = 0; j < begun; j++) {
                    own.counter(WEB).begin();
                    open++;
                }
                for (int j = random.nextInt(4); j > 0 && open > 0; j--) {
                    own.counter(WEB).end();
                    open--;
                }
                Reading.Value reading = readUnchecked(scaler, i);
                assertThat(reading.activationValue() > 0).isEqualTo(open > 0 || begun > 0);
                assertThat(reading.milli()).isEqualTo(open * 1000L);
            }
        });
    }

    @Test
    void theRateIsThatOfTheWindow() throws Exception {
        Scaler scaler = tracker.rate(WEB, RateWindow.of(Duration.ofSeconds(60)));
        assertThat(read(scaler, 0).milli()).isZero();
        for (int second = 15; second <= 120; second += 15) {
            arrivals(150);
            Reading.Value reading = read(scaler, second);
            assertThat(reading.activationValue()).isCloseTo(10, within(3.0));
        }
        assertThat(read(scaler, 135).activationValue()).isCloseTo(7.5, within(1e-9));
        assertThat(read(scaler, 300)).isEqualTo(zero());
    }

    /** Nobody knows since when they came, so they make no rate, and are not forgotten either. */
    @Test
    void whatCameBeforeTheFirstReadActivatesAndIsNoBurst() throws Exception {
        Scaler scaler = tracker.rate(WEB, RateWindow.DEFAULT);
        arrivals(600);
        Reading.Value first = read(scaler, 0);
        assertThat(first.milli()).isZero();
        assertThat(first.activationValue()).isEqualTo(10);
        assertThat(read(scaler, 15).activationValue()).isZero();
    }

    @Test
    void oneRequestInAnHourKeepsATargetActive() throws Exception {
        Scaler scaler = tracker.rate(WEB, RateWindow.of(Duration.ofHours(1)));
        read(scaler, 0);
        arrivals(1);
        read(scaler, 15);
        Reading.Value late = read(scaler, 3500);
        assertThat(late.activationValue()).isPositive();
        assertThat(read(scaler, 3700).activationValue()).isZero();
    }

    @Test
    void aClockSetBackByHoursDoesNotStopTheRate() throws Exception {
        Scaler scaler = tracker.rate(WEB, RateWindow.of(Duration.ofSeconds(10)));
        read(scaler, 0);
        arrivals(10);
        read(scaler, 1);
        arrivals(20);
        Reading.Value back = read(scaler, -7200);
        assertThat(MilliUnits.toDouble(back.milli())).isEqualTo(20);
        assertThat(read(scaler, -7100).milli()).isZero();
    }

    @Test
    void aReadThatFindsNothingLetsTheNextArrivalWake() throws Exception {
        var woken = new AtomicInteger();
        Scaler scaler = tracker.concurrency(WEB);
        tracker.wakes(WEB, woken::incrementAndGet);
        counter.begin();
        read(scaler, 0);
        counter.begin();
        assertThat(woken).hasValue(1);
        counter.end();
        counter.end();
        read(scaler, 15);
        counter.begin();
        assertThat(woken).hasValue(2);
    }

    /** As when routes are loaded again: what is counted from then on must not be invisible to the scaler. */
    @Test
    void aScalerOfARouteThatWasRemovedAndCameBackReadsWhatIsCountedNow() throws Exception {
        Scaler concurrency = tracker.concurrency(WEB);
        Scaler rate = tracker.rate(WEB, RateWindow.of(Duration.ofSeconds(10)));
        Tracked old = tracker.begin(WEB);
        assertThat(read(concurrency, 0).milli()).isEqualTo(1000);
        read(rate, 0);
        tracker.remove(WEB);
        tracker.begin(WEB).close();
        Reading.Value reading = read(concurrency, 15);
        assertThat(reading.milli()).as("the old request is forgotten").isZero();
        assertThat(reading.activationValue()).as("one came, as many as before").isEqualTo(1);
        assertThat(read(rate, 15).activationValue()).isPositive();
        Tracked now = tracker.begin(WEB);
        assertThat(read(concurrency, 30).milli()).isEqualTo(1000);
        old.close();
        now.close();
        assertThat(read(concurrency, 45).milli()).isZero();
        assertThat(concurrency).hasToString("requests on route shop/web");
    }

    @Test
    void aScalerOfARouteThatIsGoneReadsNothing() throws Exception {
        Scaler scaler = tracker.concurrency(WEB);
        Tracked forgotten = tracker.begin(WEB);
        tracker.remove(WEB);
        assertThat(read(scaler, 0)).isEqualTo(zero());
        forgotten.close();
        assertThat(read(scaler, 15)).isEqualTo(zero());
    }

    private static Reading zero() {
        return Reading.value(0)
                .details(java.util.Map.of("inFlight", 0.0, "arrived", 0.0, "held", 0.0, "peak", 0.0))
                .build();
    }

    private void arrivals(int count) {
        for (int i = 0; i < count; i++) {
            counter.begin();
            counter.end();
        }
    }

    private static Reading.Value read(Scaler scaler, long second) throws Exception {
        return (Reading.Value) scaler.read(ReadRequest.of(START.plusSeconds(second), Duration.ofSeconds(1)));
    }

    private static Reading.Value readUnchecked(Scaler scaler, long second) {
        try {
            return read(scaler, second);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
