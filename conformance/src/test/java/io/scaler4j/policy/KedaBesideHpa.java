package io.scaler4j.policy;

import java.util.List;

/**
 * Two controllers on one target, each with a state of its own: KEDA's loop looks first, and what it leaves alone is the
 * HPA's, which sees no target at 0 and knows nothing of KEDA's writes.
 */
public final class KedaBesideHpa {

    private final PolicySettings keda;
    private final PolicySettings hpa;
    private ScalingState kedas = ScalingState.initial();
    private ScalingState hpas = ScalingState.initial();

    /**
     * @param keda with KEDA's bounds
     * @param hpa with the bounds of the HPA that KEDA makes, whose minimum is at least 1
     */
    public KedaBesideHpa(ScalingPolicy keda, ScalingPolicy hpa) {
        this.keda = ((StagedPolicy) keda).settings();
        this.hpa = ((StagedPolicy) hpa).settings();
    }

    /**
     * One turn.
     *
     * @param written whether a write succeeds
     * @return the count that one of the two wants
     */
    public int decide(Observation observation, boolean written) {
        seedHpa(observation);
        Decision activation = new Evaluation(keda, kedas, observation).activationAlone();
        kedas = activation.next(written);
        if (activation.changes() || observation.replicas().desired() == 0) {
            return activation.to();
        }
        Decision rescaled = new Evaluation(hpa, hpas, observation).rescale();
        hpas = rescaled.next(written);
        return rescaled.to();
    }

    /** The HPA takes the count at first sight for a recommendation, even if it is 0. */
    private void seedHpa(Observation observation) {
        if (hpas.equals(ScalingState.initial())) {
            long at = Micros.of(observation.at());
            Recommendations seed =
                    Recommendations.startingWith(observation.replicas().desired(), at);
            hpas = Given.state(at, ScalingState.NEVER, false, seed, List.of());
        }
    }
}
