package io.scaler4j.simulation.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.Step;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the page's script draws, as JSON: an array per column, since names that repeat with each turn would be most of
 * the page. Explanations, most of which repeat, are told once and then by number.
 */
final class PageData {

    private final Turns turns;
    private final List<ReportedTurn> sample;
    private final JsonGenerator json;

    private PageData(Turns turns, List<ReportedTurn> sample, JsonGenerator json) {
        this.turns = turns;
        this.sample = sample;
        this.json = json;
    }

    /** JSON that may stand in a script element: no text within it can end the element. */
    static String of(Turns turns, List<ReportedTurn> sample) throws IOException {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new PageData(turns, sample, json).write();
        }
        return text.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    /** Numbers for what repeats, from 0 on. */
    private static final class Numbering<T> {

        private final Map<T, Integer> numbers = new LinkedHashMap<>();

        int of(T value) {
            return numbers.computeIfAbsent(value, any -> numbers.size());
        }

        Iterable<T> values() {
            return numbers.keySet();
        }
    }

    private record StepText(String stage, int from, int to, String because) {

        static StepText of(Step step) {
            return new StepText(step.stage().name(), step.from(), step.to(), step.because());
        }
    }

    private record Said(String text, boolean isFailed) {}

    /** Writes one turn's cell of a column. */
    private interface Cell {
        void write(ReportedTurn turn) throws IOException;
    }

    private void write() throws IOException {
        json.writeStartObject();
        json.writeFieldName("length");
        json.writeNumber(Numbers.seconds(turns.run().length()));
        json.writeNumberField("start", turns.start());
        if (turns.beginning().isPresent()) {
            json.writeNumberField("beginning", turns.beginning().get().toEpochMilli());
        }
        column("elapsed", turn -> json.writeNumber(Numbers.seconds(turn.elapsed())));
        column("replicas", turn -> json.writeNumber(turn.replicas()));
        if (turns.areUnready()) {
            column("ready", turn -> json.writeNumber(turn.seen().ready()));
        }
        if (turns.isRecorded()) {
            column("recorded", turn -> number(turns.recorded(turn)));
        }
        column("recommended", turn -> number(turn.recommended()));
        column("minimum", turn -> json.writeNumber(turn.decision().bounds().min()));
        column("maximum", turn -> number(maximum(turn)));
        which("held", ReportedTurn::isHeldByWindow);
        which("unwritten", ReportedTurn::isUnwritten);
        which("gaps", ReportedTurn::isBeforeGap);
        walks();
        json.writeArrayFieldStart("triggers");
        for (var trigger : turns.targets().entrySet()) {
            trigger(trigger.getKey(), trigger.getValue());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void column(String name, Cell cell) throws IOException {
        json.writeArrayFieldStart(name);
        for (ReportedTurn turn : sample) {
            cell.write(turn);
        }
        json.writeEndArray();
    }

    /** The numbers of those turns of the sample. */
    private void which(String name, Predicate<ReportedTurn> which) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < sample.size(); i++) {
            if (which.test(sample.get(i))) {
                json.writeNumber(i);
            }
        }
        json.writeEndArray();
    }

    private void number(OptionalInt number) throws IOException {
        if (number.isPresent()) {
            json.writeNumber(number.getAsInt());
        } else {
            json.writeNull();
        }
    }

    private static OptionalInt maximum(ReportedTurn turn) {
        int max = turn.decision().bounds().max();
        return max == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(max);
    }

    private void walks() throws IOException {
        var steps = new Numbering<StepText>();
        var walks = new Numbering<List<Integer>>();
        column(
                "walk",
                turn -> json.writeNumber(walks.of(turn.steps().stream()
                        .map(step -> steps.of(StepText.of(step)))
                        .toList())));
        json.writeArrayFieldStart("walks");
        for (List<Integer> walk : walks.values()) {
            json.writeStartArray();
            for (int step : walk) {
                json.writeNumber(step);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("steps");
        for (StepText step : steps.values()) {
            json.writeStartArray();
            json.writeString(step.stage());
            json.writeNumber(step.from());
            json.writeNumber(step.to());
            json.writeString(step.because());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void trigger(String name, MetricTarget target) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("target", target.toString());
        if (target instanceof MetricTarget.AverageValue average) {
            json.writeFieldName("perReplica");
            json.writeNumber(MilliUnits.toText(average.milli()));
        } else if (target instanceof MetricTarget.Value value) {
            json.writeFieldName("total");
            json.writeNumber(MilliUnits.toText(value.milli()));
        }
        column("value", turn -> value(turn, name));
        column(
                "recommendation",
                turn -> number(
                        turn.recommendation(name).map(Recommendation::replicas).orElse(OptionalInt.empty())));
        said(name);
        json.writeEndObject();
    }

    private void value(ReportedTurn turn, String trigger) throws IOException {
        if (turn.recommendation(trigger).map(Recommendation::reading).orElse(null) instanceof Reading.Value value) {
            json.writeNumber(MilliUnits.toText(value.milli()));
        } else {
            json.writeNull();
        }
    }

    /** Where a number does not tell all of a reading: failures, and values that are more than a number. */
    private void said(String trigger) throws IOException {
        var texts = new Numbering<Said>();
        json.writeObjectFieldStart("said");
        for (int i = 0; i < sample.size(); i++) {
            Said said =
                    sample.get(i).recommendation(trigger).map(PageData::said).orElse(null);
            if (said != null) {
                json.writeNumberField(Integer.toString(i), texts.of(said));
            }
        }
        json.writeEndObject();
        json.writeArrayFieldStart("texts");
        for (Said said : texts.values()) {
            json.writeStartArray();
            json.writeString(said.text());
            json.writeBoolean(said.isFailed());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static @Nullable Said said(Recommendation recommendation) {
        if (recommendation.isFailed()) {
            return new Said(recommendation.toString(), ReportedTurn.isFailed(recommendation));
        }
        boolean plain = recommendation.reading() instanceof Reading.Value value && !value.isLowerBound();
        return plain ? null : new Said(recommendation.reading().toString(), false);
    }
}
