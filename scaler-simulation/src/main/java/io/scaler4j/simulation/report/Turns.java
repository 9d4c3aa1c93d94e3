package io.scaler4j.simulation.report;

import io.scaler4j.Turn;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The turns of a run, and what they have in common. Immutable. */
final class Turns {

    private final Run run;
    private final List<ReportedTurn> all;
    private final Map<String, MetricTarget> targets;
    private final @Nullable Load recorded;

    private Turns(Run run, List<ReportedTurn> all, Map<String, MetricTarget> targets, @Nullable Load recorded) {
        this.run = run;
        this.all = all;
        this.targets = targets;
        this.recorded = recorded;
    }

    static Turns of(Run run) {
        return of(run, null);
    }

    /** @param recorded the replicas that there were, beside those of the run */
    static Turns of(Run run, @Nullable Load recorded) {
        List<Turn> turns = run.turns();
        var rhythm = new Rhythm(run.beginning(), turns, run.length());
        var all = new ArrayList<ReportedTurn>(turns.size());
        var targets = new LinkedHashMap<String, MetricTarget>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            all.add(ReportedTurn.of(turn, run.elapsed(turn), rhythm.end(i), rhythm.isBroken(i)));
            turn.observation()
                    .orElseThrow()
                    .measurements()
                    .forEach(each -> targets.putIfAbsent(each.trigger(), each.target()));
        }
        return new Turns(run, all, targets, recorded);
    }

    Run run() {
        return run;
    }

    List<ReportedTurn> all() {
        return all;
    }

    /** The triggers in their order, with what was wanted of each at first. */
    Map<String, MetricTarget> targets() {
        return targets;
    }

    /** The date of the beginning; empty without a turn. */
    Optional<Instant> beginning() {
        return all.stream().findFirst().map(turn -> run.beginning());
    }

    boolean isRecorded() {
        return recorded != null;
    }

    /** The replicas that there were at a turn; empty where that is not known. */
    OptionalInt recorded(ReportedTurn turn) {
        return recorded != null && recorded.at(turn.elapsed()) instanceof Reading.Value value
                ? OptionalInt.of((int) Math.round(value.activationValue()))
                : OptionalInt.empty();
    }

    long count(Predicate<ReportedTurn> which) {
        return all.stream().filter(which).count();
    }

    boolean any(Predicate<ReportedTurn> which) {
        return all.stream().anyMatch(which);
    }

    /** The count before the first turn that was kept. */
    int start() {
        return all.isEmpty() ? run.start() : all.get(0).decision().from();
    }

    /** Whether replicas ever took time to become ready. */
    boolean areUnready() {
        return any(turn -> turn.seen().ready() != turn.decision().from());
    }

    /** For how long something was so. */
    Duration time(Predicate<ReportedTurn> which) {
        return all.stream().filter(which).map(ReportedTurn::lasting).reduce(Duration.ZERO, Duration::plus);
    }
}
