package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One turn of a real autoscaler, for cases in which the target itself fails. The policy decides on the observation of
 * the case.
 *
 * @param decision empty if the target could not be read
 * @param written the counts that the target accepted
 * @param confirmed whether nothing went wrong
 * @param state what the autoscaler goes on with
 */
record OneTurn(Optional<Decision> decision, List<Integer> written, boolean confirmed, ScalingState state) {

    /** What the target of a case does. */
    enum Target {
        WORKS,
        CANNOT_BE_READ,
        CANNOT_BE_WRITTEN
    }

    static OneTurn of(ScalingPolicy policy, Observation observation, ScalingState state, Target behavior) {
        var written = new ArrayList<Integer>();
        ScaleTarget target = new ScaleTarget() {
            @Override
            public Replicas replicas() {
                refuseIf(behavior == Target.CANNOT_BE_READ);
                return observation.replicas();
            }

            @Override
            public void scaleTo(int count, Decision why) {
                refuseIf(behavior == Target.CANNOT_BE_WRITTEN);
                written.add(count);
            }
        };
        try (var autoscaler = Autoscaler.builder("case")
                .target(target)
                .policy((before, seen) -> policy.decide(before, observation))
                .trigger(Trigger.of("metric", request -> Reading.of(0), averageValue(1)))
                .state(state)
                .time(() -> Given.NOW)
                .scheduler((task, delay) -> () -> {})
                .executor(Runnable::run)
                .build()) {
            return turn(autoscaler, written);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static OneTurn turn(Autoscaler autoscaler, List<Integer> written) throws InterruptedException {
        try {
            Decision decision = autoscaler.evaluate();
            boolean confirmed = decision.changes() != written.isEmpty();
            return new OneTurn(Optional.of(decision), written, confirmed, autoscaler.state());
        } catch (ScaleTargetException e) {
            return new OneTurn(Optional.empty(), written, false, autoscaler.state());
        }
    }

    private static void refuseIf(boolean fails) {
        if (fails) {
            throw new IllegalStateException("the target of this case fails");
        }
    }
}
