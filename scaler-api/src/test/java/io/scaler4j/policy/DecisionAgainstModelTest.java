package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.policy.NaiveModel.Metric;
import io.scaler4j.policy.NaiveModel.Move;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The policy beside a {@link NaiveModel}, on random sequences of decisions: every stage must come to the same number.
 * Replay one sequence with {@code -Dscaler4j.seed=N}; {@code -Dscaler4j.sequences=N} runs another number than 100,000.
 */
class DecisionAgainstModelTest {

    private static final long SEQUENCES_PER_BLOCK = 5_000;

    static LongStream blocks() {
        Long one = Long.getLong("scaler4j.seed");
        return one == null
                ? LongStream.iterate(
                        0,
                        first -> first < Long.getLong("scaler4j.sequences", 100_000),
                        first -> first + SEQUENCES_PER_BLOCK)
                : LongStream.of(one);
    }

    @ParameterizedTest(name = "sequences from seed {0} on")
    @MethodSource("blocks")
    void everyStageComesToTheNumberOfTheModel(long first) {
        long count = Long.getLong("scaler4j.seed") == null
                ? Math.min(SEQUENCES_PER_BLOCK, Long.getLong("scaler4j.sequences", 100_000))
                : 1;
        long decisions = 0;
        for (long seed = first; seed < first + count; seed++) {
            decisions += new Sequence(seed).compare();
        }
        assertThat(decisions).isGreaterThanOrEqualTo(10 * count);
    }

    /** One policy, its model and the world around them. */
    private static final class Sequence {

        private final long seed;
        private final SplittableRandom random;
        private final ModelledPolicy given;
        private final NaiveModel model;
        private ScalingState state = ScalingState.initial();
        private long now = Timeline.START.toEpochMilli();
        private int count;

        Sequence(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
            given = new ModelledPolicy(random);
            model = new NaiveModel(given.settings());
            count = given.someCount(random);
        }

        int compare() {
            int turns = random.nextInt(100) == 0 ? 300 : random.nextInt(10, 31);
            for (int turn = 0; turn < turns; turn++) {
                compareOne(turn);
            }
            return turns;
        }

        private void compareOne(int turn) {
            now += passedMillis();
            count = random.nextInt(12) == 0 ? given.someCount(random) : count;
            var replicas = new Replicas(count, near(count), near(count));
            List<Metric> metrics = metrics();
            var observation = Observation.of(Instant.ofEpochMilli(now), replicas, measurements(metrics));

            Decision decision = given.policy().decide(state, observation);
            List<Move> expected = model.decide(now, replicas, recommending(metrics));

            if (!areSameSteps(decision.explanation().steps(), expected)) {
                fail("seed " + seed + ", turn " + turn + ", " + given.policy() + "\n" + state + "\n" + observation
                        + "\nthe policy: " + decision + "\nthe model:  " + expected);
            }
            boolean written = random.nextInt(8) > 0;
            state = decision.next(written);
            if (written) {
                model.wrote(count, decision.to());
                count = decision.to();
            }
        }

        private static boolean areSameSteps(List<Step> steps, List<Move> moves) {
            boolean same = steps.size() == moves.size();
            for (int i = 0; same && i < moves.size(); i++) {
                Step step = steps.get(i);
                same = new Move(step.stage(), step.from(), step.to()).equals(moves.get(i));
            }
            return same;
        }

        /** Mostly the beat of a loop, so that windows and periods are met to the millisecond; at times backwards. */
        private long passedMillis() {
            return switch (random.nextInt(10)) {
                case 0 -> 0;
                case 1, 2 -> random.nextInt(59_000);
                case 3 -> random.nextInt(10) == 0 ? -random.nextInt(200_000) : 30_000;
                default -> 15_000;
            };
        }

        private int near(int replicas) {
            return switch (random.nextInt(8)) {
                case 0 -> random.nextInt(0, replicas);
                case 1 -> Math.max(replicas, replicas + random.nextInt(3));
                default -> replicas;
            };
        }

        private List<Metric> metrics() {
            List<Metric> metrics = new ArrayList<>();
            int triggers = given.sum() == null ? random.nextInt(1, 4) : 2;
            for (int i = 0; i < triggers; i++) {
                boolean perReplica = random.nextInt(4) > 0;
                long target = random.nextInt(10) == 0 ? random.nextInt(1, 1000) : random.nextInt(1, 100) * 1000L;
                metrics.add(new Metric(
                        perReplica,
                        value(perReplica ? target * Math.max(1, count) : target),
                        target,
                        given.toleranceUp(),
                        given.toleranceDown(),
                        random.nextInt(10) == 0,
                        random.nextInt(10) == 0,
                        random.nextInt(6) == 0 ? random.nextInt(0, 40) : Integer.MAX_VALUE));
            }
            return metrics;
        }

        /** Around what would be on target, nothing, too much, or nonsense. */
        private long value(long onTarget) {
            return switch (random.nextInt(12)) {
                case 0, 1 -> 0;
                case 2 -> -random.nextLong(1, 1_000_000);
                case 3 -> random.nextLong();
                case 4, 5, 6 -> onTarget / 100 * random.nextInt(85, 116);
                default -> (long) (onTarget * random.nextDouble() * 3);
            };
        }

        private List<Metric> recommending(List<Metric> metrics) {
            return given.sum() == null ? metrics : List.of(given.sum().of(metrics));
        }

        private List<Measurement> measurements(List<Metric> metrics) {
            var measurements = new ArrayList<Measurement>();
            for (Metric metric : metrics) {
                measurements.add(measurement("trigger" + measurements.size(), metric));
            }
            return measurements;
        }

        private Measurement measurement(String trigger, Metric metric) {
            MetricTarget target = metric.perReplica()
                    ? MetricTarget.averageValue(metric.target() / 1000.0)
                    : MetricTarget.value(metric.target() / 1000.0);
            Measurement measurement = Measurement.of(trigger, target, reading(metric));
            // Abstaining, so that the target counts as active: becoming idle is not in the model.
            return given.sum() == null ? measurement.abstains() : measurement;
        }

        private static Reading reading(Metric metric) {
            if (metric.failed()) {
                return DecisionFixture.DOWN;
            }
            var reading = Reading.valueOfMilli(metric.value());
            if (metric.partial()) {
                reading.lowerBound();
            }
            return metric.usefulMaximum() == Integer.MAX_VALUE
                    ? reading.build()
                    : reading.limits(ReplicaLimits.atMost(metric.usefulMaximum()))
                            .build();
        }
    }
}
