package io.scaler4j.metric;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Metric values as the Horizontal Pod Autoscaler calculates with them: whole thousandths in 64 bits.
 *
 * <p>A number becomes milli-units by rounding its exact decimal expansion to three decimals, half to even, as KEDA does
 * when it serves a metric ({@code %.3f}). What does not fit saturates at {@link Long#MAX_VALUE} or
 * {@link Long#MIN_VALUE}; nothing wraps.
 */
public final class MilliUnits {

    private static final double LARGEST_EXACT = 1L << 52;
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);

    private MilliUnits() {}

    /**
     * Rounds a number to thousandths.
     *
     * @param value any finite number
     * @return the number in thousandths, saturated
     * @throws IllegalArgumentException if the value is NaN or infinite; such a value is a failure, never a number
     */
    public static long of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("only finite numbers have milli-units, was " + value);
        }
        double scaled = value * 1000;
        double rounded = Math.rint(scaled);
        boolean farFromTie = Math.abs(Math.abs(scaled - rounded) - 0.5) > 1e-3;
        if (farFromTie && Math.abs(scaled) < LARGEST_EXACT / 4096) {
            return (long) rounded; // the product errs by less than 1e-4 here, so it cannot cross a tie
        }
        return exact(value);
    }

    private static long exact(double value) {
        BigDecimal milli = new BigDecimal(value).movePointRight(3).setScale(0, RoundingMode.HALF_EVEN);
        return milli.min(MAX).max(MIN).longValueExact();
    }

    /**
     * The number that milli-units stand for.
     *
     * @param milli thousandths
     * @return the nearest double
     */
    public static double toDouble(long milli) {
        return milli / 1000.0;
    }

    /**
     * Milli-units as text without needless zeros: {@code 740}, {@code 0.5}, {@code 12.125}.
     *
     * @param milli thousandths
     * @return a plain decimal number
     */
    public static String toText(long milli) {
        return milli % 1000 == 0
                ? Long.toString(milli / 1000)
                : BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString();
    }
}
