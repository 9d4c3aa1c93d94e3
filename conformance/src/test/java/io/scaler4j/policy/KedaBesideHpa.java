package io.scaler4j.policy;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.List;

/**
 * Two controllers on one target, each with its own state: KEDA's loop looks first, and what it leaves alone is the
 * HPA's, which sees no target at 0 and knows nothing of KEDA's writes.
 */
public final class KedaBesideHpa {

    private static final MetricTarget ONE_PER_REPLICA = MetricTarget.averageValue(1);
    private static final ScalingRules NO_WINDOW =
            ScalingRules.builder().stabilizationWindow(Duration.ZERO).build();

    private final ScalingPolicy keda;
    private final ScalingPolicy hpa;
    private ScalingState kedas = ScalingState.initial();
    private ScalingState hpas = ScalingState.initial();

    /**
     * @param keda with KEDA's bounds, but without a maximum
     * @param hpa with the bounds of the HPA that KEDA makes, whose minimum is at least 1
     */
    public KedaBesideHpa(ScalingPolicy.Builder keda, ScalingPolicy hpa) {
        this.keda = keda.scaleUp(NO_WINDOW).scaleDown(NO_WINDOW).build();
        this.hpa = hpa;
    }

    /**
     * One turn.
     *
     * @param written whether a write succeeds
     * @return the count that one of the two wants
     */
    public int decide(Observation observation, boolean written) {
        seedHpa(observation);
        Decision activation = keda.decide(kedas, withoutMetrics(observation));
        kedas = activation.next(written);
        if (activation.changes() || observation.replicas().desired() == 0) {
            return activation.to();
        }
        Decision rescaled = hpa.decide(hpas, observation);
        hpas = rescaled.next(written);
        return rescaled.to();
    }

    /**
     * KEDA's loop knows what is active. What there is to do is the HPA's, so here it is right for the current count.
     */
    private static Observation withoutMetrics(Observation observation) {
        int current = observation.replicas().desired();
        List<Measurement> measurements = observation.measurements().stream()
                .map(one -> one.reading() instanceof Reading.Value value
                        ? Measurement.of(
                                one.trigger(),
                                ONE_PER_REPLICA,
                                Reading.value(current)
                                        .activatingOn(value.activationValue())
                                        .build())
                        : one)
                .toList();
        return Observation.of(observation.at(), observation.replicas(), measurements)
                .every(observation.interval());
    }

    /** The HPA takes the count at first sight for a recommendation, even if it is 0. */
    private void seedHpa(Observation observation) {
        if (hpas.equals(ScalingState.initial())) {
            long at = Micros.of(observation.at());
            RecommendationHistory seed =
                    RecommendationHistory.startingWith(observation.replicas().desired(), at);
            hpas = Given.state(at, ScalingState.NEVER, false, seed, List.of());
        }
    }
}
