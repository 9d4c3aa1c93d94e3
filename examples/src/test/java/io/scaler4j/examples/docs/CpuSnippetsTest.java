package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.utilization;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.Autoscaler;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.cpu.ProcessSampler;
import io.scaler4j.cpu.ReplicaSampler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.policy.ScalingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The blocks of docs/cpu.md, compiled and run. */
class CpuSnippetsTest {

    private static final Path PAGE = Path.of("../docs/cpu.md");

    @Test
    void processesOfAMachine() throws Exception {
        var trigger = processes(() -> List.of(ProcessHandle.current()));
        var reading = trigger.scaler().read(ReadRequest.of(Instant.now(), ofSeconds(1)));
        assertThat(((Reading.Failure) reading).kind()).isEqualTo(Reading.Failure.Kind.NOT_YET);
    }

    private static Trigger processes(Supplier<List<ProcessHandle>> workers) {
        var pool = ProcessSampler.builder()
                .processes(workers) // child processes, each of which is a replica
                .requestMilli(500)
                .build();
        return CpuScaler.builder().sampler(pool).build().trigger("cpu", utilization(70));
    }

    @Test
    void aFleetWithoutACluster() throws Exception {
        Instant now = Instant.parse("2026-01-05T08:00:00Z");
        var fleet = new OwnFleet();
        fleet.received(now);
        var reading = (Reading.Samples) fleet.cpu.read(ReadRequest.of(now, ofSeconds(1)));
        assertThat(reading.replicas()).hasSize(1);
    }

    private static final class OwnFleet {

        final Map<String, ReplicaSample> latest = new ConcurrentHashMap<>();
        final CpuScaler cpu = CpuScaler.builder()
                .sampler(ReplicaSampler.of(latest::values))
                .sampleAgeLimit(ofSeconds(45))
                .build();

        /** For each message of a replica. */
        void received(Instant now) {
            latest.put(
                    "host-7",
                    ReplicaSample.builder("host-7")
                            .requestMilli(500)
                            .usage(320, now, ofSeconds(15))
                            .build());
        }
    }

    @Test
    void theRefusalThatThePageShows() throws IOException {
        var cpu = CpuScaler.builder().sampler(ReplicaSampler.of(List::of)).build();
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> Autoscaler.builder("orders")
                        .target(ScaleTarget.of(() -> 1, count -> {}))
                        .policy(ScalingPolicy.builder().replicas(0, 20).build())
                        .trigger(cpu.trigger("cpu", utilization(50)))
                        .build())
                .satisfies(e -> assertThat(Files.readString(PAGE))
                        .contains("\n    " + e.problems().get(0) + "\n"));
    }
}
