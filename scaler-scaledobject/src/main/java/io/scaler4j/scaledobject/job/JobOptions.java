package io.scaler4j.scaledobject.job;

import io.scaler4j.config.Problems;
import java.util.List;
import java.util.OptionalInt;

/** What a {@link JobPolicy} is made of. */
record JobOptions(
        OptionalInt min,
        OptionalInt max,
        JobStrategy strategy,
        JobScale.Custom custom,
        JobCombination combination,
        List<String> pendingPodConditions,
        JobHistory history) {

    static final JobOptions DEFAULTS = new JobOptions(
            OptionalInt.empty(),
            OptionalInt.empty(),
            JobStrategy.DEFAULT,
            new JobScale.Custom(0, 0),
            JobCombination.MAX,
            List.of(),
            new JobHistory(100, 100));

    JobOptions {
        pendingPodConditions = List.copyOf(pendingPodConditions);
    }

    void check() {
        var problems = Problems.of("job policy");
        problems.check(min.orElse(0) >= 0, "the minimum of jobs must be at least 0, was " + min.orElse(0));
        problems.check(max.orElse(0) >= 0, "the maximum of jobs must be at least 0, was " + max.orElse(0));
        problems.given("strategy", strategy);
        problems.given("combination", combination);
        problems.check(
                Double.isFinite(custom.share()),
                "the share of running jobs must be a finite number such as 0.5, was " + custom.share());
        problems.check(
                history.successful() >= 0,
                "the number of successful jobs that are kept must be at least 0, was " + history.successful());
        problems.check(
                history.failed() >= 0,
                "the number of failed jobs that are kept must be at least 0, was " + history.failed());
        problems.throwIfAny();
    }

    JobOptions withMin(OptionalInt jobs) {
        return new JobOptions(jobs, max, strategy, custom, combination, pendingPodConditions, history);
    }

    JobOptions withMax(OptionalInt jobs) {
        return new JobOptions(min, jobs, strategy, custom, combination, pendingPodConditions, history);
    }

    JobOptions withStrategy(JobStrategy other) {
        return new JobOptions(min, max, other, custom, combination, pendingPodConditions, history);
    }

    JobOptions withCustom(JobScale.Custom other) {
        return new JobOptions(min, max, strategy, other, combination, pendingPodConditions, history);
    }

    JobOptions withCombination(JobCombination other) {
        return new JobOptions(min, max, strategy, custom, other, pendingPodConditions, history);
    }

    JobOptions withPendingPodConditions(List<String> conditions) {
        return new JobOptions(min, max, strategy, custom, combination, conditions, history);
    }

    JobOptions withHistory(JobHistory other) {
        return new JobOptions(min, max, strategy, custom, combination, pendingPodConditions, other);
    }
}
