package io.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That the benchmarks measure what they say, on real servers. How long it takes is not a matter of tests. */
class FleetOfTriggersSuitesTest {

    private static Map<String, Double> byName(List<Metric> metrics) {
        assertThat(metrics).allMatch(metric -> Double.isFinite(metric.value()));
        Function<Metric, String> name = Metric::name;
        return metrics.stream().collect(Collectors.toMap(name, Metric::value));
    }

    @Test
    void kafkaTellsOfFirstRoundsOfStartsAndOfSteadyRounds() {
        Map<String, Double> metrics = byName(new FleetKafkaSuite().measure(true));
        assertThat(metrics)
                .containsOnlyKeys(
                        "first-round",
                        "first-round-cpu",
                        "cold-round",
                        "cold-round-cpu",
                        "bare-cold-round",
                        "bare-cold-round-cpu",
                        "start-requests",
                        "start-wait-p50",
                        "start-wait-p99",
                        "requests-per-round",
                        "read-p50",
                        "read-p99",
                        "bare-call-p50",
                        "bare-call-p99",
                        "added-p50",
                        "added-p99",
                        "round-cpu",
                        "bare-round-cpu",
                        "cpu-ratio-to-bare",
                        "bare-same-calls-cpu",
                        "cpu-ratio-to-same-calls");
        assertThat(metrics.get("start-requests"))
                .as("50 triggers, a batch each")
                .isBetween(5.0, 120.0);
    }

    @Test
    void redisTellsHowLongReadsWait() {
        ServerRequirement.start(() -> RedisNode.process(RedisOptions.defaults()))
                .close();
        Map<String, Double> metrics = byName(new FleetRedisSuite().measure(true));
        assertThat(metrics).containsKeys("added-p50", "added-p99", "round-trips");
        assertThat(metrics.get("round-trips")).isBetween(1.0, 100.0);
    }

    @Test
    void prometheusTellsHowLongReadsWait() {
        ServerRequirement.start(() -> PrometheusNode.scraping()).close();
        Map<String, Double> metrics = byName(new FleetPrometheusSuite().measure(true));
        assertThat(metrics).containsKeys("added-p50", "added-p99", "requests-per-round");
        assertThat(metrics.get("requests-per-round")).isBetween(5.0, 50.0);
    }
}
