package io.scaler4j.cron;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.Tolerance;

/**
 * Asks for a number of replicas while a window is open, and for none while it is closed.
 *
 * <pre>{@code
 * var trigger = CronScaler.of(officeHours, 10).trigger("office hours");
 * }</pre>
 *
 * <p>Use {@link #trigger}: its target is one per replica and its tolerance 0, so that the number is met to the last
 * replica. The largest recommendation of all triggers wins, so this one is a floor while the window is open and has no
 * say while it is closed; to keep a target small, see {@link ScheduledBounds}. A read looks at the request's time
 * alone: it takes no thread, no connection and no clock, and never fails. Immutable and thread-safe.
 */
public final class CronScaler implements Scaler {

    private static final Reading NONE = Reading.of(0);

    private final CronWindow window;
    private final long replicas;
    private final Reading wanted;

    private CronScaler(CronWindow window, long replicas) {
        this.window = window;
        this.replicas = replicas;
        this.wanted = Reading.of((double) replicas);
    }

    /**
     * A scaler for one window.
     *
     * @param window when to ask for replicas
     * @param replicas how many, at least 1; to shut down during a window, take the window's complement
     * @return the scaler, which needs no closing
     * @throws IllegalArgumentException if less than 1
     */
    public static CronScaler of(CronWindow window, long replicas) {
        if (replicas < 1) {
            throw new IllegalArgumentException("desired replicas must be at least 1, was " + replicas
                    + "; for fewer replicas in a window set scheduled bounds");
        }
        return new CronScaler(window, replicas);
    }

    /**
     * Returns a trigger with this scaler: one per replica, without tolerance, active while the window is open.
     *
     * @param name the trigger's name
     * @return a trigger with this scaler
     * @throws IllegalArgumentException if the name is blank
     */
    public Trigger trigger(String name) {
        return Trigger.of(metric(name), this);
    }

    /** What is wanted of the count: all of it. */
    static MetricSpec metric(String name) {
        return MetricSpec.of(name, averageValue(1)).tolerance(Tolerance.of(0));
    }

    /**
     * The number of replicas if the window is open at the request's time, 0 if not.
     *
     * @param request of which the time is looked at, and nothing else
     * @return a complete value
     */
    @Override
    public Reading read(ReadRequest request) {
        return window.isOpen(request.now()) ? wanted : NONE;
    }

    /**
     * When replicas are asked for.
     *
     * @return the window given
     */
    public CronWindow window() {
        return window;
    }

    /**
     * How many are asked for while the window is open.
     *
     * @return at least 1
     */
    public long replicas() {
        return replicas;
    }

    @Override
    public String toString() {
        return replicas + " replicas in the " + window;
    }
}
