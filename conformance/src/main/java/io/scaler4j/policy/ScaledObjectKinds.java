package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.PollingInterval;
import io.scaler4j.spi.TriggerSpec;

/** Words and numbers of a ScaledObject as types of the library. */
final class ScaledObjectKinds {

    private ScaledObjectKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("metric_target_type", ScaledObjectKinds::targetType)
                .evaluate("metric_target", ScaledObjectKinds::target)
                .evaluate("polling_interval", ScaledObjectKinds::pollingInterval);
    }

    private static Result targetType(Fields given) {
        TriggerSpec spec = spec(given);
        MetricTarget target = spec.target(1, "value");
        boolean refused = !spec.problems().isEmpty();
        return Result.of("resolved", refused ? null : target.getClass().getSimpleName())
                .and("error", refused);
    }

    private static Result target(Fields given) {
        TriggerSpec spec = spec(given);
        MetricTarget target = spec.target(given.number("value"), "value");
        if (!spec.problems().isEmpty()) {
            return Result.error(spec.problems().sentences().toString());
        }
        return Result.of(
                        "averageValue",
                        target instanceof MetricTarget.AverageValue average ? average.perReplica() : null)
                .and("value", target instanceof MetricTarget.Value value ? value.total() : null);
    }

    private static TriggerSpec spec(Fields given) {
        return TriggerSpec.builder("any")
                .metricType(given.textIfAny("metricType").orElse(""))
                .build();
    }

    private static Result pollingInterval(Fields given) {
        return Result.of(
                "effectiveSeconds",
                PollingInterval.ofSeconds(given.integerIfAny("pollingIntervalSeconds"))
                        .toSeconds());
    }
}
