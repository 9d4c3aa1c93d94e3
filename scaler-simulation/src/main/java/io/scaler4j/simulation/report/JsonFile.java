package io.scaler4j.simulation.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.simulation.QueueResult;
import io.scaler4j.simulation.Scores;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** A run as JSON. Its members are described with the package. */
final class JsonFile {

    private final JsonGenerator json;

    private JsonFile(JsonGenerator json) {
        this.json = json;
    }

    /** Leaves the writer open. */
    static void write(String title, Turns turns, List<ReportedTurn> sample, Map<String, Scores> scores, Writer out)
            throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (json) {
            new JsonFile(json).run(title, turns, sample, scores);
        }
    }

    private void run(String title, Turns turns, List<ReportedTurn> sample, Map<String, Scores> scores)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("format", "scaler4j-run");
        json.writeNumberField("version", 1);
        json.writeStringField("title", title);
        if (turns.beginning().isPresent()) {
            json.writeStringField("beginning", turns.beginning().get().toString());
        }
        json.writeFieldName("lengthSeconds");
        json.writeNumber(Numbers.seconds(turns.run().length()));
        json.writeNumberField("replicasAtStart", turns.run().start());
        json.writeNumberField("turnsOfRun", turns.all().size());
        scores(scores);
        if (turns.run().queue().isPresent()) {
            queue(turns.run().queue().get());
        }
        json.writeArrayFieldStart("turns");
        for (ReportedTurn turn : sample) {
            turn(turn);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void scores(Map<String, Scores> scores) throws IOException {
        json.writeObjectFieldStart("scores");
        for (var named : scores.entrySet()) {
            Scores each = named.getValue();
            json.writeObjectFieldStart(named.getKey());
            json.writeNumberField("accuracyUnder", each.accuracyUnder());
            json.writeNumberField("accuracyOver", each.accuracyOver());
            json.writeNumberField("timeshareUnder", each.timeshareUnder());
            json.writeNumberField("timeshareOver", each.timeshareOver());
            json.writeNumberField("jitterPerHour", each.jitterPerHour());
            json.writeNumberField("replicaHours", each.replicaHours());
            json.writeNumberField("actions", each.actions());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void queue(QueueResult queue) throws IOException {
        json.writeObjectFieldStart("queue");
        json.writeNumberField("arrived", queue.arrived());
        json.writeNumberField("done", queue.done());
        json.writeNumberField("waiting", queue.waiting());
        json.writeNumberField("underWay", queue.underWay());
        json.writeNumberField("repeated", queue.repeated());
        json.writeNumberField("utilization", queue.utilization());
        json.writeObjectFieldStart("delaySeconds");
        for (var delay : Delays.of(queue).entrySet()) {
            json.writeFieldName(delay.getKey());
            json.writeNumber(Numbers.seconds(delay.getValue()));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void turn(ReportedTurn turn) throws IOException {
        json.writeRaw('\n'); // a line for each turn, so that two runs can be compared line by line
        json.writeStartObject();
        json.writeFieldName("elapsedSeconds");
        json.writeNumber(Numbers.seconds(turn.elapsed()));
        json.writeNumberField("replicas", turn.replicas());
        json.writeNumberField("replicasReady", turn.seen().ready());
        json.writeNumberField("minimum", turn.decision().bounds().min());
        if (turn.decision().bounds().max() < Integer.MAX_VALUE) {
            json.writeNumberField("maximum", turn.decision().bounds().max());
        }
        json.writeBooleanField("heldByWindow", turn.isHeldByWindow());
        json.writeBooleanField("failed", turn.isFailed());
        json.writeBooleanField("written", !turn.isUnwritten());
        json.writeBooleanField("beforeGap", turn.isBeforeGap());
        json.writeObjectFieldStart("values");
        for (Recommendation recommendation : turn.decision().explanation().recommendations()) {
            if (recommendation.reading() instanceof Reading.Value value) {
                json.writeFieldName(recommendation.trigger());
                json.writeNumber(MilliUnits.toText(value.milli()));
            }
        }
        json.writeEndObject();
        json.writeFieldName("decision");
        plain(turn.decision().toMap());
        json.writeEndObject();
    }

    /** Maps, lists, texts, numbers and flags. */
    private void plain(Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (var entry : map.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                plain(entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                plain(each);
            }
            json.writeEndArray();
        } else {
            json.writeObject(value);
        }
    }
}
