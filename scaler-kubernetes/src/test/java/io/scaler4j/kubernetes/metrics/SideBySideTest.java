package io.scaler4j.kubernetes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaler4j.Autoscaler;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.kubernetes.KubernetesTargets;
import io.scaler4j.metric.Reading;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Deployments with the same loads and the same specification: the real HPA scales one through our metrics server, and
 * an {@link Autoscaler} another one through its scale subresource. Both go through the same counts.
 *
 * <p>A third deployment has a second real HPA of the same specification, as the control: how often a real HPA differs
 * from itself, since windows are full of edges and a busy machine is late. Where the two real ones differ there is no
 * right sequence; this is printed.
 *
 * <p>Each load stays until both have settled: one that is still on its way when the load turns may turn around a count
 * sooner than the other, which looks at another moment.
 *
 * <p>{@code -Dscaler4j.sidebyside.specs=20} compares more, with a random seed; {@code -Dscaler4j.seed=N} takes those of
 * a printed seed again.
 */
class SideBySideTest {

    private static final int SPECS = Integer.getInteger("scaler4j.sidebyside.specs", 3);
    /** Of three whose counts do not hang on how fast a Deployment tells its replicas; more are random. */
    private static final long STEADY = 7085003522082L;

    private static final Duration TURN = Duration.ofMillis(1400);
    /** Longer than any window and any period of {@link RandomHpas}, and two turns. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** One specification, its three deployments, and the counts that they were asked for. */
    private record Pair(
            String name,
            String yaml,
            AtomicReference<Reading> load,
            Counts real,
            Counts twin,
            Counts ours,
            AutoCloseable end) {

        boolean isDeterminate() {
            return real.list().equals(twin.list());
        }

        boolean isSettled() {
            return real.areQuiet() && twin.areQuiet() && ours.areQuiet();
        }
    }

    /** What a deployment was asked for, each count once in a row. */
    private static final class Counts {
        private final List<Integer> counts = new ArrayList<>();
        private long changedAt = System.nanoTime();

        synchronized void add(int count) {
            if (counts.isEmpty() || counts.get(counts.size() - 1) != count) {
                counts.add(count);
                changedAt = System.nanoTime();
            }
        }

        synchronized boolean areQuiet() {
            return System.nanoTime() - changedAt > QUIET.toNanos();
        }

        synchronized List<Integer> list() {
            return List.copyOf(counts);
        }
    }

