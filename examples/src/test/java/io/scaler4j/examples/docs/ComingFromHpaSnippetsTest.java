package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.utilization;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.cpu.ReplicaSampler;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.SelectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The block of docs/coming-from-keda.md about an HPA, compiled and run. */
class ComingFromHpaSnippetsTest extends DecidedTurns {

    static final ScalingPolicy API = ScalingPolicy.likeKeda()
            .replicas(2, 10) // minReplicas, maxReplicas
            .scaleUp(ScalingRules.builder() // behavior.scaleUp
                    .stabilizationWindow(ofSeconds(30)) // stabilizationWindowSeconds
                    .replicas(2, ofSeconds(60)) // type: Pods, value, periodSeconds
                    .build())
            .scaleDown(ScalingRules.builder() // behavior.scaleDown
                    .stabilizationWindow(ofSeconds(300))
                    .select(SelectPolicy.MIN) // selectPolicy
                    .replicas(1, ofSeconds(60))
                    .percent(10, ofSeconds(60))
                    .build())
            .build();

    static Autoscaler api(ScaleTarget pods, ReplicaSampler samples) {
        var cpu = CpuScaler.builder().sampler(samples).build(); // type: Resource, name: cpu
        return Autoscaler.builder("api")
                .target(pods) // scaleTargetRef
                .policy(API)
                .trigger(cpu.trigger("cpu", utilization(60))) // averageUtilization
                .build();
    }

    @Test
    void theHpaGrowsAndShrinksUnderItsBehavior() throws Exception {
        count = 4;
        assertThat(api(ofSeconds(0), 300)).as("300 of 500 milli-cores are 60 %").isEqualTo(4);
        assertThat(List.of(api(ofSeconds(15), 450), api(ofSeconds(15), 450), api(ofSeconds(15), 450)))
                .as("90 % of 60 %: ceil(4 * 90 / 60) = 6, once 30 s agree, and 2 per 60 s")
                .containsExactly(4, 6, 6);
        assertThat(List.of(api(ofSeconds(15), 450), api(ofSeconds(15), 450), api(ofSeconds(15), 450)))
                .as("ceil(6 * 90 / 60) = 9, but 2 per 60 s: 8 once the change to 6 is 60 s old")
                .containsExactly(6, 6, 8);
        assertThat(api(ofMinutes(1), 300)).as("60 %: nothing to do").isEqualTo(8);
        assertThat(IntStream.range(0, 5)
                        .map(i -> turn(ofMinutes(1), 30))
                        .boxed()
                        .toList())
                .as("10 % asks for less, and the window of 300 s still sees 8 for 5 minutes")
                .containsExactly(8, 8, 8, 8, 7);
        assertThat(api(ofMinutes(1), 30)).as("Min of 1 and of 10 %: 1 per 60 s").isEqualTo(6);
    }

    private int turn(Duration later, long usedMilli) {
        try {
            return api(later, usedMilli);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private int api(Duration later, long usedMilli) throws Exception {
        Instant at = now.plus(later);
        List<ReplicaSample> samples = IntStream.range(0, count)
                .mapToObj(pod -> ReplicaSample.builder("api-" + pod)
                        .requestMilli(500)
                        .usage(usedMilli, at, ofSeconds(15))
                        .build())
                .toList();
        try (var cpu =
                CpuScaler.builder().sampler(ReplicaSampler.of(() -> samples)).build()) {
            var trigger = cpu.trigger("cpu", utilization(60));
            return decide(later, API, trigger.measure(cpu.read(ReadRequest.of(at, ofSeconds(1)))));
        }
    }

    @Test
    void theHpasAutoscalerIsBuiltFromItsParts() {
        try (var autoscaler = api(ScaleTarget.of(() -> 2, replicas -> {}), ReplicaSampler.of(List::of))) {
            assertThat(autoscaler).hasToString("autoscaler api");
        }
    }
}
