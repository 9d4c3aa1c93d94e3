package io.scaler4j.prometheus;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a query gave: the series of a vector, or one without labels for a scalar.
 *
 * @param samples one for each series, none for an empty vector
 * @param lacking what the server says about series that it could not read; empty if the result is whole
 */
record QueryResult(List<Sample> samples, String lacking) {

    private static final int NAMED = 5;

    /** Labels are kept of so many series: enough to name them. */
    static final int LABELLED = NAMED;

    QueryResult {
        samples = List.copyOf(samples);
    }

    /** A whole result. */
    static QueryResult of(Sample... samples) {
        return new QueryResult(List.of(samples), "");
    }

    /** Whether further series may exist. */
    boolean isPartial() {
        return !lacking.isEmpty();
    }

    /**
     * One series.
     *
     * @param labels its name among them, as {@code __name__}; none beyond the first few series
     * @param value any double; 0 if there is a problem
     * @param problem why there is no value
     */
    record Sample(
            Map<String, String> labels,
            double value,
            @Nullable Problem problem) {

        static Sample of(double value) {
            return new Sample(Map.of(), value, null);
        }

        /** Whether there is a finite value. */
        boolean isNumber() {
            return problem == null && Double.isFinite(value);
        }

        private String name() {
            var sorted = new TreeMap<>(labels);
            String name = sorted.remove("__name__");
            String pairs = sorted.entrySet().stream()
                    .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
                    .collect(Collectors.joining(", "));
            return (name == null ? "" : name) + "{" + pairs + "}";
        }
    }

    /** The first few by their labels. */
    String names() {
        String first = samples.stream().limit(NAMED).map(Sample::name).collect(Collectors.joining(", "));
        return samples.size() > NAMED ? first + " and " + (samples.size() - NAMED) + " more" : first;
    }
}