    @Test
    void goesThroughTheCountsOfTheRealHpa() throws Exception {
        long seed = Long.getLong("scaler4j.seed", SPECS <= 3 ? STEADY : System.nanoTime());
        System.out.println("Side by side: -Dscaler4j.seed=" + seed);
        try (var server = ServerRequirement.startKubernetes(() -> KubernetesServer.own(TURN));
                var cluster = HpaCluster.on(server);
                var targets = KubernetesTargets.open(cluster.client.getConfiguration());
                var connections = new SharedConnections()) {
            var random = new Random(seed);
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < SPECS; i++) {
                pairs.add(start(
                        cluster, targets, connections, RandomHpas.next("spec-" + i, cluster.namespace(), random)));
            }
            for (int step = 0; step < 4; step++) {
                for (Pair pair : pairs) {
                    pair.load().set(load(step, random));
                }
                hold(pairs);
            }
            for (Pair pair : pairs) {
                pair.end().close();
            }
            System.out.printf(
                    "Side by side: %d specs, %d counts of the HPA, %d of ours, %d equal sequences;"
                            + " a second HPA had %d equal sequences%n",
                    SPECS,
                    pairs.stream().mapToInt(pair -> pair.real().list().size()).sum(),
                    pairs.stream().mapToInt(pair -> pair.ours().list().size()).sum(),
                    pairs.stream()
                            .filter(pair ->
                                    pair.real().list().equals(pair.ours().list()))
                            .count(),
                    pairs.stream().filter(Pair::isDeterminate).count());
            pairs.stream()
                    .filter(pair -> !pair.isDeterminate())
                    .forEach(pair -> System.out.printf(
                            "Side by side: two HPAs differ, so nothing is asserted:%n%s %s%n %s%n ours %s%n",
                            pair.yaml(),
                            pair.real().list(),
                            pair.twin().list(),
                            pair.ours().list()));
            assertThat(pairs).anySatisfy(pair -> assertThat(pair.real().list()).hasSizeGreaterThan(2));
            assertThat(pairs.stream().filter(Pair::isDeterminate)).hasSizeGreaterThan(SPECS / 2);
            assertThat(pairs.stream().filter(Pair::isDeterminate))
                    .allSatisfy(pair -> assertThat(pair.ours().list())
                            .as(pair.yaml())
                            .containsExactlyElementsOf(pair.real().list()));
        }
    }

    /** Up, down, gone, and something again. */
    private static Reading load(int step, Random random) {
        return switch (step) {
            case 0 -> Reading.of(80 + random.nextInt(100));
            case 1 -> Reading.of(random.nextInt(30));
            case 2 -> Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source is gone");
            default -> Reading.of(random.nextInt(150));
        };
    }

    /** A load that was just set counts from its first look on. */
    private static void hold(List<Pair> pairs) {
        await().pollDelay(QUIET)
                .pollInterval(Duration.ofMillis(200))
                .atMost(LIMIT)
                .until(() -> pairs.stream().allMatch(Pair::isSettled));
    }

    private static Pair start(
            HpaCluster cluster, KubernetesTargets targets, SharedConnections connections, RandomHpas.Hpa hpa) {
        var reading =
                new AtomicReference<Reading>(Reading.failure(Reading.Failure.Kind.NOT_YET, "no load was given yet"));
        String real = hpa.name();
        String twin = hpa.name() + "-twin";
        String ours = hpa.name() + "-ours";
        for (String name : List.of(real, twin, ours)) {
            cluster.deploy(name, hpa.replicas());
            await().atMost(LIMIT).until(() -> cluster.ready(name) == hpa.replicas());
        }
        var realCounts = new Counts();
        var twinCounts = new Counts();
        var ourCounts = new Counts();
        List<Watch> watches = List.of(
                counts(cluster, real, realCounts), counts(cluster, twin, twinCounts), counts(cluster, ours, ourCounts));
        cluster.metrics.serve(ExternalMetric.of(cluster.namespace(), real, request -> reading.get()));
        cluster.create(Serialization.unmarshal(hpa.yaml(), HorizontalPodAutoscaler.class));
        HorizontalPodAutoscaler second = Serialization.unmarshal(hpa.yaml(), HorizontalPodAutoscaler.class);
        second.getMetadata().setName(twin);
        second.getSpec().getScaleTargetRef().setName(twin);
        cluster.create(second);
        String trigger = ScaledObjects.parse(hpa.yaml())
                .single()
                .triggers()
                .get(0)
                .metric()
                .trigger();
        AutoscalerSpec spec = ScaledObjects.reader()
                .bind(trigger, request -> reading.get())
                .parse(hpa.yaml())
                .single();
        Autoscaler autoscaler = spec.configure(spec.openTriggers(connections))
                .target(targets.target(cluster.namespace(), TargetRef.deployment(ours)))
                .interval(TURN)
                .build()
                .start();
        return new Pair(real, hpa.yaml(), reading, realCounts, twinCounts, ourCounts, () -> {
            autoscaler.close();
            watches.forEach(Watch::close);
        });
    }

    private static Watch counts(HpaCluster cluster, String name, Counts counts) {
        return cluster.client
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName(name)
                .watch(new Watcher<Deployment>() {
                    @Override
                    public void eventReceived(Action action, Deployment deployment) {
                        counts.add(deployment.getSpec().getReplicas());
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                });
    }
}
