package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recommendations from random samples per replica beside those of a {@link NaiveSamplesModel}. Replay one case with
 * {@code -Dscaler4j.seed=N}; {@code -Dscaler4j.sequences=N} runs another number of them than 100,000.
 */
class SamplesAgainstModelTest {

    private static final long CASES_PER_BLOCK = 10_000;
    private static final Instant NOW = Timeline.START;

    static LongStream blocks() {
        Long one = Long.getLong("scaler4j.seed");
        long all = Long.getLong("scaler4j.sequences", 100_000);
        return one == null
                ? LongStream.iterate(0, first -> first < all, first -> first + CASES_PER_BLOCK)
                : LongStream.of(one);
    }

    @ParameterizedTest(name = "cases from seed {0} on")
    @MethodSource("blocks")
    void samplesLeadToTheRecommendationOfTheModel(long first) {
        long count = Long.getLong("scaler4j.seed") == null
                ? Math.min(CASES_PER_BLOCK, Long.getLong("scaler4j.sequences", 100_000))
                : 1;
        int recommendations = 0;
        for (long seed = first; seed < first + count; seed++) {
            recommendations += compare(seed) ? 1 : 0;
        }
        if (count > 1) {
            assertThat(recommendations).as("cases that lead to a count").isGreaterThan((int) count / 4);
        }
    }

    private static boolean compare(long seed) {
        var random = new SplittableRandom(seed);
        boolean utilization = random.nextBoolean();
        int target = random.nextInt(1, 20) * 10;
        Reading.Samples samples = samples(random);
        var tolerance = new Tolerance(random.nextInt(3) * 0.1, random.nextInt(3) * 0.1);
        int current = random.nextInt(0, 8);
        MetricTarget wanted =
                utilization ? MetricTarget.utilization(target) : MetricTarget.averageValue(target / 1000.0);

        Recommendation recommendation = TriggerCalculator.recommend(
                Measurement.of("cpu", wanted, samples), Replicas.of(current), tolerance, NOW);

        var modelled = new NaiveSamplesModel.Target(utilization, target);
        OptionalInt expected = NaiveSamplesModel.propose(samples, modelled, tolerance, current, NOW);
        assertThat(recommendation.replicas())
                .as(() -> "seed " + seed + ", " + current + " replicas, " + tolerance + ", " + recommendation + "\n"
                        + samples.replicas())
                .isEqualTo(expected);
        return expected.isPresent();
    }

    private static Reading.Samples samples(SplittableRandom random) {
        List<ReplicaSample> replicas = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            replicas.add(replica(random, "replica" + i));
        }
        Resource resource = Resource.values()[Math.floorMod(random.nextInt(4), 3)];
        return Reading.samples(resource, replicas).startingUp(Duration.ofSeconds(120), Duration.ofSeconds(30));
    }

    /** Times in steps of 30 s, so that every boundary is met exactly at times. */
    private static ReplicaSample replica(SplittableRandom random, String name) {
        var replica = ReplicaSample.builder(name);
        if (random.nextInt(5) == 0) {
            replica.phase(ReplicaSample.Phase.values()[random.nextInt(5)]);
        }
        if (random.nextInt(12) == 0) {
            replica.terminating();
        }
        if (random.nextInt(10) > 0) {
            replica.ready(random.nextInt(4) > 0, NOW.minusSeconds(random.nextInt(8) * 30L));
        }
        if (random.nextInt(10) > 0) {
            replica.startedAt(NOW.minusSeconds(random.nextInt(8) * 30L));
        }
        if (random.nextInt(5) > 0) {
            replica.usage(random.nextInt(250), NOW.minusSeconds(random.nextInt(2) * 30L), Duration.ofSeconds(30));
        }
        return random.nextInt(30) == 0
                ? replica.build()
                : replica.requestMilli(random.nextInt(1, 20) * 10L).build();
    }
}
