package io.scaler4j.recorder;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Readings as JSON: a number of thousandths where that is all there is to say, else an object. */
final class ReadingFormat {

    private ReadingFormat() {}

    static void write(JsonGenerator json, Reading reading) throws IOException {
        if (reading instanceof Reading.Value value) {
            writeValue(json, value);
        } else if (reading instanceof Reading.Samples samples) {
            SamplesFormat.write(json, samples);
        } else if (reading instanceof Reading.Failure failure) {
            json.writeStartObject();
            json.writeStringField("x", failure.kind().name());
            json.writeStringField("m", failure.message());
            json.writeEndObject();
        }
    }

    static Reading read(Object json) {
        if (json instanceof Long milli) {
            return Reading.valueOfMilli(milli).build();
        }
        Fields fields = Fields.as(Fields.class, json, "r", "list of readings");
        if (fields.has("x")) {
            return Reading.failure(Reading.Failure.Kind.valueOf(fields.text("x")), fields.text("m"));
        }
        return fields.has("of") ? SamplesFormat.read(fields) : readValue(fields);
    }

    private static void writeValue(JsonGenerator json, Reading.Value value) throws IOException {
        if (value.equals(Reading.valueOfMilli(value.milli()).build())) {
            json.writeNumber(value.milli());
            return;
        }
        json.writeStartObject();
        json.writeNumberField("v", value.milli());
        if (Double.compare(value.activationValue(), MilliUnits.toDouble(value.milli())) != 0) {
            json.writeNumberField("a", value.activationValue());
        }
        if (value.isLowerBound()) {
            json.writeBooleanField("least", true);
        }
        writeLimits(json, value.limits());
        if (value.target().isPresent()) {
            json.writeObjectFieldStart("t");
            TriggerFormat.writeTarget(json, value.target().get());
            json.writeEndObject();
        }
        if (value.measuredAt().isPresent()) {
            json.writeStringField("at", value.measuredAt().get().toString());
        }
        if (!value.details().isEmpty()) {
            json.writeArrayFieldStart("d"); // names of fields may not have all that a text may
            for (Map.Entry<String, Double> detail : new TreeMap<>(value.details()).entrySet()) {
                json.writeString(detail.getKey());
                json.writeNumber(detail.getValue());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writeLimits(JsonGenerator json, ReplicaLimits limits) throws IOException {
        int[] allowed = limits.allowedCounts();
        if (allowed.length > 0) {
            json.writeFieldName("only");
            json.writeArray(allowed, 0, allowed.length);
        } else if (!limits.equals(ReplicaLimits.none())) {
            json.writeNumberField("max", limits.usefulMaximum());
        }
    }

    private static Reading readValue(Fields fields) {
        Reading.Value.Builder value = Reading.valueOfMilli(fields.number("v"));
        fields.maybe("a", fields::real).ifPresent(value::activatingOn);
        if (fields.flag("least")) {
            value.lowerBound();
        }
        fields.maybe("max", fields::count).map(ReplicaLimits::atMost).ifPresent(value::limits);
        fields.maybe("only", fields::counts).map(ReplicaLimits::only).ifPresent(value::limits);
        fields.maybe("t", fields::object).map(TriggerFormat::target).ifPresent(value::target);
        fields.maybe("at", fields::instant).ifPresent(value::measuredAt);
        fields.maybe("d", fields::list).map(ReadingFormat::details).ifPresent(value::details);
        return value.build();
    }

    private static Map<String, Double> details(List<?> namesAndNumbers) {
        var details = new LinkedHashMap<String, Double>();
        for (int i = 0; i + 1 < namesAndNumbers.size(); i += 2) {
            String name = Fields.as(String.class, namesAndNumbers.get(i), "d", "list of names and numbers");
            details.put(name, Fields.asReal(namesAndNumbers.get(i + 1), "d"));
        }
        return details;
    }
}
