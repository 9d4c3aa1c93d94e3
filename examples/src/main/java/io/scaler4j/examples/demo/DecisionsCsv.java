package io.scaler4j.examples.demo;

import io.scaler4j.policy.Explanation;
import io.scaler4j.policy.Replicas;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The decisions as comma-separated values, as RFC 4180 has them; {@code ./demo --help} explains the columns. */
final class DecisionsCsv {

    static final String HEADER = "seconds,lag_messages,replicas_desired,replicas_running,replicas_ready,"
            + "decided_replicas,applied,stage,reason,explanation";

    private static final String LINE_END = "\r\n";

    private DecisionsCsv() {}

    static String of(List<Turn> turns) {
        return turns.stream().map(DecisionsCsv::line).collect(Collectors.joining("", HEADER + LINE_END, ""));
    }

    private static String line(Turn turn) {
        Replicas replicas = turn.observation().replicas();
        Explanation explanation = turn.decision().explanation();
        List<Object> fields = List.of(
                String.format(Locale.ROOT, "%.3f", turn.seconds()),
                turn.lag().isPresent() ? turn.lag().getAsLong() : "",
                replicas.desired(),
                replicas.current(),
                replicas.ready(),
                turn.decision().to(),
                turn.applied(),
                explanation.binding().stage(),
                explanation.binding().reason(),
                explanation.toLine());
        return fields.stream().map(field -> field(field.toString())).collect(Collectors.joining(",")) + LINE_END;
    }

    /** Quoted where it must be, with quotes inside doubled. */
    static String field(String text) {
        boolean plain = text.chars().noneMatch(character -> ",\"\r\n".indexOf(character) >= 0);
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
