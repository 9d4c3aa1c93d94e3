package io.scaler4j.simulation.report;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.simulation.Moment;
import io.scaler4j.simulation.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The turns of a run, and what they have in common. Immutable. */
final class Turns {

    private final Run run;
    private final List<Turn> all;
    private final Map<String, MetricTarget> targets;

    private Turns(Run run, List<Turn> all, Map<String, MetricTarget> targets) {
        this.run = run;
        this.all = all;
        this.targets = targets;
    }

    static Turns of(Run run) {
        List<Moment> moments = run.moments();
        var rhythm = new Rhythm(moments, run.length());
        var all = new ArrayList<Turn>(moments.size());
        var targets = new LinkedHashMap<String, MetricTarget>();
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            all.add(Turn.of(moment, rhythm.end(i), rhythm.isBroken(i)));
            moment.observation().measurements().forEach(each -> targets.putIfAbsent(each.trigger(), each.target()));
        }
        return new Turns(run, all, targets);
    }

    Run run() {
        return run;
    }

    List<Turn> all() {
        return all;
    }

    /** The triggers in their order, with what was wanted of each at first. */
    Map<String, MetricTarget> targets() {
        return targets;
    }

    /** The date of the beginning; empty without a turn. */
    Optional<Instant> beginning() {
        return all.stream().findFirst().map(turn -> turn.decision().at().minus(turn.elapsed()));
    }

    long count(Predicate<Turn> which) {
        return all.stream().filter(which).count();
    }

    boolean any(Predicate<Turn> which) {
        return all.stream().anyMatch(which);
    }

    /** The count before the first turn that was kept. */
    int start() {
        return all.isEmpty() ? run.start() : all.get(0).decision().from();
    }

    /** Whether replicas ever took time to become ready. */
    boolean areUnready() {
        return any(turn -> turn.moment().observation().replicas().ready()
                != turn.decision().from());
    }

    /** For how long something was so. */
    Duration time(Predicate<Turn> which) {
        return all.stream().filter(which).map(Turn::lasting).reduce(Duration.ZERO, Duration::plus);
    }
}
