package io.scaler4j.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The answer of one interceptor to {@code GET /queue}, in the form that KEDA's add-on has and reads:
 * {@code {"shop/web":{"Concurrency":3,"RequestCount":1207}}}. The fields {@code Held} and {@code Peak} are ours, and
 * readers that do not know them pass over them.
 *
 * <pre>{@code
 * exchange.getResponseHeaders().set(QueueAnswer.BOOT_HEADER, bootId);
 * byte[] body = QueueAnswer.of(tracker.snapshot()).toJson();
 * }</pre>
 *
 * @param counts the counts of each route, by name; unmodifiable
 * @param boot what tells the starts of an interceptor apart; empty if the interceptor does not say it
 */
public record QueueAnswer(Map<String, RequestCounts> counts, Optional<String> boot) {

    /** The path at which interceptors answer. */
    public static final String PATH = "/queue";

    /** The response header with a text that is another one after each start, so that a restart is seen for certain. */
    public static final String BOOT_HEADER = "X-Scaler4j-Boot";

    private static final String CONCURRENCY = "Concurrency";
    private static final String REQUEST_COUNT = "RequestCount";
    private static final String HELD = "Held";
    private static final String PEAK = "Peak";

    /** Sums of such counts fit into 64 bits, and into a double. */
    private static final long MOST = 1L << 40;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(20).build())
            .build();

    /**
     * Copies the counts.
     *
     * @param counts may be empty
     * @param boot may be empty
     */
    public QueueAnswer {
        counts = Map.copyOf(counts);
    }

    /**
     * Returns an answer that does not tell starts apart.
     *
     * @param counts the counts of each route, by name
     * @return the answer
     */
    public static QueueAnswer of(Map<String, RequestCounts> counts) {
        return new QueueAnswer(counts, Optional.empty());
    }

    /** {@return the body of the answer, in UTF-8, with the routes in the order of their names} */
    public byte[] toJson() {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (Map.Entry<String, RequestCounts> route : new TreeMap<>(counts).entrySet()) {
                json.writeObjectFieldStart(route.getKey());
                json.writeNumberField(CONCURRENCY, route.getValue().inFlight());
                json.writeNumberField(REQUEST_COUNT, route.getValue().arrived());
                json.writeNumberField(HELD, route.getValue().held());
                json.writeNumberField(PEAK, route.getValue().peak());
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writes to memory
        }
        return bytes.toByteArray();
    }

    /**
     * Reads the body of an answer. Fields that it does not know, and routes without counts, are passed over.
     *
     * @param body in UTF-8
     * @param boot the value of {@link #BOOT_HEADER}; empty if it is not there
     * @return the counts
     * @throws IOException with a sentence, if the body is no such answer: an unknown number is never 0
     */
    public static QueueAnswer parse(byte[] body, Optional<String> boot) throws IOException {
        Map<String, RequestCounts> counts = new TreeMap<>();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String route = json.currentName();
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new IOException("the counts of a route are no JSON object");
                }
                counts.put(route, counts(json));
            }
            if (json.nextToken() != null) {
                throw new IOException("there is something behind the JSON object");
            }
        } catch (JsonProcessingException | CharConversionException e) {
            throw new IOException("it is no valid JSON", e); // its message may quote the body
        }
        return new QueueAnswer(counts, boot);
    }

    private static RequestCounts counts(JsonParser json) throws IOException {
        long inFlight = -1;
        long arrived = -1;
        long held = 0;
        long peak = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case CONCURRENCY -> inFlight = count(json, value);
                case REQUEST_COUNT -> arrived = count(json, value);
                case HELD -> held = count(json, value);
                case PEAK -> peak = count(json, value);
                default -> json.skipChildren();
            }
        }
        if (inFlight < 0 || arrived < 0) {
            throw new IOException("a route has no " + CONCURRENCY + " or no " + REQUEST_COUNT);
        }
        return new RequestCounts(inFlight, arrived, held, Math.max(peak, inFlight));
    }

    private static long count(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new IOException("a count is no whole number of 64 bits");
        }
        long count = json.getLongValue();
        if (count < 0 || count > MOST) {
            throw new IOException("a count is negative or impossibly large");
        }
        return count;
    }
}
