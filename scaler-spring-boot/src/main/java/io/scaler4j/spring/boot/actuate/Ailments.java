package io.scaler4j.spring.boot.actuate;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds what has failed for long: in each of the last turns that asked for it. Calculates only. */
final class Ailments {

    /**
     * One failure may be a restart of what is measured; three in a row are a minute at KEDA's and the HPA's intervals.
     */
    static final int LONG = 3;

    private Ailments() {}

    /**
     * Returns what has failed for long.
     *
     * @param turns of one autoscaler, the latest first
     * @return sentences by what failed: a turn, a write, a trigger as in {@code trigger lag}; empty if all is well
     */
    static Map<String, String> of(List<Turn> turns) {
        var found = new LinkedHashMap<String, String>();
        lasting(turns, Ailments::turnProblem).ifPresent(problem -> found.put("turn", problem));
        lasting(turns, Ailments::writeProblem).ifPresent(problem -> found.put("write", problem));
        Stream<String> triggers = turns.stream()
                .flatMap(turn -> turn.observation().stream())
                .limit(1)
                .flatMap(Ailments::triggers);
        triggers.forEach(trigger -> lasting(turns, turn -> triggerProblem(turn, trigger))
                .ifPresent(problem -> found.put("trigger " + trigger, problem)));
        return found;
    }

    private static Stream<String> triggers(Observation observation) {
        return observation.measurements().stream().map(Measurement::trigger);
    }

    /** A turn that says nothing about a part answers empty and is left out. An empty text is "all is well". */
    private static Optional<String> lasting(List<Turn> turns, Function<Turn, Optional<String>> problem) {
        List<String> last = turns.stream()
                .flatMap(turn -> problem.apply(turn).stream())
                .limit(LONG)
                .toList();
        return last.size() == LONG && last.stream().noneMatch(String::isEmpty)
                ? Optional.of("failed in the last " + LONG + " turns or more: " + last.get(0))
                : Optional.empty();
    }

    private static Optional<String> turnProblem(Turn turn) {
        return Optional.of(turn.outcome() instanceof Turn.NoDecision none ? none.toString() : "");
    }

    private static Optional<String> writeProblem(Turn turn) {
        if (turn.outcome() instanceof Turn.NotWritten not) {
            boolean refused = not.cause() == Turn.Cause.REFUSED || not.cause() == Turn.Cause.TIMEOUT;
            return refused ? Optional.of(not.toString()) : Optional.empty();
        }
        return turn.outcome() instanceof Turn.Scaled || turn.outcome() instanceof Turn.Unchanged
                ? Optional.of("")
                : Optional.empty();
    }

    private static Optional<String> triggerProblem(Turn turn, String trigger) {
        return turn.observation().stream()
                .flatMap(observation -> observation.measurements().stream())
                .filter(measurement -> measurement.trigger().equals(trigger))
                .flatMap(measurement -> problem(measurement.reading()).stream())
                .findFirst();
    }

    /** Nothing to measure yet is neither well nor ill. */
    private static Optional<String> problem(Reading reading) {
        if (reading instanceof Reading.Failure failure) {
            return failure.kind() == Reading.Failure.Kind.NOT_YET ? Optional.empty() : Optional.of(failure.toString());
        }
        return Optional.of("");
    }
}
