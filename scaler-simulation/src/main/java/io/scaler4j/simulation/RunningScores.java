package io.scaler4j.simulation;

import io.scaler4j.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The sums behind {@link Scores} that a search needs, without keeping turns; a test holds the two together. */
final class RunningScores {

    private static final double NANOS_PER_HOUR = 3.6e12;

    private double replicaHours;
    private double knownHours;
    private double hoursUnder;
    private double shareHoursMissing;
    private @Nullable Turn last;

    /** A turn, later than the one before. */
    void add(Turn turn) {
        if (last != null) {
            add(last, Duration.between(last.at(), turn.at()));
        }
        last = turn;
    }

    /** The end of the run. */
    void end(Instant at) {
        if (last != null) {
            add(last, Duration.between(last.at(), at));
            last = null;
        }
    }

    private void add(Turn turn, Duration until) {
        double hours = until.toNanos() / NANOS_PER_HOUR;
        int supply = Run.replicas(turn);
        replicaHours += supply * hours;
        OptionalInt demand = Spans.demand(turn);
        if (demand.isPresent()) {
            int missing = Math.max(0, demand.getAsInt() - supply);
            knownHours += hours;
            hoursUnder += missing > 0 ? hours : 0;
            shareHoursMissing += hours * missing / Math.max(1, demand.getAsInt());
        }
    }

    double replicaHours() {
        return replicaHours;
    }

    double timeshareUnder() {
        return knownHours == 0 ? 0 : hoursUnder / knownHours;
    }

    double accuracyUnder() {
        return knownHours == 0 ? 0 : shareHoursMissing / knownHours;
    }
}
