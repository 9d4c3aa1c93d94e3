package io.scaler4j.recorder;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.FallbackBehavior;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Tolerance;
import java.io.IOException;
import java.util.List;

/** What is wanted of a trigger, as JSON: a measurement without its reading. */
final class TriggerFormat {

    private static final Reading NONE = Reading.of(0);

    private TriggerFormat() {}

    /** Equal for all measurements of a trigger. */
    static Measurement intent(Measurement measurement) {
        return measurement.with(NONE);
    }

    static void write(JsonGenerator json, Measurement trigger) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", trigger.trigger());
        writeTarget(json, trigger.target());
        if (Double.compare(trigger.activationThreshold(), 0) != 0) {
            json.writeNumberField("activatesAbove", trigger.activationThreshold());
        }
        if (trigger.tolerance().isPresent()) {
            Tolerance tolerance = trigger.tolerance().get();
            json.writeFieldName("tolerance");
            json.writeArray(new double[] {tolerance.up(), tolerance.down()}, 0, 2);
        }
        if (trigger.isAbstaining()) {
            json.writeBooleanField("abstains", true);
        }
        if (trigger.fallback().isPresent()) {
            json.writeFieldName("fallback");
            write(json, trigger.fallback().get());
        }
        json.writeEndObject();
    }

    static void writeTarget(JsonGenerator json, MetricTarget target) throws IOException {
        if (target instanceof MetricTarget.AverageValue average) {
            json.writeNumberField("averageValue", average.perReplica());
        } else if (target instanceof MetricTarget.Value value) {
            json.writeNumberField("value", value.total());
        } else if (target instanceof MetricTarget.Utilization utilization) {
            json.writeNumberField("utilization", utilization.percent());
        }
    }

    private static void write(JsonGenerator json, Fallback fallback) throws IOException {
        json.writeStartObject();
        json.writeNumberField("replicas", fallback.replicas());
        json.writeStringField("behavior", fallback.behavior().name());
        json.writeNumberField("failures", fallback.failureThreshold());
        if (fallback.failingFor().isPresent()) {
            json.writeStringField("failingFor", fallback.failingFor().get().toString());
        }
        json.writeEndObject();
    }

    static Measurement read(Fields fields) {
        Measurement trigger = Measurement.of(fields.text("name"), target(fields), NONE);
        if (fields.has("activatesAbove")) {
            trigger = trigger.activatesAbove(fields.real("activatesAbove"));
        }
        if (fields.has("tolerance")) {
            trigger = trigger.tolerance(tolerance(fields.list("tolerance")));
        }
        if (fields.flag("abstains")) {
            trigger = trigger.abstains();
        }
        return fields.has("fallback") ? trigger.fallback(fallback(fields.object("fallback"))) : trigger;
    }

    static MetricTarget target(Fields fields) {
        if (fields.has("averageValue")) {
            return MetricTarget.averageValue(fields.real("averageValue"));
        }
        return fields.has("value")
                ? MetricTarget.value(fields.real("value"))
                : MetricTarget.utilization(fields.count("utilization"));
    }

    private static Tolerance tolerance(List<?> upAndDown) {
        if (upAndDown.size() != 2) {
            throw new IllegalArgumentException("\"tolerance\" is not two numbers");
        }
        return new Tolerance(
                Fields.asReal(upAndDown.get(0), "tolerance"), Fields.asReal(upAndDown.get(1), "tolerance"));
    }

    private static Fallback fallback(Fields fields) {
        Fallback fallback = Fallback.replicas(fields.count("replicas"))
                .behavior(FallbackBehavior.valueOf(fields.text("behavior")))
                .afterFailures(fields.count("failures"));
        return fields.has("failingFor") ? fallback.afterFailingFor(fields.duration("failingFor")) : fallback;
    }
}
