package io.scaler4j.cpu;

import io.scaler4j.config.Masking;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.TriggerSpec;

/**
 * The wanted number of a trigger of type {@code cpu} or {@code memory}, from its {@code metricType} and {@code value}.
 */
final class ResourceTarget {

    static final Option<String> VALUE = Option.expression("value")
            .required()
            .says(
                    "With metric type `Utilization` whole percent of the request, such as `50`; with `AverageValue` cores or"
                            + " bytes per replica, such as `500m` or `128Mi`.");
    static final Option<String> TYPE =
            Option.removed("type", "set the trigger's metricType to Utilization or AverageValue");

    private static final MetricTarget NONE = MetricTarget.utilization(1);

    private ResourceTarget() {}

    /** The target; if it is wrong, any other and a problem. */
    static MetricTarget read(OptionReader given) {
        String value = given.get(VALUE);
        TriggerSpec spec = given.spec();
        return switch (spec.metricType()) {
            case "Utilization" -> value.isEmpty() ? NONE : utilization(value, given);
            case "AverageValue" -> value.isEmpty() ? NONE : averageValue(value, given);
            default -> {
                given.problems()
                        .add("metricType must be Utilization or AverageValue for type " + spec.type() + ", was "
                                + Masking.quote(spec.metricType()));
                yield NONE;
            }
        };
    }

    private static MetricTarget utilization(String value, OptionReader given) {
        try {
            int percent = Integer.parseInt(value); // 32 bits, as in the HPA
            if (percent >= 1) {
                return MetricTarget.utilization(percent);
            }
        } catch (NumberFormatException e) {
            // no whole number, or too large a one: the sentence below
        }
        given.problems()
                .add("value must be a whole number of percent, at least 1 and without a percent sign, was "
                        + Masking.unexpected(value));
        return NONE;
    }

    private static MetricTarget averageValue(String value, OptionReader given) {
        try {
            long milli = Quantity.parse(value).milli();
            if (milli > 0) {
                return MetricTarget.averageValue(milli / 1000.0);
            }
            given.problems().add("value must be more than 0, was " + Masking.unexpected(value));
        } catch (IllegalArgumentException e) {
            given.problems().add("value " + e.getMessage());
        }
        return NONE;
    }
}
