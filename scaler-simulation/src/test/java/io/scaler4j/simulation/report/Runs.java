package io.scaler4j.simulation.report;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.value;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import io.scaler4j.simulation.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Runs to report on. */
final class Runs {

    /** Whatever may end a string, an element, a script, a field or a place in a template. */
    static final String NASTY = "\"q'u\\e&ue\", </script><script>alert(1)</script><!-- ]]> {{data}} $1 \u2028\n";

    private Runs() {}

    /** Two triggers, and everything that may happen. */
    static Run eventful(long seed) {
        var random = new SplittableRandom(seed);
        Duration failing = ofMinutes(random.nextInt(10, 60));
        Duration gap = ofMinutes(random.nextInt(70, 90));
        var policy = ScalingPolicy.builder()
                .replicas(random.nextInt(2), random.nextInt(5, 30))
                .scaleDown(ScalingRules.builder()
                        .stabilizationWindow(ofMinutes(random.nextInt(4)))
                        .build())
                .build();
        return Simulation.of(policy)
                .startingAt(random.nextInt(4))
                .trigger(
                        NASTY,
                        averageValue(50),
                        Load.bursts(0, random.nextInt(1_000), ofMinutes(8), ofMinutes(2))
                                .withPoissonNoise(seed)
                                .failing(failing, failing.plusMinutes(5)))
                .trigger("latency", value(0.25), elapsed -> Reading.of(random.nextDouble(0.5)))
                .schedule(now -> now.toString().contains("T01") ? new ReplicaBounds(3, 8) : ReplicaBounds.none())
                .control(ofMinutes(65), ofMinutes(68), Control.none().pauseAt(7))
                .gap(gap, gap.plusMinutes(10))
                .failingWrites(ofMinutes(30), ofMinutes(100))
                .readyAfter(ofSeconds(40))
                .lasting(ofHours(2));
    }

    static Run closedLoop() {
        return Simulation.of(ScalingPolicy.builder().replicas(0, 20).build())
                .startingAt(0)
                .workload(
                        "lag", averageValue(20), Workload.queue(Load.constant(0).then(ofMinutes(5), 20), ofMillis(100)))
                .readyAfter(ofSeconds(20))
                .lasting(ofMinutes(20));
    }

    static Run noisy(Duration length) {
        return Simulation.of(ScalingPolicy.builder().replicas(1, 20).build())
                .trigger("queue", averageValue(50), Load.diurnal(20, 800, 0.4).withPoissonNoise(42))
                .lasting(length);
    }

    /** Something of each turn; nulls are allowed. */
    static <T> List<T> each(Run run, Function<Turn, T> of) {
        List<T> each = new ArrayList<>();
        run.turns().forEach(turn -> each.add(of.apply(turn)));
        return each;
    }
}
