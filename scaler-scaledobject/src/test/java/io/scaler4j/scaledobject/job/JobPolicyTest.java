package io.scaler4j.scaledobject.job;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.policy.Measurement;
import io.scaler4j.scaledobject.job.JobStep.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How many jobs are created, and what is said about it. */
class JobPolicyTest {

    private static final Measurement UNREADABLE =
            Measurement.of("lost", averageValue(1), Reading.failure(Kind.TIMEOUT, "no answer within 3 s"));

    private static Measurement queue(String name, double length, double perJob) {
        return Measurement.of(name, averageValue(perJob), Reading.of(length));
    }

    private static JobDecision decide(JobPolicy.Builder policy, int running, int pending, Measurement... triggers) {
        return policy.build().decide(List.of(triggers), JobCounts.of(running, pending));
    }

    @Test
    void aQueueAsksForAJobPerTarget() {
        JobDecision decision = decide(JobPolicy.builder(), 0, 0, queue("imports", 20, 5));
        assertThat(decision.create()).isEqualTo(4);
        assertThat(decision).hasToString("RECOMMEND 0 -> 4 imports has 20 of 5 per job");
    }

    @Test
    void jobsThatRunAreTakenOff() {
        JobDecision decision = decide(JobPolicy.builder(), 3, 0, queue("imports", 20, 5));
        assertThat(decision.create()).isEqualTo(1);
        assertThat(decision.binding()).hasToString("STRATEGY 4 -> 1 DEFAULT: 3 run above the minimum");
    }

    @Test
    void theMaximumIsNamedWhereItHolds() {
        JobDecision decision = decide(JobPolicy.builder().maxJobs(10), 0, 0, queue("imports", 500, 1));
        assertThat(decision.create()).isEqualTo(10);
        assertThat(decision.binding()).hasToString("MAXIMUM 500 -> 10 at most 10 above the minimum");
    }

    @Test
    void thereAreNoMoreJobsThanTheQueueIsLong() {
        JobDecision decision = decide(JobPolicy.builder(), 0, 0, queue("imports", 2, 0.5));
        assertThat(decision.create()).isEqualTo(2);
        assertThat(decision.binding()).hasToString("QUEUE 4 -> 2 the queue is 2 long");
    }

    @Test
    void theEagerStrategyFillsEverySlotWithoutWaitingForTheQueue() {
        JobDecision decision =
                decide(JobPolicy.builder().maxJobs(10).strategy(JobStrategy.EAGER), 2, 1, queue("imports", 4, 0.5));
        assertThat(decision.create()).isEqualTo(7);
    }

    @Test
    void aMissingMinimumIsCreatedWithoutWork() {
        JobDecision decision = decide(JobPolicy.builder().jobs(3, 10), 1, 0, queue("imports", 0, 1));
        assertThat(decision.create()).isEqualTo(2);
        assertThat(decision.isActive()).isTrue();
        assertThat(decision.binding()).hasToString("MINIMUM 0 -> 2 1 of at least 3 run");
    }

    @Test
    void jobsWithoutWorkAreNotEnded() {
        JobDecision decision = decide(JobPolicy.builder(), 7, 0, queue("imports", 0, 1));
        assertThat(decision.create()).isZero();
        assertThat(decision.isActive()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "DEFAULT, 4, 2, 6",
        "ACCURATE, 4, 2, 8",
        "CUSTOM, 4, 2, 7",
        "EAGER, 4, 2, 10",
        "ACCURATE, 14, 2, 6",
        "EAGER, 14, 4, 2"
    })
    void everyStrategyTakesOffWhatItSays(JobStrategy strategy, int running, int pending, int create) {
        JobPolicy.Builder policy =
                JobPolicy.builder().maxJobs(20).custom(1, 0.5).strategy(strategy);
        assertThat(decide(policy, running, pending, queue("imports", 10, 1)).create())
                .isEqualTo(create);
    }

    @Test
    void jobsThatCannotBeListedAreNotCreatedAgain() {
        JobDecision decision =
                JobPolicy.builder().jobs(2, 10).build().decide(List.of(queue("imports", 9, 1)), JobCounts.unknown());
        assertThat(decision.create()).isZero();
        assertThat(decision.binding()).hasToString("UNKNOWN 8 -> 0 how many jobs run is not known, so none is created");
    }

    @ParameterizedTest
    @EnumSource(JobStrategy.class)
    void unknownPodsNeverGiveMoreJobsThanKnownOnes(JobStrategy strategy) {
        JobPolicy policy = JobPolicy.builder().maxJobs(10).strategy(strategy).build();
        for (int running = 0; running <= 10; running++) {
            JobCounts unknown = new JobCounts(OptionalInt.of(running), OptionalInt.empty());
            int create = policy.decide(List.of(queue("imports", 8, 1)), unknown).create();
            for (int pending = 0; pending <= running; pending++) {
                assertThat(create)
                        .isLessThanOrEqualTo(
                                policy.decide(List.of(queue("imports", 8, 1)), JobCounts.of(running, pending))
                                        .create());
            }
        }
    }

