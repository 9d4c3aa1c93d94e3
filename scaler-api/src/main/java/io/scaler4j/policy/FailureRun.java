package io.scaler4j.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failed reads of one trigger without a success in between.
 *
 * @param trigger its name
 * @param failures how many; at least 1
 * @param since when the first was, in microseconds
 */
record FailureRun(String trigger, int failures, long since) {

    static @Nullable FailureRun of(String trigger, List<FailureRun> runs) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).trigger.equals(trigger)) {
                return runs.get(i);
            }
        }
        return null;
    }

    FailureRun plusOne() {
        return new FailureRun(trigger, failures == Integer.MAX_VALUE ? failures : failures + 1, since);
    }

    /** Time without a read does not make a run longer. */
    FailureRun later(long unread) {
        return new FailureRun(trigger, failures, Saturating.plus(since, unread));
    }

    /** Adds a run, if there is one; the list is made when it is needed. */
    static List<FailureRun> plus(List<FailureRun> runs, @Nullable FailureRun run) {
        if (run == null) {
            return runs;
        }
        List<FailureRun> grown = runs.isEmpty() ? new ArrayList<>(1) : runs;
        grown.add(run);
        return grown;
    }
}
