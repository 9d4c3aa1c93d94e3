package io.scaler4j.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an answer with success as its status has all series. VictoriaMetrics says it by a flag; Thanos, Cortex, Mimir
 * and the remote read of Prometheus by warnings.
 *
 * <p>Warnings are free text. Those of the query language itself are about the query and its samples, and begin alike
 * since Prometheus 2.48; the answer is whole. Every other warning is taken for missing series, also the one that
 * further warnings were omitted, since these may be of either sort.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview">Prometheus: warnings and
 *     infos</a>
 */
final class Completeness {

    private static final List<String> OF_THE_LANGUAGE = List.of("PromQL info:", "PromQL warning:");
    private static final int MOST_QUOTED = 3;

    private boolean partial;
    private final List<String> reasons = new ArrayList<>();

    /** Reads the value of {@code isPartial}. */
    void flag(JsonParser json, JsonToken value) throws IOException {
        json.skipChildren();
        partial |= value == JsonToken.VALUE_TRUE || (value == JsonToken.VALUE_STRING && isTrue(json.getText()));
    }

    private static boolean isTrue(String text) {
        return text.equalsIgnoreCase("true");
    }

    /** Reads the value of {@code warnings}: a list of texts. */
    void warnings(JsonParser json, JsonToken value) throws IOException {
        if (value == JsonToken.START_ARRAY) {
            for (JsonToken each = json.nextToken(); each != JsonToken.END_ARRAY; each = json.nextToken()) {
                warning(json, each);
            }
        } else if (value != JsonToken.VALUE_NULL) {
            warning(json, value);
        }
    }

    private void warning(JsonParser json, JsonToken value) throws IOException {
        json.skipChildren();
        String text = value == JsonToken.VALUE_STRING ? json.getText().strip() : "a warning that is no text";
        if (OF_THE_LANGUAGE.stream().noneMatch(text::startsWith)) {
            reasons.add(text);
        }
    }

    /** What the server says about the series it lacks, in its own words; empty if it has all. */
    String lacking() {
        if (reasons.isEmpty()) {
            return partial ? "isPartial" : "";
        }
        String first = String.join("; ", reasons.subList(0, Math.min(MOST_QUOTED, reasons.size())));
        return ServerErrors.shortened(first.isBlank() ? "an empty warning" : first);
    }
}
