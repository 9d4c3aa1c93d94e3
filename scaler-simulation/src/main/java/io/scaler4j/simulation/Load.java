package io.scaler4j.simulation;

import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Traffic as a function of the time since it began: what a trigger would read. Pure: the same time gives the same
 * reading, so runs can be repeated.
 *
 * <pre>{@code
 * Load.constant(800).then(ofMinutes(2), 0)
 * Load.diurnal(20, 400, 0.3).withPoissonNoise(42).failing(ofHours(9), ofHours(10))
 * }</pre>
 */
@FunctionalInterface
public non-sealed interface Load extends Traffic {

    /**
     * What is read.
     *
     * @param elapsed since the beginning, at least 0
     * @return a value, or a failure
     */
    Reading at(Duration elapsed);

    /**
     * Any function of time.
     *
     * @param value of the time since the beginning
     * @return a load
     */
    static Load of(ToDoubleFunction<Duration> value) {
        return elapsed -> Reading.of(value.applyAsDouble(elapsed));
    }

    /**
     * The same value at all times.
     *
     * @param value the value
     * @return a load
     */
    static Load constant(double value) {
        return of(elapsed -> value);
    }

    /**
     * The same value at all times, as {@link #constant(double)}, with a number of any type. Kotlin needs this, which
     * makes no {@code Double} of an {@code Int}.
     *
     * @param value the value, taken as a double
     * @return a load
     */
    static Load constant(Number value) {
        Objects.requireNonNull(value, "value must not be null; give the value at all times");
        return constant(value.doubleValue());
    }

    /**
     * A straight line, and its end from then on.
     *
     * @param from at the beginning
     * @param to at the end and later
     * @param over how long it takes, more than 0
     * @return a load
     */
    static Load ramp(double from, double to, Duration over) {
        Shapes.checkPositive("duration of a ramp", over);
        return of(elapsed -> Shapes.ramp(from, to, Shapes.ratio(elapsed, over)));
    }

    /**
     * A sine that begins at its mean and rises.
     *
     * @param mean around which it swings
     * @param amplitude how far
     * @param period more than 0
     * @return a load
     */
    static Load sine(double mean, double amplitude, Duration period) {
        Shapes.checkPositive("period of a sine", period);
        return of(elapsed -> mean + amplitude * Math.sin(2 * Math.PI * Shapes.ratio(elapsed, period)));
    }

    /**
     * A day's rhythm: lowest at 04:00, highest at 16:00, along a cosine. The beginning is a Monday's midnight.
     *
     * @param low at night
     * @param high in the afternoon
     * @param weekend factor for Saturday and Sunday; 1 for none
     * @return a load
     */
    static Load diurnal(double low, double high, double weekend) {
        return of(elapsed -> Shapes.diurnal(low, high, weekend, elapsed));
    }

    /**
     * Bursts at regular intervals, the first at the beginning.
     *
     * @param base in between
     * @param burst while one lasts
     * @param every from start to start, more than 0
     * @param lasting how long each is, more than 0
     * @return a load
     */
    static Load bursts(double base, double burst, Duration every, Duration lasting) {
        Shapes.checkPositive("interval of bursts", every);
        Shapes.checkPositive("length of a burst", lasting);
        return of(elapsed -> elapsed.toNanos() % every.toNanos() < lasting.toNanos() ? burst : base);
    }

    /**
     * A crowd that comes at once and leaves little by little: a straight line up, then half of what is left per half
     * life.
     *
     * @param base before and long after
     * @param peak the highest value
     * @param rise how long it takes to get there, more than 0
     * @param halfLife of what is above the base, more than 0
     * @return a load
     */
    static Load flashCrowd(double base, double peak, Duration rise, Duration halfLife) {
        Shapes.checkPositive("rise of a flash crowd", rise);
        Shapes.checkPositive("half life of a flash crowd", halfLife);
        return of(elapsed -> elapsed.compareTo(rise) < 0
                ? Shapes.ramp(base, peak, Shapes.ratio(elapsed, rise))
                : base + (peak - base) * Math.pow(0.5, Shapes.ratio(elapsed.minus(rise), halfLife)));
    }

    /**
     * This load for a while, then another from its own beginning.
     *
     * @param after how long this one lasts, at least 0
     * @param next what follows
     * @return a load
     */
    default Load then(Duration after, Load next) {
        return elapsed -> elapsed.compareTo(after) < 0 ? at(elapsed) : next.at(elapsed.minus(after));
    }

    /**
     * This load for a while, then a value.
     *
     * @param after how long this one lasts, at least 0
     * @param value what follows
     * @return a load
     */
    default Load then(Duration after, double value) {
        return then(after, constant(value));
    }

    /**
     * This load for a while, then a value, as {@link #then(Duration, double)}, with a number of any type.
     *
     * @param after how long this one lasts, at least 0
     * @param value what follows, taken as a double
     * @return a load
     */
    default Load then(Duration after, Number value) {
        return then(after, constant(value));
    }

    /**
     * This load as the mean of a Poisson distribution, as when independent clients come by chance. Each time has its
     * own random number, made of the seed and the time, so a run can be repeated and its steps read in any order.
     *
     * @param seed tells one run of luck from another
     * @return a load of whole numbers; failures stay failures
     */
    default Load withPoissonNoise(long seed) {
        return elapsed -> at(elapsed) instanceof Reading.Value value
                ? Reading.of(Poisson.draw(value.activationValue(), seed, elapsed))
                : at(elapsed);
    }

    /**
     * This load, with a time in which the source cannot be reached.
     *
     * @param from when it begins to fail
     * @param to when it answers again
     * @return a load
     */
    default Load failing(Duration from, Duration to) {
        return elapsed -> elapsed.compareTo(from) >= 0 && elapsed.compareTo(to) < 0
                ? Reading.failure(
                        Reading.Failure.Kind.UNAVAILABLE, "the load was told to fail from " + from + " to " + to)
                : at(elapsed);
    }

    /**
     * This load as a scaler, to drive a real {@link io.scaler4j.Autoscaler} on {@link VirtualTime}.
     *
     * @param start when the load begins; before, it is what it is at the beginning
     * @return a scaler that goes by the time of the request
     */
    default Scaler asScaler(Instant start) {
        return request -> {
            Duration elapsed = Duration.between(start, request.now());
            return at(elapsed.isNegative() ? Duration.ZERO : elapsed);
        };
    }
}
