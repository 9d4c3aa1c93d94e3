package io.scaler4j.recorder;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Turns as JSON. */
final class TurnFormat {

    private TurnFormat() {}

    /** @param turn one with a decision */
    static void write(JsonGenerator json, Turn turn) throws IOException {
        Observation observation = turn.observation().orElseThrow();
        Decision decision = turn.decision().orElseThrow();
        json.writeStartObject();
        json.writeStringField("at", observation.at().toString());
        write(json, observation.replicas());
        json.writeArrayFieldStart("r");
        for (Measurement measurement : observation.measurements()) {
            ReadingFormat.write(json, measurement.reading());
        }
        json.writeEndArray();
        ReplicaBounds bounds = observation.bounds();
        if (!bounds.equals(ReplicaBounds.none())) {
            json.writeFieldName("b");
            json.writeArray(new int[] {bounds.min(), bounds.max()}, 0, 2);
        }
        if (!observation.control().equals(Control.none())) {
            write(json, observation.control());
        }
        json.writeNumberField("to", decision.to());
        write(json, turn.outcome(), observation.at());
        json.writeStringField("s", Checksum.of(turn.next()));
        json.writeStringField("why", decision.explanation().toLine());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Turn.Outcome outcome, Instant decidedAt) throws IOException {
        if (outcome instanceof Turn.Scaled scaled && scaled.confirmedAt().isAfter(decidedAt)) {
            json.writeStringField("wAt", scaled.confirmedAt().toString());
        } else if (outcome instanceof Turn.NotWritten failed) {
            json.writeBooleanField("w", false);
            json.writeStringField("x", failed.cause().name());
            if (failed.problem().isPresent()) {
                json.writeStringField("e", failed.problem().get().getMessage());
            }
        }
    }

    private static void write(JsonGenerator json, Replicas replicas) throws IOException {
        json.writeFieldName("n");
        if (replicas.equals(Replicas.of(replicas.desired()))) {
            json.writeNumber(replicas.desired());
        } else {
            json.writeArray(new int[] {replicas.desired(), replicas.current(), replicas.ready()}, 0, 3);
        }
    }

    private static void write(JsonGenerator json, Control control) throws IOException {
        json.writeObjectFieldStart("c");
        if (control.isPaused()) {
            json.writeBooleanField("paused", true);
        }
        if (control.pausedAt().isPresent()) {
            json.writeNumberField("at", control.pausedAt().getAsInt());
        }
        if (control.isScaleInPaused()) {
            json.writeBooleanField("in", true);
        }
        if (control.isScaleOutPaused()) {
            json.writeBooleanField("out", true);
        }
        if (control.isActivationForced()) {
            json.writeBooleanField("active", true);
        }
        json.writeEndObject();
    }

    /** @param begins whether it is the first after its header */
    static RecordedTurn read(Fields fields, Segment segment, boolean begins, String place) {
        var observation = Observation.of(fields.instant("at"), replicas(fields), measurements(fields, segment))
                .every(segment.interval())
                .with(bounds(fields))
                .with(fields.has("c") ? control(fields.object("c")) : Control.none());
        return new RecordedTurn(
                segment,
                begins,
                observation,
                fields.count("to"),
                !fields.has("w") || fields.flag("w"),
                fields.has("x") ? Turn.Cause.valueOf(fields.text("x")) : null,
                fields.has("wAt") ? fields.instant("wAt") : null,
                fields.has("e") ? fields.text("e") : null,
                fields.text("s"),
                fields.text("why"),
                place);
    }

    private static Replicas replicas(Fields fields) {
        if (fields.any("n") instanceof Long) {
            return Replicas.of(fields.count("n"));
        }
        int[] counts = numbers(fields, "n", 3);
        return new Replicas(counts[0], counts[1], counts[2]);
    }

    private static List<Measurement> measurements(Fields fields, Segment segment) {
        List<?> readings = fields.list("r");
        if (readings.size() != segment.triggers().size()) {
            throw new IllegalArgumentException("it has " + readings.size() + " readings, and its header "
                    + segment.triggers().size() + " triggers");
        }
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = ReadingFormat.read(readings.get(i));
            measurements.add(segment.triggers().get(i).with(reading));
        }
        return measurements;
    }

    private static ReplicaBounds bounds(Fields fields) {
        if (!fields.has("b")) {
            return ReplicaBounds.none();
        }
        int[] bounds = numbers(fields, "b", 2);
        return new ReplicaBounds(bounds[0], bounds[1]);
    }

    private static int[] numbers(Fields fields, String name, int size) {
        int[] numbers = fields.counts(name);
        if (numbers.length != size) {
            throw new IllegalArgumentException("\"" + name + "\" is not " + size + " numbers");
        }
        return numbers;
    }

    private static Control control(Fields fields) {
        Control control = Control.none().forceActivation(fields.flag("active"));
        if (fields.has("at")) {
            control = control.pauseAt(fields.count("at"));
        } else if (fields.flag("paused")) {
            control = control.pause();
        }
        control = fields.flag("in") ? control.pauseScaleIn() : control;
        return fields.flag("out") ? control.pauseScaleOut() : control;
    }
}
