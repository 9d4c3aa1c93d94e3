package io.scaler4j.kubernetes.metrics;

import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.AutoscalerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What an HPA asks for its metric. Each time it asks, the library decides as well, on what there is at that moment; at
 * the next time the count of the deployment says what the HPA has decided.
 */
final class ShadowedHpa implements Scaler {

    /**
     * The HPA takes the time after it has read the metric, and again after it has written; both take their time on a
     * busy machine. Where so much sooner or later makes another decision, either is right.
     */
    private static final int[] MILLIS_AROUND = {0, -100, 100, -200, 200, -300, 300};

    private final HpaCluster cluster;
    private final String name;
    private final AutoscalerSpec spec;
    private final Random random;
    private final MetricSpec metric;
    private final List<String> differences = new ArrayList<>();
    private ScalingState state = ScalingState.initial();
    /** The decision at the time of the last turn, then those of shortly before and after. */
    private List<Decision> last = List.of();

    private double load = 10;
    private int turns;
    private int changes;
    private int failures;
    private int onTheEdge;

    ShadowedHpa(HpaCluster cluster, String name, AutoscalerSpec spec, long seed) {
        this.cluster = cluster;
        this.name = name;
        this.spec = spec;
        random = new Random(seed);
        metric = spec.triggers().get(0).metric();
    }

    @Override
    public synchronized Reading read(ReadRequest request) {
        Scale scale = cluster.scale(name);
        Integer wanted = scale.getSpec().getReplicas();
        Integer current = scale.getStatus().getReplicas();
        int from = wanted == null ? 0 : wanted;
        var replicas = new Replicas(from, current == null ? 0 : current, cluster.ready(name));
        settle(from);
        Reading reading = reading();
        last = IntStream.of(MILLIS_AROUND)
                .mapToObj(millis -> spec.policy()
                        .decide(
                                state,
                                Observation.of(
                                        request.now().plusMillis(millis), replicas, Measurement.of(metric, reading))))
                .toList();
        return reading;
    }

    /** Compares with what the HPA has made of its last turn. */
    private void settle(int now) {
        if (last.isEmpty()) {
            return;
        }
        turns++;
        Decision ours = last.get(0);
        if (ours.changes()) {
            changes++;
        }
        if (ours.to() == now) {
            state = ours.next(true);
            return;
        }
        Optional<Decision> around =
                last.stream().filter(decision -> decision.to() == now).findFirst();
        if (around.isPresent()) {
            onTheEdge++;
        } else {
            differences.add(name + ": from " + ours.from() + " the HPA went to " + now + " and we to " + ours.to()
                    + "\n" + ours.explanation() + "\n" + spec.policy());
        }
        state = around.map(decision -> decision.next(true)).orElseGet(() -> ours.next(false));
    }

    /** A load that rises, falls, jumps, is gone, and fails now and then. */
    private Reading reading() {
        int chance = random.nextInt(20);
        if (chance == 0) {
            failures++;
            return Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source is away for a turn");
        }
        if (chance < 8) {
            load = random.nextInt(150);
        } else if (chance == 8) {
            load = 0;
        } else if (chance < 13) {
            load = Math.max(0, load + random.nextInt(41) - 20);
        }
        return Reading.of(load + random.nextInt(100) / 100.0);
    }

    synchronized int turns() {
        return turns;
    }

    synchronized int changes() {
        return changes;
    }

    /** Turns in which a moment decided, and in which the HPA was the one that was later or sooner. */
    synchronized int onTheEdge() {
        return onTheEdge;
    }

    synchronized int failures() {
        return failures;
    }

    synchronized List<String> differences() {
        return List.copyOf(differences);
    }
}
