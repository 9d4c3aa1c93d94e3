package io.scaler4j.cpu;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.Autoscaler;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuScalerTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(15);

    private static ReplicaSample.Builder replica(String name, long milli) {
        return ReplicaSample.builder(name).requestMilli(100).usage(milli, NOW.minusSeconds(5), WINDOW);
    }

    private static CpuScaler.Builder scaler(ReplicaSample... samples) {
        return CpuScaler.builder().sampler(ReplicaSampler.of(() -> List.of(samples)));
    }

    private static Reading read(CpuScaler scaler) throws Exception {
        return scaler.read(ReadRequest.of(NOW, Duration.ofSeconds(1)));
    }

    private static int replicasFrom(int count, CpuScaler scaler, MetricTarget target) throws Exception {
        Trigger trigger = scaler.trigger("cpu", target);
        var measured = trigger.measure(trigger.scaler().read(ReadRequest.of(NOW, Duration.ofSeconds(1))));
        return ScalingPolicy.builder()
                .replicas(1, 100)
                .build()
                .decide(ScalingState.initial(), Observation.of(NOW, Replicas.of(count), List.of(measured)))
                .to();
    }

    @Test
    void samplesThatSayNothingOfReadinessCount() throws Exception {
        var scaler = scaler(replica("a", 80).build(), replica("b", 120).build()).build();
        assertThat(replicasFrom(2, scaler, utilization(50))).isEqualTo(4);
        assertThat(replicasFrom(2, scaler, averageValue(0.05))).isEqualTo(4);
    }

    @Test
    void whatIsKnownOfReadinessIsKept() throws Exception {
        Instant start = NOW.minusSeconds(60);
        var starting = replica("b", 900).startedAt(start).ready(false, start).build();
        var readyOnly = replica("c", 100).ready(true, NOW.minusSeconds(1000)).build();
        var startOnly = replica("d", 900).startedAt(start).build();
        var unreadyOnly = replica("e", 900).ready(false, start).build();
        var reading = (Reading.Samples)
                read(scaler(starting, readyOnly, startOnly, unreadyOnly).build());
        assertThat(reading.replicas().get(0)).isEqualTo(starting);
        assertThat(reading.replicas().get(1).startedAt()).isPresent();
        assertThat(reading.replicas().get(1).readyChangedAt()).contains(NOW.minusSeconds(1000));
        assertThat(reading.replicas().get(2)).isEqualTo(startOnly);
        assertThat(reading.replicas().get(3)).isEqualTo(unreadyOnly);
    }

    @Test
    void theTimesOfStartingUpTravelWithTheReading() throws Exception {
        var reading = (Reading.Samples) read(scaler(replica("a", 1).build())
                .initializationPeriod(Duration.ofMinutes(2))
                .readinessDelay(Duration.ofSeconds(7))
                .build());
        assertThat(reading.initializationPeriod()).isEqualTo(Duration.ofMinutes(2));
        assertThat(reading.readinessDelay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(reading.resource()).isEqualTo(Resource.CPU);
    }

    @Test
    void anOldSampleIsAReplicaWithoutOne() throws Exception {
        var old = ReplicaSample.builder("old").requestMilli(100).usage(500, NOW.minusSeconds(91), WINDOW);
        var reading = (Reading.Samples)
                read(scaler(replica("a", 50).build(), old.build()).build());
        assertThat(reading.replicas()).hasSize(2);
        assertThat(reading.replicas().get(1).usageMilli()).isEmpty();
        assertThat(reading.replicas().get(1).requestMilli()).hasValue(100);
        var longer = (Reading.Samples)
                read(scaler(old.build()).sampleAgeLimit(Duration.ofSeconds(91)).build());
        assertThat(longer.replicas().get(0).usageMilli()).hasValue(500);
    }

    @Test
    void nothingButOldSamplesIsAFailureThatSaysHowOld() throws Exception {
        var old = ReplicaSample.builder("old").usage(500, NOW.minusSeconds(200), WINDOW);
        assertFailure(read(scaler(old.build()).build()), Kind.UNAVAILABLE, "200 s old", "90 s", "clocks");
    }

    @Test
    void noReplicaAndNoSampleAreFailuresAndNeverZero() throws Exception {
        assertFailure(read(scaler().build()), Kind.EMPTY, "no replica");
        assertFailure(read(scaler(ReplicaSample.builder("a").build()).build()), Kind.EMPTY, "none of 1 replicas");
    }

    @Test
    void aSamplersFailureKeepsItsKindItsSentenceAndItsCause() throws Exception {
        var cause = new IllegalStateException("inner");
        var scaler = CpuScaler.builder()
                .sampler(request -> {
                    throw new SamplingException(Kind.DENIED, "may not look", cause);
                })
                .build();
        var failure = (Reading.Failure) read(scaler);
        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure.message()).isEqualTo("may not look");
        assertThat(failure.cause()).isSameAs(cause);
    }

    @Test
    void theSamplerIsToldWhatIsWanted() throws Exception {
        var requests = new ArrayList<SampleRequest>();
        var scaler = CpuScaler.builder()
                .sampler(request -> {
                    requests.add(request);
                    return List.of();
                })
                .memory()
                .container(" app ")
                .build();
        read(scaler);
        Trigger percent = scaler.trigger("memory", utilization(80));
        percent.scaler().read(ReadRequest.of(NOW, WINDOW));
        Trigger bytes = scaler.trigger("memory", averageValue(1e9));
        bytes.scaler().read(ReadRequest.of(NOW, WINDOW));
        assertThat(requests).extracting(SampleRequest::requestsNeeded).containsExactly(false, true, false);
        assertThat(requests).extracting(SampleRequest::container).containsOnly("app");
        assertThat(requests).extracting(SampleRequest::resource).containsOnly(Resource.MEMORY);
        assertThat(scaler.container()).contains("app");
    }

    @Test
    void memoryGoesTheSameWayWithoutTheRulesOfStartingUp() throws Exception {
        Instant start = NOW.minusSeconds(10);
        var sample = ReplicaSample.builder("a")
                .startedAt(start)
                .ready(true, start)
                .requestMilli(1_000_000)
                .usage(900_000, NOW, WINDOW)
                .build();
        assertThat(replicasFrom(2, scaler(sample, sample).memory().build(), utilization(45)))
                .isEqualTo(4);
        assertThat(replicasFrom(2, scaler(sample, sample).build(), utilization(45)))
                .as("processor time of replicas that have just started")
                .isEqualTo(2);
    }

    @Test
    void itsTriggersAbstainAndTakeNoTotal() {
        var scaler = scaler().build();
        assertThat(scaler.trigger("cpu", utilization(50)).isAbstaining()).isTrue();
        assertThat(scaler.trigger("cpu", averageValue(0.5)).isAbstaining()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scaler.trigger("cpu", MetricTarget.value(3)))
                .withMessageContainingAll("\"cpu\"", "3 in total", "utilization");
    }

    @ParameterizedTest(name = "min {0}")
    @ValueSource(ints = {0, 1})
    void anAutoscalerWhoseTriggersAllAbstainNeedsAMinimum(int min) {
        var closed = new AtomicInteger();
        var builder = Autoscaler.builder("function")
                .target(ScaleTarget.of(() -> 1, count -> {}))
                .policy(ScalingPolicy.builder().replicas(min, 10).build())
                .trigger(counting(closed).trigger("cpu", utilization(50)))
                .trigger(counting(closed).trigger("memory", averageValue(1e9)));
        if (min == 0) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(builder::build)
                    .withMessageContainingAll("every trigger abstains", "minimum of at least 1");
        } else {
            builder.build().close();
        }
        assertThat(closed).as("samplers closed").hasValue(2);
    }

    @Test
    void anotherTriggerLetsItSleep() {
        Autoscaler.builder("function")
                .target(ScaleTarget.of(() -> 1, count -> {}))
                .policy(ScalingPolicy.builder().replicas(0, 10).build())
                .trigger(scaler().build().trigger("cpu", utilization(50)))
                .trigger(Trigger.of("queue", request -> Reading.of(1), averageValue(1)))
                .build()
                .close();
    }

    private static CpuScaler counting(AtomicInteger closed) {
        return CpuScaler.builder()
                .sampler(new ReplicaSampler() {
                    @Override
                    public List<ReplicaSample> sample(SampleRequest request) {
                        return List.of();
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                })
                .build();
    }

    @Test
    void refusesEveryProblemAtOnce() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> CpuScaler.builder()
                        .initializationPeriod(Duration.ofSeconds(-1))
                        .readinessDelay(Duration.ofDays(1000))
                        .sampleAgeLimit(Duration.ZERO)
                        .build())
                .satisfies(e -> assertThat(e.problems()).hasSize(4))
                .withMessageContainingAll(
                        "sampler is missing", "initializationPeriod", "readinessDelay", "sampleAgeLimit");
    }

    private static void assertFailure(Reading reading, Kind kind, String... parts) {
        var failure = (Reading.Failure) reading;
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.message()).contains(parts);
    }
}
