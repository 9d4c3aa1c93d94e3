package io.scaler4j.recorder;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.ScalingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Headers as JSON. */
final class SegmentFormat {

    static final int VERSION = 1;

    private static final String MARK = "scaler4j-recording";

    private SegmentFormat() {}

    static boolean isHeader(Fields fields) {
        return fields.has(MARK);
    }

    static long version(Fields fields) {
        return fields.number(MARK);
    }

    static void write(JsonGenerator json, Segment segment) throws IOException {
        json.writeStartObject();
        json.writeNumberField(MARK, VERSION);
        json.writeStringField("autoscaler", segment.autoscaler());
        if (segment.policy() != null) {
            json.writeStringField("policy", segment.policy());
        }
        json.writeStringField("interval", segment.interval().toString());
        json.writeStringField("state", segment.state().toText());
        json.writeArrayFieldStart("triggers");
        for (Measurement trigger : segment.triggers()) {
            TriggerFormat.write(json, trigger);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static Segment read(Fields fields) {
        List<Measurement> triggers = new ArrayList<>();
        for (Object trigger : fields.list("triggers")) {
            triggers.add(TriggerFormat.read(Fields.as(Fields.class, trigger, "triggers", "list of triggers")));
        }
        @Nullable String policy = fields.has("policy") ? fields.text("policy") : null;
        return new Segment(
                fields.text("autoscaler"),
                policy,
                fields.duration("interval"),
                ScalingState.parse(fields.text("state")),
                List.copyOf(triggers));
    }
}
