package io.scaler4j.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Proposal;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.Replicas;
import java.util.Optional;

/** Proposals that differ from the controller's on purpose. A rule names both counts, so nothing else passes for it. */
final class KnownDifference {

    static final String SURGE = "within the tolerance the desired count holds, not the reported one";

    private KnownDifference() {}

    /**
     * Why this library proposes something else.
     *
     * @param theirs the controller's proposal; null if it had none
     * @return empty if it should propose the same
     */
    static Optional<String> of(Proposal ours, JsonNode theirs, Replicas replicas) {
        boolean isOneValuePerReplica =
                ours.target() instanceof MetricTarget.AverageValue && ours.reading() instanceof Reading.Value;
        boolean isSurge = isOneValuePerReplica
                && ours.reason() == Reason.WITHIN_TOLERANCE
                && ours.replicas().orElse(-1) == replicas.desired()
                && theirs.isInt()
                && theirs.asInt() == replicas.current();
        return isSurge ? Optional.of(SURGE) : Optional.empty();
    }
}
