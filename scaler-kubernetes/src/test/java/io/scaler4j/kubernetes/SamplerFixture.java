package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** A cluster of one real HTTP server, and readings of its pods. */
abstract class SamplerFixture {

    static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    static final Duration LONG = Duration.ofMinutes(1);

    final ApiServer server = ApiServer.open();
    final KubernetesCluster cluster =
            KubernetesCluster.builder().server(server.address()).build();

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    CpuScaler.Builder scaler() {
        return CpuScaler.builder()
                .sampler(KubernetesSampler.builder()
                        .cluster(cluster)
                        .namespace("shop")
                        .labelSelector("app=orders,tier in (web, api)")
                        .build());
    }

    static Reading read(Scaler scaler, Instant now, Duration timeout) throws Exception {
        return scaler.read(ReadRequest.of(now, timeout));
    }

    Map<String, ReplicaSample> samples(CpuScaler.Builder scaler) throws Exception {
        try (CpuScaler built = scaler.build()) {
            return ((Reading.Samples) read(built, NOW, LONG))
                    .replicas().stream().collect(Collectors.toMap(ReplicaSample::name, sample -> sample));
        }
    }

    Reading.Failure failure(Duration timeout) throws Exception {
        try (CpuScaler built = scaler().build()) {
            return (Reading.Failure) read(built, NOW, timeout);
        }
    }

    /** Not one of the answers that are still fresh. */
    Reading.Failure later() throws Exception {
        try (CpuScaler built = scaler().build()) {
            return (Reading.Failure) read(built, NOW.plusSeconds(15), LONG);
        }
    }

    static void assertFailure(Reading reading, Kind kind, String... parts) {
        var failure = (Reading.Failure) reading;
        assertThat(failure.message()).contains(parts);
        assertThat(failure.kind()).isEqualTo(kind);
    }
}
