package io.scaler4j.scaledobject.job;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import io.scaler4j.scaledobject.job.JobModel.Queue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every number of jobs. */
class JobPropertiesTest {

    private static final int RUNS = 20_000;

    private final long seed = Long.getLong("scaler4j.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private JobModel model() {
        return new JobModel(
                random.nextInt(3) == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(8)),
                random.nextInt(3) == 0 ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(20)),
                JobStrategy.values()[random.nextInt(JobStrategy.values().length)],
                random.nextInt(7) - 2,
                random.nextInt(9) * 0.25 - 0.5,
                JobCombination.values()[random.nextInt(JobCombination.values().length)]);
    }

    private List<Queue> queues() {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> queue()).toList();
    }

    /** Halves and quarters, so that sums are exact in any order. */
    private Queue queue() {
        double length = random.nextInt(5) == 0 ? 0 : random.nextInt(80) * 0.5;
        double perJob = random.nextInt(8) == 0 ? 0 : 0.25 * (1 << random.nextInt(6));
        return new Queue(length, perJob, length > 0 && random.nextInt(4) > 0);
    }

    private static List<Measurement> measurements(List<Queue> queues) {
        var measurements = new ArrayList<Measurement>();
        for (Queue queue : queues) {
            MetricTarget target = queue.perJob() == 0 ? MetricTarget.value(1) : averageValue(queue.perJob());
            Measurement one = Measurement.of("q" + measurements.size(), target, Reading.of(queue.length()));
            measurements.add(queue.isActive() ? one : one.activatesAbove(1e9));
        }
        return measurements;
    }

    @Test
    void theNumberIsThatOfTheSpecification() {
        int created = 0;
        for (int i = 0; i < RUNS; i++) {
            JobModel model = model();
            List<Queue> queues = queues();
            int running = random.nextInt(30);
            int pending = random.nextInt(running + 1);
            JobDecision decision = model.policy().decide(measurements(queues), JobCounts.of(running, pending));
            assertThat(decision.create())
                    .as("-Dscaler4j.seed=%d: %s %s, %d run, %d pending", seed, model, queues, running, pending)
                    .isEqualTo(model.create(queues, running, pending));
            created += decision.create() > 0 ? 1 : 0;
        }
        assertThat(created).isGreaterThan(RUNS / 10);
    }

    @Test
    void theStepsLeadFromNothingToTheNumber() {
        for (int i = 0; i < RUNS; i++) {
            JobModel model = model();
            JobCounts counts = counts();
            JobDecision decision = model.policy().decide(measurements(queues()), counts);
            int from = 0;
            for (JobStep step : decision.steps()) {
                assertThat(step.from())
                        .as("-Dscaler4j.seed=%d: %s", seed, decision)
                        .isEqualTo(from);
                assertThat(step.because()).isNotBlank();
                from = step.to();
            }
            assertThat(decision.create()).isEqualTo(from);
            assertThat(decision.steps()).contains(decision.binding());
            assertThat(decision.steps())
                    .extracting(JobStep::stage)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(decision.toMap()).containsEntry("create", decision.create());
            assertThat(decision.toMap().get("steps"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSameSizeAs(decision.steps());
        }
    }

    private JobCounts counts() {
        int running = random.nextInt(30);
        OptionalInt pending =
                random.nextInt(4) == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(running + 1));
        return random.nextInt(8) == 0 ? JobCounts.unknown() : new JobCounts(OptionalInt.of(running), pending);
    }

    @ParameterizedTest
    @EnumSource(value = JobStrategy.class, mode = EnumSource.Mode.EXCLUDE, names = "CUSTOM")
    void neverMoreJobsRunThanTheMaximum(JobStrategy strategy) {
        for (int i = 0; i < RUNS; i++) {
            int min = random.nextInt(5);
            int max = min + 1 + random.nextInt(20);
            JobPolicy policy =
                    JobPolicy.builder().jobs(min, max).strategy(strategy).build();
            int running = random.nextInt(max + 1);
            JobDecision decision =
                    policy.decide(measurements(queues()), JobCounts.of(running, random.nextInt(running + 1)));
            assertThat(running + decision.create())
                    .as("-Dscaler4j.seed=%d: %s, %d of %d run", seed, decision, running, max)
                    .isLessThanOrEqualTo(max);
        }
    }

    @ParameterizedTest
    @EnumSource(JobStrategy.class)
    void aLongerQueueNeverCreatesFewerJobs(JobStrategy strategy) {
        JobPolicy policy = JobPolicy.builder()
                .jobs(1, 12)
                .custom(2, 0.5)
                .strategy(strategy)
                .build();
        for (int running = 0; running < 14; running++) {
            for (int pending = 0; pending <= running; pending++) {
                int before = 0;
                for (int length = 0; length < 30; length++) {
                    int create = policy.decide(
                                    measurements(List.of(new Queue(length, 2, length > 0))),
                                    JobCounts.of(running, pending))
                            .create();
                    boolean overTheBound = strategy == JobStrategy.ACCURATE && create < before;
                    if (overTheBound) {
                        // At the maximum the accurate strategy takes off what runs instead of what is pending.
                        assertThat(before + running).as("%d run", running).isLessThanOrEqualTo(12 + pending);
                    } else {
                        assertThat(create)
                                .as("%d run, %d pending", running, pending)
                                .isGreaterThanOrEqualTo(before);
                    }
                    before = create;
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JobStrategy.class,
            names = {"DEFAULT", "EAGER"})
    void moreRunningJobsNeverCreateMore(JobStrategy strategy) {
        JobPolicy policy = JobPolicy.builder().jobs(2, 15).strategy(strategy).build();
        for (int length = 0; length < 40; length++) {
            List<Measurement> queue = measurements(List.of(new Queue(length, 2, length > 0)));
            int before = Integer.MAX_VALUE;
            for (int running = 2; running < 20; running++) {
                int create = policy.decide(queue, JobCounts.of(running, 0)).create();
                assertThat(create).as("%d run, %d wait", running, length).isLessThanOrEqualTo(before);
                before = create;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(JobCombination.class)
    void theOrderOfTriggersDoesNotMatter(JobCombination combination) {
        for (int i = 0; i < 2_000; i++) {
            List<Queue> queues = IntStream.range(0, 3)
                    .mapToObj(n -> new Queue(1 + random.nextInt(40), 2, true))
                    .toList();
            JobPolicy policy =
                    JobPolicy.builder().maxJobs(15).combination(combination).build();
            var turned = new ArrayList<>(queues);
            Collections.rotate(turned, 1 + random.nextInt(2));
            JobCounts counts = JobCounts.of(random.nextInt(10), 0);
            assertThat(policy.decide(measurements(turned), counts).create())
                    .as("-Dscaler4j.seed=%d: %s", seed, queues)
                    .isEqualTo(policy.decide(measurements(queues), counts).create());
        }
    }

    @ParameterizedTest
    @EnumSource(JobCombination.class)
    void severalEqualTriggersAreOneExceptInASum(JobCombination combination) {
        JobPolicy policy = JobPolicy.builder().combination(combination).build();
        Queue queue = new Queue(12, 2, true);
        int one =
                policy.decide(measurements(List.of(queue)), JobCounts.of(0, 0)).create();
        int three = policy.decide(measurements(List.of(queue, queue, queue)), JobCounts.of(0, 0))
                .create();
        assertThat(one).isEqualTo(6);
        assertThat(three).isEqualTo(combination == JobCombination.SUM ? 18 : 6);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0.0, 7",
        "3, 1e18, 0",
        "3, 1e19, 0",
        "3, 1e300, 0",
        "0, -1e300, 10",
        "2147483647, 1e300, 0",
        "-2147483648, -1e300, 10",
        "-2147483648, 1e300, 0",
        "3, 0.19, 7",
        "3, 0.2, 6",
        "3, -0.2, 8"
    })
    void noNumberOfTheCustomStrategyOverflows(int deduction, double share, int create) {
        JobPolicy policy =
                JobPolicy.builder().maxJobs(20).custom(deduction, share).build();
        assertThat(policy.decide(measurements(List.of(new Queue(10, 1, true))), JobCounts.of(5, 0))
                        .create())
                .isEqualTo(create);
    }

    @Test
    void withoutWorkAndWithoutAMinimumNothingIsCreated() {
        for (int i = 0; i < RUNS; i++) {
            JobModel model = model();
            if (model.least() == 0) {
                List<Queue> idle = List.of(new Queue(5, 1, false), new Queue(0, 2, false));
                JobDecision decision = model.policy().decide(measurements(idle), JobCounts.of(random.nextInt(9), 0));
                assertThat(decision.create())
                        .as("-Dscaler4j.seed=%d: %s", seed, model)
                        .isZero();
                assertThat(decision.isActive()).isFalse();
            }
        }
    }
}
