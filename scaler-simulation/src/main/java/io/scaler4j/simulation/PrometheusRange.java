package io.scaler4j.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a Prometheus to a range query, read token by token. Used once.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries">Prometheus: range queries</a>
 */
final class PrometheusRange {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int NAMED = 10;
    private static final double MISSING_FROM_STEPS = 1.5;

    private final String source;
    private final TraceProblems problems;
    private final JsonParser json;
    private final List<Series> result = new ArrayList<>();
    private boolean isMatrix;
    private boolean hasWarnings;
    private String status = "";
    private String errorType = "";
    private String error = "";
    private String resultType = "";

    private PrometheusRange(String source, JsonParser json) {
        this.source = source;
        this.problems = new TraceProblems(source);
        this.json = json;
    }

    /** @param value NaN if it is no number by nature */
    private record Sample(long nanos, double value) {}

    /** One of the result. */
    private record Series(Map<String, String> labels, List<Sample> samples) {

        static String text(Map<String, String> labels) {
            return new TreeMap<>(labels)
                    .entrySet().stream()
                            .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                            .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    static Trace read(String source, InputStream in, Map<String, String> labels) throws IOException {
        try (JsonParser json = JSON.createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            var range = new PrometheusRange(source, json);
            range.readAll();
            return range.trace(range.chosen(labels));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    source + " is no JSON, from line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + " on: " + e.getOriginalMessage(),
                    e);
        }
    }

    /** What takes values, NaN if they are no number by nature. */
    interface Values {
        void add(long nanos, double value);
    }

    /** Hands on the values of the series, if there is one; a part of an answer is refused. */
    static void readInto(String source, InputStream in, Map<String, String> labels, Values values) throws IOException {
        try (JsonParser json = JSON.createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            var range = new PrometheusRange(source, json);
            range.readAll();
            if (range.hasWarnings) {
                throw range.refused("has a warning, so a part of it may be missing; ask when all of the server works");
            }
            if (!range.result.isEmpty()) {
                range.chosen(labels).samples().forEach(sample -> values.add(sample.nanos(), sample.value()));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(source + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    // ---- the document

    private void readAll() throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "status" -> status = text();
                    case "errorType" -> errorType = text();
                    case "error" -> error = text();
                    case "data" -> readData();
                    case "warnings" -> hasWarnings = isNotEmpty();
                    default -> json.skipChildren();
                }
            }
        } else if (first != null) {
            json.skipChildren();
        }
        if (json.nextToken() != null) {
            throw refused("holds more than one document");
        }
        if (status.equals("error")) {
            throw refused("holds an error of Prometheus instead of a result: " + errorType + ", " + error);
        }
        if (!resultType.isEmpty() && !resultType.equals("matrix")) {
            throw refused("holds a " + resultType + ", and a trace is made of a matrix: ask /api/v1/query_range, with"
                    + " start, end and step, instead of /api/v1/query");
        }
        if (!isMatrix) {
            throw refused("holds no result; a trace is made of what Prometheus answers to /api/v1/query_range");
        }
        problems.check();
    }

    private boolean isNotEmpty() throws IOException {
        if (!json.isExpectedStartArrayToken()) {
            json.skipChildren();
            return json.currentToken() != JsonToken.VALUE_NULL;
        }
        boolean filled = false;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            filled = true;
            json.skipChildren();
        }
        return filled;
    }

