package io.scaler4j.testkit;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Explanation;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.Stage;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a {@link Decision}. What fails prints the walk. */
public final class DecisionAssert extends AbstractAssert<DecisionAssert, Decision> {

    DecisionAssert(Decision decision) {
        super(decision, DecisionAssert.class);
    }

    /**
     * The decided count.
     *
     * @param replicas the count wanted
     * @return this
     */
    public DecisionAssert leadsTo(int replicas) {
        isNotNull();
        if (actual.to() != replicas) {
            throw failure("expected a decision for %d replicas, was for %d:%n%s", replicas, actual.to(), walk());
        }
        return this;
    }

    /**
     * The decision changes nothing.
     *
     * @return this
     */
    public DecisionAssert holds() {
        isNotNull();
        return leadsTo(actual.from());
    }

    /**
     * Why the count is what it is.
     *
     * @param reason that of the constraint that decided
     * @return this
     */
    public DecisionAssert because(Reason reason) {
        isNotNull();
        Explanation.Binding binding = actual.explanation().binding();
        if (binding.reason() != reason) {
            throw failure(
                    "expected %s to decide, was %s of %s:%n%s", reason, binding.reason(), binding.stage(), walk());
        }
        return this;
    }

    /**
     * A stage keeps the count from being another.
     *
     * @param stage that of the constraint that decided
     * @return this
     */
    public DecisionAssert isHeldBy(Stage stage) {
        isNotNull();
        Explanation.Binding binding = actual.explanation().binding();
        if (binding.stage() != stage || binding.without() == actual.to()) {
            throw failure(
                    "expected %s to hold the count back, but %s of %s decided, and the count without it is %d:%n%s",
                    stage, binding.reason(), binding.stage(), binding.without(), walk());
        }
        return this;
    }

    private String walk() {
        return actual.explanation().toString();
    }
}
