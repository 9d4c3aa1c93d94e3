package io.scaler4j.recorder;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Samples as JSON, each replica with all that is known of it. */
final class SamplesFormat {

    private SamplesFormat() {}

    static void write(JsonGenerator json, Reading.Samples samples) throws IOException {
        json.writeStartObject();
        json.writeStringField("of", samples.resource().name());
        json.writeStringField("init", samples.initializationPeriod().toString());
        json.writeStringField("delay", samples.readinessDelay().toString());
        json.writeArrayFieldStart("p");
        for (ReplicaSample replica : samples.replicas()) {
            write(json, replica);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ReplicaSample replica) throws IOException {
        json.writeStartObject();
        json.writeStringField("n", replica.name());
        if (replica.phase() != ReplicaSample.Phase.RUNNING) {
            json.writeStringField("ph", replica.phase().name());
        }
        if (replica.terminating()) {
            json.writeBooleanField("end", true);
        }
        if (replica.ready().isPresent() && replica.readyChangedAt().isPresent()) {
            json.writeBooleanField("ready", replica.ready().get());
            json.writeStringField("rAt", replica.readyChangedAt().get().toString());
        }
        if (replica.startedAt().isPresent()) {
            json.writeStringField("st", replica.startedAt().get().toString());
        }
        if (replica.usageMilli().isPresent() && replica.sampledAt().isPresent()) {
            json.writeNumberField("u", replica.usageMilli().getAsLong());
            json.writeStringField("uAt", replica.sampledAt().get().toString());
            json.writeStringField("win", replica.window().toString());
        }
        if (replica.requestMilli().isPresent()) {
            json.writeNumberField("req", replica.requestMilli().getAsLong());
        }
        json.writeEndObject();
    }

    static Reading read(Fields fields) {
        List<ReplicaSample> replicas = new ArrayList<>();
        for (Object replica : fields.list("p")) {
            replicas.add(replica(Fields.as(Fields.class, replica, "p", "list of replicas")));
        }
        return Reading.samples(Resource.valueOf(fields.text("of")), replicas)
                .startingUp(fields.duration("init"), fields.duration("delay"));
    }

    private static ReplicaSample replica(Fields fields) {
        ReplicaSample.Builder replica = ReplicaSample.builder(fields.text("n"));
        fields.maybe("ph", fields::text).map(ReplicaSample.Phase::valueOf).ifPresent(replica::phase);
        if (fields.flag("end")) {
            replica.terminating();
        }
        if (fields.has("ready")) {
            replica.ready(fields.flag("ready"), fields.instant("rAt"));
        }
        fields.maybe("st", fields::instant).ifPresent(replica::startedAt);
        if (fields.has("u")) {
            replica.usage(fields.number("u"), fields.instant("uAt"), fields.duration("win"));
        }
        fields.maybe("req", fields::number).ifPresent(replica::requestMilli);
        return replica.build();
    }
}