    private void readData() throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "resultType" -> resultType = text();
                case "result" -> readResult();
                default -> json.skipChildren();
            }
        }
    }

    private void readResult() throws IOException {
        isMatrix = json.isExpectedStartArrayToken();
        if (!isMatrix) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.isExpectedStartObjectToken()) {
                result.add(readSeries());
            } else {
                json.skipChildren(); // of a scalar, which its type will tell
            }
        }
    }

    private Series readSeries() throws IOException {
        Map<String, String> labels = new TreeMap<>();
        List<Sample> samples = new ArrayList<>();
        String name = "the " + (result.size() + 1) + ". series";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "metric" -> readLabels(labels);
                case "values" -> readValues(name, samples);
                case "histograms" -> {
                    problems.add(name + " has histograms; ask for a number, as with histogram_quantile(..)");
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
        return new Series(labels, samples);
    }

    private void readLabels(Map<String, String> labels) throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            labels.put(name, text());
        }
    }

    private void readValues(String series, List<Sample> samples) throws IOException {
        if (!json.isExpectedStartArrayToken()) {
            problems.add(series + " has no list of values");
            json.skipChildren();
            return;
        }
        long last = -1;
        for (int number = 1; json.nextToken() != JsonToken.END_ARRAY; number++) {
            Sample sample = readSample();
            if (sample == null || sample.nanos() <= last) {
                problems.add("the " + number + ". value of " + series
                        + " is not of the form [seconds, \"number\"], or not later than the one before");
            } else {
                last = sample.nanos();
                samples.add(sample);
            }
        }
    }

    private @Nullable Sample readSample() throws IOException {
        if (!json.isExpectedStartArrayToken()) {
            json.skipChildren();
            return null;
        }
        List<String> parts = new ArrayList<>();
        boolean scalars = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            scalars &= json.currentToken().isScalarValue();
            parts.add(text());
        }
        return scalars && parts.size() == 2 ? sample(parts.get(0), parts.get(1)) : null;
    }

    private static @Nullable Sample sample(String seconds, String value) {
        OptionalLong nanos = TraceNumbers.nanosOfSeconds(seconds);
        OptionalDouble number = TraceNumbers.value(value);
        return nanos.isEmpty() || number.isEmpty() ? null : new Sample(nanos.getAsLong(), number.getAsDouble());
    }

    /** The value as text if it is one; whatever it is, it is read to its end. */
    private String text() throws IOException {
        boolean scalar = json.currentToken().isScalarValue();
        json.skipChildren();
        return scalar ? json.getText() : "";
    }

    private IllegalArgumentException refused(String clause) {
        return new IllegalArgumentException(source + " " + clause);
    }

    // ---- the series

    private Series chosen(Map<String, String> labels) {
        if (result.isEmpty()) {
            throw refused("holds no series: the query found nothing in its time");
        }
        List<Series> found = result.stream()
                .filter(series -> series.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
        if (found.isEmpty()) {
            throw refused("holds no series with the labels " + Series.text(labels) + ", but\n  " + names(result));
        }
        if (found.size() > 1) {
            throw refused("holds " + found.size() + " series, and a trace is made of one; sum them up in the query, or"
                    + " give labels that tell one from the others:\n  " + names(found));
        }
        return found.get(0);
    }

    private static String names(List<Series> series) {
        String rest = series.size() > NAMED ? "\n  and " + (series.size() - NAMED) + " more" : "";
        return series.stream()
                        .limit(NAMED)
                        .map(each -> Series.text(each.labels()))
                        .collect(Collectors.joining("\n  "))
                + rest;
    }

    /** Prometheus leaves out the steps at which there is nothing. */
    private Trace trace(Series series) {
        List<Sample> samples = series.samples();
        if (samples.size() < 2) {
            throw refused("holds " + samples.size() + " values of the series " + Series.text(series.labels())
                    + ", and a trace needs two; ask for a longer time or a shorter step");
        }
        long step = IntStream.range(1, samples.size())
                .mapToLong(i -> distance(samples, i))
                .min()
                .getAsLong();
        long beginning = samples.get(0).nanos();
        var nanos = LongStream.builder();
        var values = DoubleStream.builder();
        for (int i = 0; i < samples.size(); i++) {
            if (i > 0 && distance(samples, i) > MISSING_FROM_STEPS * step) {
                nanos.add(samples.get(i - 1).nanos() + step - beginning);
                values.add(Double.NaN);
            }
            nanos.add(samples.get(i).nanos() - beginning);
            values.add(samples.get(i).value());
        }
        return Trace.of(TracePoints.of(nanos.build().toArray(), values.build().toArray()));
    }

    private static long distance(List<Sample> samples, int to) {
        return samples.get(to).nanos() - samples.get(to - 1).nanos();
    }
}
