package io.scaler4j.prometheus;

import io.scaler4j.config.Problems;
import io.scaler4j.prometheus.PrometheusCredentials.Header;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What to ask and how to understand the answer, while it is being put together. Not thread-safe. */
final class QueryOptions {

    String query = "";
    String namespace = "";
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<String, String> headers = new LinkedHashMap<>();
    Duration timeout = InstantQuery.DEFAULT_TIMEOUT;
    MissingValue whenEmpty = MissingValue.failure();
    MissingValue whenNonFinite = MissingValue.failure();
    NegativeValue whenNegative = NegativeValue.ZERO;
    Optional<Reduction> reduction = Optional.empty();

    /** Finds what is wrong; a missing query is another matter. */
    void check(Problems problems) {
        problems.check(
                !timeout.isNegative() && !timeout.isZero(),
                "timeout must be more than 0, was " + timeout.toMillis() + " ms");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            problems.check(
                    Header.isName(header.getKey()),
                    "customHeaders must have names of letters, digits and dashes, one was \"" + header.getKey() + '"');
            problems.check(
                    Header.isValue(header.getValue()),
                    "customHeaders must have values of one line, that of " + header.getKey() + " has more");
        }
        problems.check(!parameters.containsKey(""), "queryParameters must have names, one has none; write name=value");
    }

    InstantQuery query() {
        return new InstantQuery(query, namespace.strip(), parameters, headers, timeout);
    }

    ValueRules rules() {
        return new ValueRules(whenEmpty, whenNonFinite, whenNegative, reduction);
    }
}
