package io.scaler4j.testkit;

import io.scaler4j.policy.Decision;
import io.scaler4j.simulation.Run;

/**
 * The way in to the assertions of this package, one static import: {@code import static
 * io.scaler4j.testkit.PolicyAssertions.assertThat;}.
 */
public final class PolicyAssertions {

    private PolicyAssertions() {}

    /**
     * Assertions on a decision.
     *
     * @param decision the decision
     * @return its assertions
     */
    public static DecisionAssert assertThat(Decision decision) {
        return new DecisionAssert(decision);
    }

    /**
     * Assertions on a run.
     *
     * @param run the run
     * @return its assertions
     */
    public static RunAssert assertThat(Run run) {
        return new RunAssert(run);
    }
}
