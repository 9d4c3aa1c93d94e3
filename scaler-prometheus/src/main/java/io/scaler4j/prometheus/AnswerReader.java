package io.scaler4j.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.scaler4j.prometheus.QueryResult.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an answer to an instant query, token by token. Pure, apart from the parser it holds.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus: HTTP API</a>
 */
final class AnswerReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;
    private @Nullable String status;
    private @Nullable String errorType;
    private @Nullable String error;
    private @Nullable String resultType;
    /** What was found under {@code result}; null as long as nothing was. */
    private @Nullable List<Sample> vector;

    private @Nullable Sample scalar;
    private @Nullable String shape;
    private final Completeness completeness = new Completeness();

    private AnswerReader(JsonParser json) {
        this.json = json;
    }

    /** The error that a body tells of, if it is one of Prometheus. */
    record ApiError(String type, String text) {}

    /**
     * The result.
     *
     * @throws AnswerException if the answer is an error, or holds no result
     */
    static QueryResult result(HttpAnswer answer) {
        if (!answer.isSuccess()) {
            throw ServerErrors.ofStatus(answer.status(), error(answer.body()), answer.text());
        }
        AnswerReader reader = read(answer.body());
        if (reader.isError()) {
            throw ServerErrors.inBody(reader.apiError());
        }
        return reader.result();
    }

    /** What a body says that came with a status other than success; null if it is no JSON of Prometheus. */
    private static @Nullable ApiError error(byte[] body) {
        try {
            AnswerReader reader = read(body);
            return reader.error == null && reader.errorType == null ? null : reader.apiError();
        } catch (AnswerException notFromPrometheus) {
            return null;
        }
    }

    private static AnswerReader read(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            var reader = new AnswerReader(parser);
            reader.readAll();
            return reader;
        } catch (IOException e) {
            throw AnswerException.of(
                    Problem.MALFORMED_JSON,
                    "what came back is no JSON; check that the address is that of a Prometheus, and not of a login page"
                            + " or a proxy");
        }
    }

    /** An error beside data is one, too, whatever the status says. */
    private boolean isError() {
        return "error".equals(status) || (error != null && !error.isBlank());
    }

    private ApiError apiError() {
        return new ApiError(errorType == null ? "" : errorType, error == null ? "" : error);
    }

    // ---- the document

    private void readAll() throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw AnswerException.of(Problem.MALFORMED_JSON, "what came back is empty");
        }
        if (first == JsonToken.START_OBJECT) {
            readEnvelope();
        } else {
            shape = "the answer is no JSON object";
            json.skipChildren();
        }
        if (json.nextToken() != null) {
            throw new IOException("more than one document");
        }
    }

    private void readEnvelope() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "status" -> status = textOrSkip(value);
                case "errorType" -> errorType = textOrSkip(value);
                case "error" -> error = textOrSkip(value);
                case "data" -> readData(value);
                case "isPartial" -> completeness.flag(json, value);
                case "warnings" -> completeness.warnings(json, value);
                default -> json.skipChildren();
            }
        }
    }

    private @Nullable String textOrSkip(JsonToken value) throws IOException {
        json.skipChildren();
        return value == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    private void readData(JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken inner = json.nextToken();
            switch (field) {
                case "resultType" -> resultType = textOrSkip(inner);
                case "result" -> readResult(inner);
                default -> json.skipChildren();
            }
        }
    }

    // ---- the result

    /** A list of objects is a vector, any other list what a scalar looks like; the type may come later. */
    private void readResult(JsonToken value) throws IOException {
        vector = null;
        scalar = null;
        if (value != JsonToken.START_ARRAY) {
            shape = "the result is no list";
            json.skipChildren();
            return;
        }
        List<Sample> series = new ArrayList<>();
        var values = new Pair();
        for (JsonToken element = json.nextToken(); element != JsonToken.END_ARRAY; element = json.nextToken()) {
            if (element == JsonToken.START_OBJECT) {
                series.add(readSeries(series.size() < QueryResult.LABELLED));
            } else {
                values.add(element);
            }
        }
        if (values.size == 0) {
            vector = series;
        } else if (series.isEmpty()) {
            scalar = values.sample(Map.of());
        } else {
            shape = "the result is a mixture";
        }
    }

    private Sample readSeries(boolean labelled) throws IOException {
        Map<String, String> labels = Map.of();
        Sample sample = new Sample(Map.of(), 0, Problem.EMPTY_VALUE);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "metric" -> labels = readLabels(value, labelled);
                case "value" -> sample = readValue(value);
                case "values" -> refuse("the query gives a range of values for each series", value);
                case "histogram", "histograms" -> refuse("the query gives histograms", value);
                default -> json.skipChildren();
            }
        }
        return new Sample(labels, sample.value(), sample.problem());
    }

    private void refuse(String what, JsonToken value) throws IOException {
        shape = value == JsonToken.VALUE_NULL ? shape : what;
        json.skipChildren();
    }

    private Map<String, String> readLabels(JsonToken value, boolean kept) throws IOException {
        if (value != JsonToken.START_OBJECT || !kept) {
            json.skipChildren();
            return Map.of();
        }
        Map<String, String> labels = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            String text = textOrSkip(json.nextToken());
            labels.put(name, text == null ? "" : text);
        }
        return labels;
    }

    private Sample readValue(JsonToken value) throws IOException {
        var pair = new Pair();
        if (value == JsonToken.START_ARRAY) {
            for (JsonToken element = json.nextToken(); element != JsonToken.END_ARRAY; element = json.nextToken()) {
                pair.add(element);
            }
        } else if (value != JsonToken.VALUE_NULL) {
            refuse("a series has a value that is no pair of time and number", value);
        }
        return pair.sample(Map.of());
    }

    /** Time and value; what comes afterwards does not count. */
    private final class Pair {

        private int size;
        private double number;
        private @Nullable Problem problem = Problem.EMPTY_VALUE;

        void add(JsonToken element) throws IOException {
            size++;
            if (size == 2) {
                switch (element) {
                    case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parse(json.getText());
                    case VALUE_NULL -> problem = Problem.EMPTY_VALUE;
                    default -> problem = Problem.WRONG_TYPE;
                }
            } else if (size == 1) {
                problem = Problem.TOO_FEW_VALUES;
            }
            json.skipChildren();
        }

        private void parse(String text) {
            try {
                number = NumberText.parse(text);
                problem = null;
            } catch (NumberFormatException e) {
                problem = Problem.NOT_A_NUMBER;
            }
        }

        Sample sample(Map<String, String> labels) {
            return new Sample(labels, number, problem);
        }
    }

    // ---- what it amounts to

    private QueryResult result() {
        List<Sample> series = vector;
        Sample single = scalar;
        if ("matrix".equals(resultType)) {
            throw unexpected("the query gives a range of values for each series");
        }
        if (shape != null) {
            throw unexpected(shape);
        }
        if (series != null && (resultType == null || resultType.equals("vector"))) {
            return new QueryResult(series, completeness.lacking());
        }
        if (single != null && "scalar".equals(resultType)) {
            return new QueryResult(List.of(single), completeness.lacking());
        }
        throw unexpected(
                series == null && single == null
                        ? "the answer has no result"
                        : "the query gives a " + (resultType == null ? "result without a type" : resultType));
    }

    private static AnswerException unexpected(String what) {
        return AnswerException.of(
                Problem.UNEXPECTED_SHAPE,
                what + ", and one number is needed; let it give a scalar or a vector, as in sum(rate(..[2m]))");
    }
}
