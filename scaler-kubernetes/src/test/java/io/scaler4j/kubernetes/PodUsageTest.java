package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.cpu.SamplingException;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.ReplicaSample.Phase;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pod uses, as the metrics API tells it, and readings that cannot be read. */
class PodUsageTest extends PodFixture {

    private static final String SAMPLED = "'timestamp': '2026-01-05T07:59:50Z', 'window': '15s'";

    private static String used(String name, String cpu) {
        return "{'name': '" + name + "', 'usage': {'cpu': '" + cpu + "'}}";
    }

    @Test
    void aPodOfWhichOneContainerHasNoNumberHasNoUsage() throws Exception {
        List<JsonNode> pods = list(pod("a", containers()));
        List<JsonNode> metrics = list(
                pod("a", SAMPLED + ", 'containers': [" + used("app", "100m") + ", {'name': 'side', 'usage': {}}]"));

        assertThat(read(CPU, pods, metrics).get(0).usageMilli()).isEmpty();
        assertThat(read(request(Resource.CPU, "app", false), pods, metrics)
                        .get(0)
                        .usageMilli())
                .hasValue(100);
        assertThat(read(request(Resource.CPU, "side", false), pods, metrics)
                        .get(0)
                        .usageMilli())
                .isEmpty();
    }

    @Test
    void metricsWithoutAnyContainerAreNoUsageOfZero() throws Exception {
        assertThat(read(CPU, list(pod("a", containers())), list(pod("a", SAMPLED + ", 'containers': []")))
                        .get(0)
                        .usageMilli())
                .isEmpty();
    }

    /** Between the two lists a pod may begin or end. */
    @Test
    void aPodThatOnlyTheMetricsKnowComesLastAndOnlyWithANumber() throws Exception {
        List<ReplicaSample> samples = read(
                CPU,
                list(pod("b", containers()), pod("a", containers())),
                list(
                        pod("gone", SAMPLED + ", 'containers': [" + used("app", "1") + "]"),
                        pod("a", SAMPLED + ", 'containers': [" + used("app", "2") + "]"),
                        pod("empty", SAMPLED + ", 'containers': []"),
                        pod("gone", SAMPLED + ", 'containers': [" + used("app", "9") + "]")));

        assertThat(samples).extracting(ReplicaSample::name).containsExactly("b", "a", "gone");
        assertThat(samples.get(2).phase()).isEqualTo(Phase.UNLISTED);
        assertThat(samples.get(2).usageMilli()).hasValue(1_000);
        assertThat(samples.get(1).usageMilli()).hasValue(2_000);
        assertThat(samples.get(0).usageMilli()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"'window': '30s' | 30", "'window': null | 60", "'other': 1 | 60", "'window': '1m30s' | 90"})
    void aReadingWithoutAWindowIsOneOfAMinute(String window, long seconds) throws Exception {
        List<ReplicaSample> samples = read(
                CPU,
                list(pod("a", containers())),
                list(pod(
                        "a",
                        "'timestamp': '2026-01-05T07:59:50Z', " + window + ", 'containers': [" + used("app", "1")
                                + "]")));

        assertThat(samples.get(0).window()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(samples.get(0).sampledAt()).contains(Instant.parse("2026-01-05T07:59:50Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "s", "-15s", "15s ", "1m 0s", "15sec", "1.s.", "15S", "soon", "1d"})
    void aWindowThatIsNoDurationIsAFailureThatQuotesIt(String window) {
        SamplingException failure = failure(
                CPU,
                pod("a", containers()),
                pod(
                        "a",
                        "'timestamp': '2026-01-05T07:59:50Z', 'window': '" + window + "', 'containers': ["
                                + used("app", "1") + "]"));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("such as 15s, was \"" + window + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'containers': [{'name': 'app', 'usage': {'cpu': '1'}}]",
                "'timestamp': 'now', 'containers': [{'name': 'app', 'usage': {'cpu': '1'}}]",
                "'timestamp': '2026-01-05T07:59:50Z', 'containers': [{'name': 'app', 'usage': {'cpu': 'much'}}]",
            })
    void aReadingThatCannotBeReadFailsItToo(String metrics) {
        assertThat(failure(CPU, pod("a", containers()), pod("a", metrics)).kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void whatIsQuotedHasNoSecrets() {
        SamplingException failure = failure(
                CPU,
                pod("a", containers()),
                pod(
                        "a",
                        "'timestamp': '2026-01-05T07:59:50Z', 'window': 's3cr3t', 'containers': [" + used("c", "1")
                                + "]"));

        assertThat(failure).hasMessageContaining("\"***\"");
        assertThat(failure.toString()).doesNotContain("s3cr3t");
    }
}