    @Test
    void aTriggerThatCannotBeReadIsLeftOutOfTheMaximumAndOfTheSum() {
        for (JobCombination combination : List.of(JobCombination.MAX, JobCombination.SUM)) {
            JobDecision decision =
                    decide(JobPolicy.builder().combination(combination), 0, 0, queue("imports", 4, 1), UNREADABLE);
            assertThat(decision.create()).isEqualTo(4);
            assertThat(decision.failed()).containsExactly("lost");
            assertThat(decision.toString()).startsWith("lost FAILED TIMEOUT no answer within 3 s · RECOMMEND 0 -> 4");
        }
    }

    @Test
    void theMinimumAndTheMeanAreUnknownWithoutOneOfTheNumbers() {
        for (JobCombination combination : List.of(JobCombination.MIN, JobCombination.AVG)) {
            JobPolicy.Builder policy = JobPolicy.builder().minJobs(1).combination(combination);
            JobDecision held = decide(policy, 1, 0, queue("imports", 4, 1), UNREADABLE);
            assertThat(held.create()).isZero();
            assertThat(held.binding().stage()).isEqualTo(Stage.UNKNOWN);
            assertThat(held.binding().because()).contains(combination.name());
            assertThat(decide(policy, 0, 0, queue("imports", 4, 1), UNREADABLE).create())
                    .as("the minimum is kept")
                    .isEqualTo(1);
        }
    }

    @Test
    void aTargetInTotalGivesNoJobsAndSaysSo() {
        Measurement total = Measurement.of("imports", MetricTarget.value(5), Reading.of(20));
        JobDecision decision = decide(JobPolicy.builder(), 0, 0, total);
        assertThat(decision.create()).isZero();
        assertThat(decision.isActive()).isTrue();
        assertThat(decision.toString()).contains("gives no number of jobs without an AverageValue target");
    }

    @Test
    void whatASourceCannotKeepBusyIsNotCreated() {
        Reading limited = Reading.value(500).limits(ReplicaLimits.atMost(12)).build();
        assertThat(decide(JobPolicy.builder(), 0, 0, Measurement.of("lag", averageValue(1), limited))
                        .create())
                .isEqualTo(12);
    }

    @Test
    void aTriggerBelowItsActivationThresholdDoesNotCount() {
        JobDecision decision =
                decide(JobPolicy.builder(), 0, 0, queue("imports", 5, 1).activatesAbove(5), queue("exports", 2, 1));
        assertThat(decision.create()).isEqualTo(2);
        assertThat(decision.recommendations())
                .extracting(JobRecommendation::state)
                .containsExactly(JobRecommendation.State.INACTIVE, JobRecommendation.State.ACTIVE);
    }

    @Test
    void hugeQueuesDoNotOverflow() {
        JobDecision decision = decide(
                JobPolicy.builder().jobs(0, Integer.MAX_VALUE).combination(JobCombination.SUM),
                3,
                0,
                queue("imports", 1e15, 0.001),
                queue("exports", 1e15, 0.001));
        assertThat(decision.create()).isEqualTo(Integer.MAX_VALUE - 3);
    }

    @Test
    void aDecisionAsPlainValuesHasTheDecidingStage() {
        JobDecision decision = decide(JobPolicy.builder().maxJobs(3), 0, 0, queue("imports", 20, 5));
        assertThat(decision.toMap()).containsEntry("create", 3).containsEntry("stage", "MAXIMUM");
        assertThat(decision.toMap().toString()).contains("because=imports has 20 of 5 per job", "state=ACTIVE");
    }

    @Test
    void withoutLimitsAHundredJobsOfEachOutcomeAreKept() {
        Instant day = Instant.parse("2026-01-31T00:00:00Z");
        var jobs = new ArrayList<Job>();
        for (int i = 0; i <= 100; i++) {
            Optional<Instant> finished = Optional.of(day.minusSeconds(i));
            jobs.add(new Job("complete-" + i, Job.Outcome.COMPLETE, finished, Optional.empty()));
            jobs.add(new Job("failed-" + i, Job.Outcome.FAILED, finished, Optional.empty()));
        }
        assertThat(JobPolicy.builder().build().toDelete(jobs)).containsExactly("complete-100", "failed-100");
    }

    @Test
    void everyWrongOptionIsToldAtOnce() {
        assertThatThrownBy(() -> JobPolicy.builder()
                        .jobs(-1, -2)
                        .custom(1, Double.NaN)
                        .history(-1, -1)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        refused -> assertThat(refused.problems()).hasSize(5));
        assertThatThrownBy(() -> JobCounts.of(-1, 0)).hasMessageContaining("at least 0");
    }

    @Test
    void policiesOfEqualOptionsAreEqual() {
        assertThat(JobPolicy.builder().jobs(1, 5).build())
                .isEqualTo(JobPolicy.builder().minJobs(1).maxJobs(5).build())
                .hasSameHashCodeAs(JobPolicy.builder().jobs(1, 5).build())
                .isNotEqualTo(JobPolicy.builder().jobs(1, 6).build());
    }
}
