package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Arithmetic at the ends of its range, beside whole numbers that have no ends. */
class SaturatingTest {

    private static final long[] EDGES = LongStream.of(
                    0,
                    1,
                    2,
                    3,
                    Integer.MAX_VALUE,
                    1L << 31,
                    1L << 32,
                    3_037_000_499L,
                    3_037_000_500L,
                    1L << 62,
                    Long.MAX_VALUE - 1,
                    Long.MAX_VALUE)
            .flatMap(edge -> LongStream.of(edge, -edge, -edge - 1))
            .toArray();

    private static long clamped(BigInteger exact) {
        return exact.min(BigInteger.valueOf(Long.MAX_VALUE))
                .max(BigInteger.valueOf(Long.MIN_VALUE))
                .longValueExact();
    }

    private static void assertRight(long a, long b) {
        BigInteger one = BigInteger.valueOf(a);
        BigInteger other = BigInteger.valueOf(b);
        assertThat(Saturating.plus(a, b)).as("%d + %d", a, b).isEqualTo(clamped(one.add(other)));
        assertThat(Saturating.times(a, b)).as("%d * %d", a, b).isEqualTo(clamped(one.multiply(other)));
    }

    @Test
    void atTheEdgesItStopsAndElsewhereItIsExact() {
        for (long a : EDGES) {
            for (long b : EDGES) {
                assertRight(a, b);
            }
        }
    }

    @Test
    void ofAnySizeItIsExactOrStops() {
        var random = new SplittableRandom(4711);
        for (int i = 0; i < 20_000; i++) {
            assertRight(random.nextLong() >> random.nextInt(64), random.nextLong() >> random.nextInt(64));
        }
    }

    @Test
    void anIntStopsAtItsOwnEnds() {
        assertThat(Saturating.toInt(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Saturating.toInt(Long.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
        assertThat(Saturating.toInt(1L << 31)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Saturating.toInt(-7)).isEqualTo(-7);
    }
}
