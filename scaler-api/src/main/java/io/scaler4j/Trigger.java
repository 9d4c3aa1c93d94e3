package io.scaler4j;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Tolerance;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A scaler with intent: what is wanted of its readings, and above which value it wakes a sleeping target. Immutable,
 * apart from the scaler it holds.
 *
 * <pre>{@code
 * Trigger.of("lag", kafkaLag, averageValue(50)).activatesAbove(5)
 * }</pre>
 */
public final class Trigger {

    private static final Reading UNREAD = Reading.failure(Reading.Failure.Kind.NOT_YET, "not read yet");

    private final Scaler scaler;
    private final Measurement intent;
    private final boolean owned;

    private Trigger(Scaler scaler, Measurement intent, boolean owned) {
        this.scaler = scaler;
        this.intent = intent;
        this.owned = owned;
    }

    /**
     * A trigger that is active above 0.
     *
     * @param name unique among an autoscaler's triggers, not blank; it appears in explanations
     * @param scaler measures; closed with the autoscaler that gets this trigger, see {@link #borrowed()}
     * @param target what is wanted of the readings
     * @return the trigger
     * @throws IllegalArgumentException if the name is blank, or anything is null; the scaler is closed then, as it is
     *     whenever a method of a trigger that owns its scaler refuses its argument
     */
    public static Trigger of(String name, Scaler scaler, MetricTarget target) {
        return orClose(scaler, true, () -> {
            check(name != null && !name.isBlank(), "trigger name must not be blank; it tells triggers apart");
            check(scaler != null, "trigger \"" + name + "\" needs a scaler, was null; give it what measures");
            check(target != null, "trigger \"" + name + "\" needs a target, was null; averageValue(50) is one");
            return new Trigger(scaler, Measurement.of(name, target, UNREAD), true);
        });
    }

    /**
     * The same with an activation threshold. KEDA: {@code activationLagThreshold} and the like.
     *
     * @param threshold the trigger is active while its activation value is strictly above; finite
     * @return a copy
     * @throws IllegalArgumentException if not finite
     */
    public Trigger activatesAbove(double threshold) {
        return with(() -> intent.activatesAbove(threshold));
    }

    /**
     * The same with a tolerance of its own, in place of the policy's.
     *
     * @param ratio at least 0; 0.1 is 10 %
     * @return a copy
     * @throws IllegalArgumentException if negative or not finite
     */
    public Trigger tolerance(double ratio) {
        return with(() -> intent.tolerance(Tolerance.of(ratio)));
    }

    /**
     * The same with a tolerance of its own for each direction, in place of the policy's.
     *
     * @param tolerance how far the ratio of value and target may be from 1
     * @return a copy
     */
    public Trigger tolerance(Tolerance tolerance) {
        return with(() -> {
            check(tolerance != null, "tolerance of trigger \"" + name() + "\" must not be null");
            return intent.tolerance(tolerance);
        });
    }

    /**
     * The same with a count to propose once it has failed for too long. Without one its failures hold the target,
     * however long they last. KEDA: {@code fallback}.
     *
     * @param fallback replaces one given before
     * @return a copy
     */
    public Trigger fallback(Fallback fallback) {
        return with(() -> {
            check(fallback != null, "fallback of trigger \"" + name() + "\" must not be null");
            return intent.fallback(fallback);
        });
    }

    /**
     * The same, but not taking part in activation, and not read while the target sleeps. Utilization targets abstain
     * always: a sleeping target uses nothing.
     *
     * @return a copy
     */
    public Trigger abstains() {
        return new Trigger(scaler, intent.abstains(), owned);
    }

    /**
     * The same with a scaler that stays open when the autoscaler closes, because someone else uses it, too.
     *
     * @return a copy
     */
    public Trigger borrowed() {
        return new Trigger(scaler, intent, false);
    }

    private Trigger with(Supplier<Measurement> changed) {
        return orClose(scaler, owned, () -> new Trigger(scaler, changed.get(), owned));
    }

    private static void check(boolean valid, String sentence) {
        if (!valid) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** A trigger that is refused has nobody else who could close its scaler. */
    private static Trigger orClose(@Nullable Scaler scaler, boolean owned, Supplier<Trigger> trigger) {
        try {
            return trigger.get();
        } catch (RuntimeException e) {
            if (owned && scaler != null) {
                try {
                    scaler.close();
                } catch (RuntimeException | LinkageError | AssertionError suppressed) {
                    e.addSuppressed(suppressed);
                }
            }
            throw e;
        }
    }

    /**
     * The trigger's name.
     *
     * @return not blank
     */
    public String name() {
        return intent.trigger();
    }

    /**
     * What measures.
     *
     * @return the scaler given at construction
     */
    public Scaler scaler() {
        return scaler;
    }

    /**
     * What is wanted of the readings.
     *
     * @return the target
     */
    public MetricTarget target() {
        return intent.target();
    }

    /**
     * Above which value the trigger is active.
     *
     * @return 0 unless said otherwise
     */
    public double activationThreshold() {
        return intent.activationThreshold();
    }

    /**
     * Whether the trigger stays out of activation.
     *
     * @return true for utilization targets, and where said so
     */
    public boolean isAbstaining() {
        return intent.isAbstaining();
    }

    /**
     * Whether the autoscaler closes the scaler.
     *
     * @return true unless {@link #borrowed()}
     */
    public boolean isOwned() {
        return owned;
    }

    /**
     * This trigger's part of an observation, for callers with a loop of their own.
     *
     * @param reading what the scaler read
     * @return the measurement
     */
    public Measurement measure(Reading reading) {
        return intent.with(reading);
    }

    @Override
    public String toString() {
        return "trigger " + name() + ": " + target() + ", active above " + activationThreshold();
    }
}
