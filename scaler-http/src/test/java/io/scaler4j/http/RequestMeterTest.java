package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings of counts against a list of what arrived, whatever the counts do: grow, stand still, begin again. */
class RequestMeterTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    /** How many arrived between two reads. */
    private record Growth(long after, long until, long count) {

        /** Those of the window, if they came evenly. */
        double since(long begin) {
            double seen = Math.max(0, until - Math.max(after, begin));
            return count * seen / (until - after);
        }
    }

    /**
     * Reads come at random times, also further apart than the window; the process that counts restarts now and then.
     */
    @Test
    void theRateIsThatOfTheArrivalsInTheWindow() {
        Seeds.each(600, random -> {
            int size = 1 + random.nextInt(40);
            RequestMeter meter = RequestMeter.rate(RateWindow.of(Duration.ofSeconds(size)));
            List<Growth> growths = new ArrayList<>();
            long second = 0;
            long count = random.nextInt(1000);
            read(meter, 0, 0, count);
            for (int i = 0; i < 40; i++) {
                long step = 1 + random.nextInt(2 * size);
                long arrived = step * random.nextInt(5);
                boolean restarts = random.nextInt(8) == 0 && arrived < count;
                count = restarts ? arrived : count + arrived;
                second += step;
                growths.add(new Growth(second - step, second, arrived));
                Reading.Value reading = read(meter, second, 0, count);
                long begin = second - size;
                double inWindow =
                        growths.stream().mapToDouble(one -> one.since(begin)).sum();
                assertThat(MilliUnits.toDouble(reading.milli()))
                        .isCloseTo(inWindow / Math.min(second + 1, size), within(0.0011));
                assertThat(reading.activationValue() > 0).isEqualTo(inWindow > 0);
            }
        });
    }

    /** However often it is looked at, a steady stream has one rate: a long interval makes no burst of it. */
    @ParameterizedTest(name = "a read each {0} s, a window of {1} s")
    @CsvSource({
        "1, 60", "15, 60", "25, 60", "45, 60", "59, 60", "60, 60", "61, 60", "90, 60", "600, 60", "30, 10", "7, 1"
    })
    void aSteadyStreamHasOneRate(long interval, long window) {
        RequestMeter meter = RequestMeter.rate(RateWindow.of(Duration.ofSeconds(window)));
        read(meter, 0, 0, 0);
        for (long second = interval; second < 20 * interval; second += interval) {
            double rate =
                    MilliUnits.toDouble(read(meter, second, 0, second * 20).milli());
            assertThat(rate)
                    .as("at %s s", second)
                    .isCloseTo(20.0 * Math.min(second, window) / Math.min(second + 1, window), within(0.0011));
        }
    }

    @Test
    void requestsThatDoNotFillEachBucketAreAllCounted() {
        Seeds.each(500, random -> {
            int size = 2 + random.nextInt(50);
            var buckets = new RateBuckets(RateWindow.of(Duration.ofSeconds(size)));
            int seconds = 1 + random.nextInt(size - 1);
            int count = random.nextInt(100);
            buckets.record(START, 0);
            buckets.spread(START, START.plusSeconds(seconds), count);
            assertThat(buckets.perBucket(START.plusSeconds(seconds)) * (seconds + 1))
                    .isCloseTo(count, within(1e-6));
            long most = java.util.Arrays.stream(buckets.ring()).max().orElseThrow();
            assertThat(most).as("evenly").isLessThanOrEqualTo((count + seconds - 1) / seconds);
        });
    }

    @Test
    void theConcurrencyIsTheCountAndEveryArrivalActivatesOnce() {
        Seeds.each(600, random -> {
            RequestMeter meter = RequestMeter.concurrency();
            long before = random.nextInt(100);
            for (int read = 0; read < 30; read++) {
                boolean restarts = read > 0 && random.nextInt(6) == 0 && before > 0;
                long count = restarts ? random.nextInt((int) before) : before + random.nextInt(3);
                long arrived = read == 0 ? 0 : restarts ? count : count - before;
                long inFlight = random.nextInt(3);
                Reading.Value reading = read(meter, read * 15L, inFlight, count);
                assertThat(reading.milli()).isEqualTo(inFlight * 1000);
                assertThat(reading.activationValue()).isEqualTo(Math.max(inFlight, arrived > 0 ? 1 : 0));
                assertThat(reading.details()).containsEntry("arrived", (double) arrived);
                before = count;
            }
        });
    }

    /** Whatever begins anew loses no arrival and invents none, however the new count compares to the old one. */
    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource({"5, 0", "5, 3", "5, 5", "5, 9", "0, 4"})
    void aCountThatIsKnownToBeginAgainCountsFromZero(long before, long after) {
        for (RequestMeter meter :
                List.of(RequestMeter.concurrency(), RequestMeter.rate(RateWindow.of(Duration.ofSeconds(10))))) {
            read(meter, 0, 0, before);
            meter.beginAgain();
            Reading.Value reading = read(meter, 1, 0, after);
            assertThat(reading.details()).containsEntry("arrived", (double) after);
            assertThat(reading.activationValue() > 0).isEqualTo(after > 0);
        }
    }

    @Test
    void aMeterThatKnowsWhereItBeginsCountsFromThere() {
        assertThat(read(RequestMeter.concurrency(40), 0, 0, 42).details()).containsEntry("arrived", 2.0);
        assertThat(read(RequestMeter.concurrency(), 0, 0, 42).details()).containsEntry("arrived", 0.0);
        RequestMeter rate = RequestMeter.rate(RateWindow.of(Duration.ofSeconds(2)), 40);
        assertThat(read(rate, 0, 0, 42).milli())
                .as("nobody knows when these came")
                .isZero();
        assertThat(MilliUnits.toDouble(read(rate, 1, 0, 46).milli())).isEqualTo(2);
    }

    /** A rate that rounds to nothing must not let a target go to sleep. */
    @Test
    void oneArrivalInALongWindowActivates() {
        RequestMeter meter = RequestMeter.rate(RateWindow.of(Duration.ofDays(1)));
        read(meter, 0, 0, 0);
        Reading.Value reading = read(meter, 86_399, 0, 1);
        assertThat(reading.milli())
                .as("a thousandth is the least that a reading can say")
                .isZero();
        assertThat(reading.activationValue()).isPositive();
    }

    @Test
    void whatOthersDoNotTellMakesALowerBound() {
        var known = new RequestMeter.Known(new RequestCounts(3, 4, 1, 5), true, Map.of("instances", 2.0));
        Reading.Value reading = (Reading.Value) RequestMeter.concurrency().reading(known, START);
        assertThat(reading.isLowerBound()).isTrue();
        assertThat(reading.details())
                .isEqualTo(Map.of("inFlight", 3.0, "arrived", 0.0, "held", 1.0, "peak", 5.0, "instances", 2.0));
    }

    /** Two windows back the time is another day: what was recorded then tells nothing about now. */
    @Test
    void aClockThatIsSetBackBeginsAnotherWindow() {
        RequestMeter meter = RequestMeter.rate(RateWindow.of(Duration.ofSeconds(10)));
        read(meter, 100, 0, 0);
        read(meter, 101, 0, 50);
        assertThat(MilliUnits.toDouble(read(meter, 95, 0, 50).milli()))
                .as("within the window the time may go back")
                .isPositive();
        assertThat(read(meter, 80, 0, 50).milli()).isZero();
        assertThat(MilliUnits.toDouble(read(meter, 81, 0, 60).milli())).isEqualTo(5);
    }

    private static Reading.Value read(RequestMeter meter, long second, long inFlight, long arrived) {
        var known = new RequestMeter.Known(RequestCounts.of(inFlight, arrived), false, Map.of());
        return (Reading.Value) meter.reading(known, START.plusSeconds(second));
    }
}
