package io.scaler4j.kubernetes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/**
 * The library in the shadow of the real HPA: it decides on the same numbers each time the HPA does, and comes to the
 * same count. The HPA looks every 1.4 s.
 *
 * <p>{@code -Dscaler4j.shadow.hpas=50 -Dscaler4j.shadow.turns=5000} compares more of them, {@code -Dscaler4j.seed=N}
 * repeats the HPAs and loads of a run.
 */
class HpaShadowTest {

    private static final int HPAS = Integer.getInteger("scaler4j.shadow.hpas", 12);
    private static final int TURNS = Integer.getInteger("scaler4j.shadow.turns", 150);
    private static final Duration LIMIT = Duration.ofSeconds(60).plusMillis(3000L * TURNS / HPAS);

    @Test
    void decidesAsTheRealHpaInEveryTurn() {
        long seed = Long.getLong("scaler4j.seed", System.nanoTime());
        System.out.println("HPA shadow: -Dscaler4j.seed=" + seed);
        try (var server = ServerRequirement.startKubernetes(() -> KubernetesServer.own(Duration.ofMillis(1400)));
                var cluster = HpaCluster.on(server)) {
            List<RandomHpas.Hpa> hpas = new ArrayList<>();
            var random = new Random(seed);
            for (int i = 0; i < HPAS; i++) {
                hpas.add(RandomHpas.next("hpa-" + i, cluster.namespace(), random));
            }
            deployReady(cluster, hpas);
            List<ShadowedHpa> shadows = hpas.stream()
                    .map(hpa -> start(cluster, hpa, random.nextLong()))
                    .toList();
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> total(shadows, ShadowedHpa::turns) >= TURNS);
            List<String> different = shadows.stream()
                    .flatMap(each -> each.differences().stream())
                    .toList();
            int changes = total(shadows, ShadowedHpa::changes);
            int onTheEdge = total(shadows, ShadowedHpa::onTheEdge);
            System.out.printf(
                    "HPA shadow: %d turns of %d HPAs, %d changes, %d failed reads; %d differ, %d by less than 0.3 s%n",
                    total(shadows, ShadowedHpa::turns),
                    HPAS,
                    changes,
                    total(shadows, ShadowedHpa::failures),
                    different.size(),
                    onTheEdge);
            assertThat(changes).isGreaterThan(TURNS / 20);
            assertThat(onTheEdge).isLessThan(2 + TURNS / 50);
            assertThat(different).isEmpty();
        }
    }

    /** Until all are ready, the HPA and we might count different pods. */
    private static void deployReady(HpaCluster cluster, List<RandomHpas.Hpa> hpas) {
        hpas.forEach(hpa -> cluster.deploy(hpa.name(), hpa.replicas()));
        hpas.forEach(hpa -> await().atMost(LIMIT).until(() -> cluster.ready(hpa.name()) == hpa.replicas()));
    }

    private static ShadowedHpa start(HpaCluster cluster, RandomHpas.Hpa hpa, long seed) {
        var shadow = new ShadowedHpa(
                cluster, hpa.name(), ScaledObjects.parse(hpa.yaml()).single(), seed);
        cluster.metrics.serve(ExternalMetric.of(cluster.namespace(), hpa.name(), shadow));
        cluster.create(Serialization.unmarshal(hpa.yaml(), HorizontalPodAutoscaler.class));
        return shadow;
    }

    private static int total(List<ShadowedHpa> shadows, ToIntFunction<ShadowedHpa> number) {
        return shadows.stream().mapToInt(number).sum();
    }
}
