package io.scaler4j.scaledobject.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options, counts, history and metadata of jobs. */
class JobWordsTest {

    private static Job running(List<Job.Pod> pods) {
        return new Job("any", Job.Outcome.UNFINISHED, Optional.empty(), Optional.of(pods));
    }

    private static Job finished(String name, Job.Outcome outcome, long second) {
        return new Job(name, outcome, Optional.of(Instant.ofEpochSecond(second)), Optional.empty());
    }

    private static int pending(List<String> conditions, Job... jobs) {
        return JobPolicy.builder()
                .pendingPodConditions(conditions)
                .build()
                .count(List.of(jobs))
                .pending()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.5", ".5", "5.", "-1", "+1e-3"})
    void theCustomStrategyTakesEveryDecimalNumber(String percentage) {
        assertThat(JobStrategy.of("custom", percentage)).isEqualTo(JobStrategy.CUSTOM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half", "0.5d", " 1", "NaN", "Infinity", "1e999"})
    void withoutANumberTheCustomStrategyIsTheDefault(String percentage) {
        assertThat(JobStrategy.of("custom", percentage)).isEqualTo(JobStrategy.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"accurate, ACCURATE", "eager, EAGER", "default, DEFAULT", "Eager, DEFAULT", "'', DEFAULT"})
    void wordsOfStrategiesAreExact(String word, JobStrategy strategy) {
        assertThat(JobStrategy.of(word, "0.5")).isEqualTo(strategy);
    }

    @ParameterizedTest
    @CsvSource({"min, MIN", "avg, AVG", "sum, SUM", "max, MAX", "mean, MAX"})
    void wordsOfCombinationsAreExact(String word, JobCombination combination) {
        assertThat(JobCombination.of(word)).isEqualTo(combination);
    }

    @Test
    void boundsAreThoseOfKeda() {
        assertThat(JobBounds.of(OptionalInt.of(3), OptionalInt.of(10))).isEqualTo(new JobBounds(3, 7));
        assertThat(JobBounds.of(OptionalInt.of(3), OptionalInt.empty())).isEqualTo(new JobBounds(3, 100));
        assertThat(JobBounds.of(OptionalInt.of(10), OptionalInt.of(1))).isEqualTo(new JobBounds(1, 1));
        assertThat(JobBounds.of(OptionalInt.empty(), OptionalInt.of(5))).isEqualTo(new JobBounds(0, 5));
    }

    @Test
    void aJobIsPendingUntilAPodRuns() {
        assertThat(pending(List.of(), running(List.of()))).isEqualTo(1);
        assertThat(pending(List.of(), running(List.of(new Job.Pod("Pending", Set.of())))))
                .isEqualTo(1);
        assertThat(pending(List.of(), running(List.of(new Job.Pod("", Set.of()), new Job.Pod("Running", Set.of())))))
                .isZero();
    }

    @Test
    void onePodMustHaveAllConditions() {
        List<String> both = List.of("Ready", "PodScheduled");
        Job.Pod ready = new Job.Pod("Running", Set.of("Ready"));
        Job.Pod scheduled = new Job.Pod("Running", Set.of("PodScheduled"));
        Job.Pod all = new Job.Pod("Running", Set.of("PodScheduled", "Ready", "Initialized"));
        assertThat(pending(both, running(List.of(ready, scheduled)))).isEqualTo(1);
        assertThat(pending(both, running(List.of(ready, all)))).isZero();
    }

    @Test
    void aJobWhosePodsAreUnknownCountsAsPendingAndAFinishedOneNever() {
        Job unknown = new Job("any", Job.Outcome.UNFINISHED, Optional.empty(), Optional.empty());
        assertThat(pending(List.of(), unknown, finished("done", Job.Outcome.COMPLETE, 1)))
                .isEqualTo(1);
    }

    @Test
    void theFirstConditionThatEndsAJobIsItsOutcome() {
        assertThat(Job.Outcome.of(List.of("Suspended", "Failed", "Complete"))).isEqualTo(Job.Outcome.FAILED);
        assertThat(Job.Outcome.of(List.of("FailureTarget"))).isEqualTo(Job.Outcome.UNFINISHED);
    }

    @Test
    void theOldestJobsOfEachOutcomeGo() {
        List<Job> jobs = List.of(
                finished("new", Job.Outcome.COMPLETE, 30),
                finished("old", Job.Outcome.COMPLETE, 10),
                finished("failed", Job.Outcome.FAILED, 5),
                finished("older", Job.Outcome.COMPLETE, 9),
                new Job("undated", Job.Outcome.COMPLETE, Optional.empty(), Optional.empty()),
                running(List.of()));
        assertThat(JobPolicy.builder().history(2, 1).build().toDelete(jobs)).containsExactly("older", "old");
        assertThat(JobPolicy.builder().history(0, 0).build().toDelete(jobs))
                .containsExactly("older", "old", "new", "undated", "failed");
        assertThat(JobPolicy.builder().build().toDelete(jobs)).isEmpty();
    }

    @Test
    void labelsOfTheScaledJobWinAndExcludedOnesStayAway() {
        JobMetadata metadata = JobMetadata.of(
                "imports",
                Map.of("team", "a", "cost", "b", "app.kubernetes.io/name", "own"),
                Map.of("scaledjob.keda.sh/job-excluded-labels", "cost, other"),
                7,
                "Never");
        assertThat(metadata.generateName()).isEqualTo("imports-");
        assertThat(metadata.labels())
                .containsEntry("team", "a")
                .containsEntry("app.kubernetes.io/name", "own")
                .containsEntry("scaledjob.keda.sh/name", "imports")
                .doesNotContainKey("cost");
        assertThat(metadata.annotations()).containsEntry("scaledjob.keda.sh/generation", "7");
        assertThat(metadata.restartPolicy()).isEqualTo("Never");
        assertThat(JobMetadata.of("imports", Map.of(), Map.of(), 7, "").restartPolicy())
                .isEqualTo("OnFailure");
    }
}
