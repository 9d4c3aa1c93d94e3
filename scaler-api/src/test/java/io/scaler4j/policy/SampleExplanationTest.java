package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.ReplicaSample.Phase;
import io.scaler4j.metric.Resource;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What explanations say of samples: their average in the target's own unit, or why none can be used. */
class SampleExplanationTest extends DecisionFixture {

    private static final Instant LONG_AGO = Timeline.START.minusSeconds(3600);

    @Test
    void aUtilizationIsSaidInPercentOfTheRequests() {
        assertThat(because(utilization(50), used("a", 300), used("b", 400))).isEqualTo("cpu 350 % of 50 %");
    }

    @Test
    void aUtilizationWithinTheToleranceIsSaidInPercentToo() {
        assertThat(because(utilization(50), used("a", 52), used("b", 50)))
                .isEqualTo("cpu 51 % of 50 %, within the tolerance");
    }

    @Test
    void anAverageIsSaidInTheUnitOfTheTarget() {
        assertThat(because(averageValue(0.5), used("a", 2000), used("b", 500)))
                .isEqualTo("cpu 1.25 of 0.5 per replica");
    }

    @Test
    void samplesThatWakeATargetAreSaidAsTheirAverage() {
        var samples = Reading.samples(Resource.CPU, List.of(used("a", 2000), used("b", 500)));
        var activated = startingAt(0, policy(0, 10)).sees(Measurement.of("cpu", averageValue(0.5), samples));
        assertThat(activated.explanation().steps().get(0)).hasToString("ACTIVATE 0 -> 1 cpu 1.25 is above 0");
    }

    @Test
    void whyNoSampleCanBeUsedIsSaidByReplicas() {
        var silent = running("silent").build();
        var pending = ReplicaSample.builder("pending")
                .phase(Phase.PENDING)
                .requestMilli(100)
                .build();
        var young = ReplicaSample.builder("young")
                .requestMilli(100)
                .startedAt(Timeline.START.minusSeconds(10))
                .ready(true, Timeline.START.minusSeconds(5))
                .usage(90, Timeline.START, ofSeconds(60))
                .build();
        var going = running("going")
                .usage(90, Timeline.START, ofSeconds(60))
                .terminating()
                .build();
        var gone = ReplicaSample.builder("gone").phase(Phase.UNLISTED).build();
        assertThat(because(utilization(50), silent, pending, young, going, gone))
                .isEqualTo(
                        "cpu failed: none of 4 replicas has a usable sample: 1 without a sample, 1 pending, 1 starting"
                                + " up or unready, 1 terminating or failed, holding");
    }

    @Test
    void aReplicaThatSaysItStartsAtTheEndOfTimeIsStartingUp() {
        var odd = ReplicaSample.builder("odd")
                .requestMilli(100)
                .startedAt(Instant.MAX)
                .ready(true, Instant.MAX)
                .usage(90, Timeline.START, ofSeconds(60))
                .build();
        assertThat(because(utilization(50), odd)).contains("1 starting up or unready");
    }

    @Test
    void aReplicaWithoutARequestIsNamed() {
        var bare = ReplicaSample.builder("bare")
                .usage(90, Timeline.START, ofSeconds(60))
                .build();
        assertThat(because(utilization(50), used("a", 90), bare))
                .isEqualTo(
                        "cpu failed: replica bare requests no CPU, so utilization is unknown; set a request on each of"
                                + " its containers, holding");
    }

    private static String because(MetricTarget target, ReplicaSample... replicas) {
        var samples = Reading.samples(Resource.CPU, List.of(replicas));
        return startingAt(replicas.length, policy(1, 10))
                .sees(Measurement.of("cpu", target, samples))
                .explanation()
                .steps()
                .get(0)
                .because();
    }

    private static ReplicaSample used(String name, long milli) {
        return running(name).usage(milli, Timeline.START, ofSeconds(60)).build();
    }

    private static ReplicaSample.Builder running(String name) {
        return ReplicaSample.builder(name).requestMilli(100).startedAt(LONG_AGO).ready(true, LONG_AGO);
    }
}
