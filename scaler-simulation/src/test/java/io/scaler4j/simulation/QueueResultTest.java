package io.scaler4j.simulation;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delays of messages as ranks, shares and means. */
class QueueResultTest {

    private static QueueResult of(long... sortedNanos) {
        return new QueueResult(sortedNanos.length, sortedNanos.length, 0, 0, 0, 0.5, sortedNanos);
    }

    /** Delays of 1 ms, 2 ms and so on. */
    private static QueueResult upTo(int messages) {
        return of(LongStream.rangeClosed(1, messages)
                .map(rank -> ofMillis(rank).toNanos())
                .toArray());
    }

    private static long[] random(SplittableRandom random) {
        return random.longs(1 + random.nextInt(60), 0, 2_000_000_000L).sorted().toArray();
    }

    @ParameterizedTest(name = "{0} of {1} messages is that at rank {2}")
    @CsvSource({
        "0.5, 4, 2",
        "0.5, 5, 3",
        "0.95, 100, 95",
        "0.951, 100, 96",
        "0.99, 100, 99",
        "1, 100, 100",
        "0.001, 100, 1",
        "0.55, 100, 55", // in binary 0.55 * 100 is a little more than 55
        "0.07, 100, 7",
        "0.28, 25, 7",
        "0.56, 50, 28"
    })
    void aDelayIsThatOfTheNearestRank(double share, int messages, int rank) {
        assertThat(upTo(messages).delay(share)).isEqualTo(ofMillis(rank));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void theDelayOfAShareIsTheSmallestThatSoManyDoNotExceed(long seed) {
        var random = new SplittableRandom(seed);
        long[] delays = random(random);
        double share = BigDecimal.valueOf(1 + random.nextInt(1_000), 3).doubleValue();
        long delay = of(delays).delay(share).toNanos();
        BigDecimal wanted = BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(delays.length));
        long notAbove = Arrays.stream(delays).filter(each -> each <= delay).count();
        long below = Arrays.stream(delays).filter(each -> each < delay).count();
        assertThat(BigDecimal.valueOf(notAbove)).as(Seeds.replay(seed)).isGreaterThanOrEqualTo(wanted);
        assertThat(BigDecimal.valueOf(below)).as(Seeds.replay(seed)).isLessThan(wanted);
        assertThat(of(delays).delay(Math.min(1, share + 0.1)).toNanos())
                .as(Seeds.replay(seed))
                .isGreaterThanOrEqualTo(delay);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void theShareAboveALimitIsTheNumberOfMessagesAboveItOverAll(long seed) {
        var random = new SplittableRandom(seed);
        long[] delays = random(random);
        long limit = random.nextBoolean() ? delays[random.nextInt(delays.length)] : random.nextLong(2_100_000_000L);
        long above = Arrays.stream(delays).filter(each -> each > limit).count();
        assertThat(of(delays).shareAbove(Duration.ofNanos(limit)))
                .as(Seeds.replay(seed))
                .isEqualTo((double) above / delays.length);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.scaler4j.simulation.Seeds#all")
    void theMeanIsBetweenTheShortestAndTheLongest(long seed) {
        long[] delays = random(new SplittableRandom(seed));
        QueueResult result = of(delays);
        assertThat(result.meanDelay())
                .as(Seeds.replay(seed))
                .isBetween(Duration.ofNanos(delays[0]), result.delay(1))
                .isCloseTo(Duration.ofNanos(LongStream.of(delays).sum() / delays.length), Duration.ofNanos(1));
    }

    @Test
    void withoutAMessageNobodyWaited() {
        QueueResult none = of();
        assertThat(none.meanDelay()).isZero();
        assertThat(none.delay(0.95)).isZero();
        assertThat(none.shareAbove(ZERO)).isZero();
        assertThat(none.arrived()).isZero();
    }

    @Test
    void aLimitOfAnyLengthMayBeAskedFor() {
        assertThat(upTo(4).shareAbove(Duration.ofSeconds(Long.MAX_VALUE))).isZero();
        assertThat(upTo(4).shareAbove(ofMillis(-1))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
    void aShareThatIsNoneIsRefused(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> upTo(4).delay(share))
                .withMessage("a share of the messages must be more than 0 and at most 1, was " + share);
    }

    @Test
    void theNumbersAreThoseThatItWasMadeOf() {
        var result = new QueueResult(10, 5, 3, 2, 7, 0.25, new long[] {1_000_000});
        assertThat(result.arrived()).isEqualTo(10);
        assertThat(result.done()).isEqualTo(5);
        assertThat(result.waiting()).isEqualTo(3);
        assertThat(result.underWay()).isEqualTo(2);
        assertThat(result.repeated()).isEqualTo(7);
        assertThat(result.utilization()).isCloseTo(0.25, within(0.0));
    }

    @Test
    @ResourceLock(Resources.LOCALE)
    void theTextIsTheSameInEveryLocale() {
        String text =
                "4 arrived, 4 done, 0 waiting, 0 under way; waited 2 ms on average, 2 ms at p50, 4 ms at p95, 4 ms"
                        + " at p99, 4 ms at most";
        Locale before = Locale.getDefault();
        try {
            assertThat(upTo(4)).hasToString(text);
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(upTo(4)).hasToString(text);
            assertThat(Timeline.text(Duration.ofMillis(3_723_045))).isEqualTo("1:02:03.045");
        } finally {
            Locale.setDefault(before);
        }
    }
}
