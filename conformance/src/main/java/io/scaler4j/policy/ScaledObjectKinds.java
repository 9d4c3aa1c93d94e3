package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.PollingInterval;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;

/** Words and numbers of a ScaledObject as types of the library. */
final class ScaledObjectKinds {

    private static final Option<Double> VALUE = Option.number("value", 1);

    private ScaledObjectKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("metric_target_type", ScaledObjectKinds::targetType)
                .evaluate("metric_target", ScaledObjectKinds::target)
                .evaluate("polling_interval", ScaledObjectKinds::pollingInterval);
    }

    private static Result targetType(Fields given) {
        OptionReader reader = reader(given);
        MetricTarget target = reader.target(1, VALUE);
        boolean refused = !reader.problems().isEmpty();
        return Result.of("resolved", refused ? null : target.getClass().getSimpleName())
                .and("error", refused);
    }

    private static Result target(Fields given) {
        OptionReader reader = reader(given);
        MetricTarget target = reader.target(given.number("value"), VALUE);
        if (!reader.problems().isEmpty()) {
            return Result.error(reader.problems().sentences().toString());
        }
        return Result.of(
                        "averageValue",
                        target instanceof MetricTarget.AverageValue average ? average.perReplica() : null)
                .and("value", target instanceof MetricTarget.Value value ? value.total() : null);
    }

    private static OptionReader reader(Fields given) {
        return OptionReader.of(
                TriggerSpec.builder("any")
                        .metricType(given.textIfAny("metricType").orElse(""))
                        .build(),
                List.of(VALUE));
    }

    private static Result pollingInterval(Fields given) {
        return Result.of(
                "effectiveSeconds",
                PollingInterval.ofSeconds(given.integerIfAny("pollingIntervalSeconds"))
                        .toSeconds());
    }
}
