package io.scaler4j.policy;

import io.scaler4j.metric.Reading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all triggers of one observation ask for, and how long each has failed; it says so in the steps they cause. */
final class Recommendations implements Function<Step, String> {

    /** One for each measurement, and that of the composite, if there is one, as the last. */
    private final Recommendation[] all;

    private final int measured;
    private final List<FailureRun> failures;

    private Recommendations(Recommendation[] all, int measured, List<FailureRun> failures) {
        this.all = all;
        this.measured = measured;
        this.failures = failures;
    }

    /**
     * A failure is counted where a fallback waits for it; a run without a fallback stays as it is.
     *
     * @param unread the time since the last turn
     */
    static Recommendations of(
            PolicySettings settings, Observation observation, List<FailureRun> before, long at, long unread) {
        Composite composite = settings.composite();
        Tolerance tolerance = settings.tolerance();
        Replicas replicas = observation.replicas();
        List<Measurement> measurements = observation.measurements();
        int measured = measurements.size();
        var all = new Recommendation[composite == null ? measured : measured + 1];
        List<FailureRun> after = List.of();
        for (int i = 0; i < measured; i++) {
            Measurement measurement = measurements.get(i);
            Recommendation recommendation = composite != null && composite.replaces(measurement)
                    ? Recommendation.replaced(measurement)
                    : TriggerCalculator.recommend(
                            measurement, replicas, tolerance, instant(measurement, observation, at));
            FailureRun run = before.isEmpty() ? null : FailureRun.of(measurement.trigger(), before);
            Fallback fallback = measurement.fallbackOrNull();
            if (fallback == null) {
                all[i] = recommendation;
                after = FailureRun.plus(after, run);
            } else {
                FailureRun next = after(recommendation, run, at, unread);
                if (next != null && fallback.isEngagedBy(next, at)) {
                    recommendation = recommendation.coveredBy(fallback, next.failures(), replicas);
                }
                all[i] = recommendation;
                after = FailureRun.plus(after, next);
            }
        }
        if (composite != null) {
            all[measured] = CompositeCalculator.recommend(
                    composite, Arrays.asList(all).subList(0, measured), replicas, tolerance);
        }
        return new Recommendations(all, measured, after);
    }

    /**
     * What is left of a trigger's run of failures after a reading.
     *
     * @param unread the time since the last turn
     */
    private static @Nullable FailureRun after(
            Recommendation recommendation, @Nullable FailureRun run, long at, long unread) {
        if (!recommendation.isFailed()) {
            return null;
        }
        if (recommendation.isNotYet()) {
            return run == null ? null : run.later(unread);
        }
        return run == null ? new FailureRun(recommendation.trigger(), 1, at) : run.plusOne();
    }

    /** Only samples need it. Usually it is that of the observation, to the microsecond. */
    private static Instant instant(Measurement measurement, Observation observation, long at) {
        if (!(measurement.reading() instanceof Reading.Samples)) {
            return Instant.EPOCH;
        }
        return Micros.of(observation.at()) == at
                ? observation.at().truncatedTo(ChronoUnit.MICROS)
                : Micros.toInstant(at);
    }

    /** One for each measurement. */
    List<Recommendation> ofTriggers() {
        return List.of(measured == all.length ? all : Arrays.copyOf(all, measured));
    }

    /** Null without a composite. */
    @Nullable
    Recommendation composite() {
        return measured < all.length ? all[measured] : null;
    }

    List<FailureRun> failures() {
        return failures;
    }

    Activity activity() {
        return Activity.of(all);
    }

    /** The largest; the first of equals; null if no reading could be used. */
    @Nullable
    Recommendation best() {
        Recommendation best = null;
        for (Recommendation recommendation : all) {
            if (recommendation.isUsable() && (best == null || recommendation.count() > best.count())) {
                best = recommendation;
            }
        }
        return best;
    }

    /** Whether every reading is there and whole, or covered by a fallback. */
    boolean allowShrinking() {
        for (Recommendation recommendation : all) {
            if (!recommendation.allowsShrinking()) {
                return false;
            }
        }
        return true;
    }

    String whatIsActive(Control control) {
        return Arrays.stream(all)
                .filter(Recommendation::isActive)
                .map(Recommendation::activity)
                .findFirst()
                .orElse(control.isActivationForced() ? "activation is forced" : "every trigger abstains");
    }

    /** Why a step led to what the largest recommendation asks for, or held without it. */
    @Override
    public String apply(Step step) {
        Recommendation best = best();
        boolean held = step.reason() == Reason.FAILED_READING || step.reason() == Reason.UNKNOWN;
        return held || best == null ? whatFailed() : best.because();
    }

    private String whatFailed() {
        if (all.length == 0) {
            return "nothing was measured, holding";
        }
        return Arrays.stream(all)
                .filter(recommendation -> !recommendation.allowsShrinking())
                .map(Recommendation::because)
                .collect(Collectors.joining(", ", "", ", holding"));
    }
}
