package io.scaler4j.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How far the ratio of value and target may be from 1 before anything changes; both ends belong to the tolerance.
 *
 * @param up growth starts above {@code 1 + up}
 * @param down shrinking starts below {@code 1 - down}; with 1 or more nothing ever shrinks
 */
public record Tolerance(double up, double down) {

    /** What applies where nothing else is said: 10 % both ways, as in the HPA. */
    public static final Tolerance DEFAULT = new Tolerance(0.1, 0.1);

    /**
     * Checks the ratios.
     *
     * @param up at least 0
     * @param down at least 0
     */
    public Tolerance {
        if (!(up >= 0 && up < Double.POSITIVE_INFINITY && down >= 0 && down < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "tolerance must be a finite ratio of at least 0 (0.1 is 10 %), was up " + up + ", down " + down);
        }
    }

    /**
     * The same in both directions.
     *
     * @param ratio at least 0; 0.1 is 10 %
     * @return the tolerance
     */
    public static Tolerance of(double ratio) {
        return new Tolerance(ratio, ratio);
    }

    /**
     * A direction's ratio as the HPA has it. There it is a quantity, written as whole thousandths (millionths,
     * billionths) and multiplied by a power of ten: 0.7 is 700 times 0.001, a hair more than the closest double.
     */
    static double asQuantity(double ratio) {
        var decimal = BigDecimal.valueOf(ratio).stripTrailingZeros();
        int places = Math.min(9, (Math.max(0, decimal.scale()) + 2) / 3 * 3);
        double whole =
                decimal.setScale(places, RoundingMode.CEILING).unscaledValue().doubleValue();
        return whole * Double.parseDouble("1e-" + places);
    }

    /**
     * Whether a ratio changes nothing.
     *
     * @param ratio value divided by what is wanted; NaN is never within
     * @return true from {@code 1 - down} to {@code 1 + up}
     */
    public boolean covers(double ratio) {
        return 1.0 - down <= ratio && ratio <= 1.0 + up;
    }
}
