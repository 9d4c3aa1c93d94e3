package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaler4j.ReadRequest;
import io.scaler4j.cpu.SampleRequest;
import io.scaler4j.cpu.SamplingException;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.ReplicaSample.Phase;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a pod, and of what it uses, in every form that the two APIs give them. */
class PodReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final String SAMPLED = "'timestamp': '2026-01-05T07:59:50Z', 'window': '15s'";

    private static SampleRequest request(Resource resource, String container, boolean requestsNeeded) {
        return new SampleRequest(resource, container, requestsNeeded, ReadRequest.of(NOW, Duration.ofMinutes(1)));
    }

    private static final SampleRequest CPU = request(Resource.CPU, "", false);
    private static final SampleRequest CPU_UTILIZATION = request(Resource.CPU, "", true);

    /** With single quotes in place of double ones. */
    private static List<JsonNode> list(String... items) {
        List<JsonNode> all = new ArrayList<>();
        for (String item : items) {
            try {
                all.add(JSON.readTree(item.replace('\'', '"')));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(item, e);
            }
        }
        return all;
    }

    private static String pod(String name, String fields) {
        return "{'metadata': {'name': '" + name + "'}, " + fields + "}";
    }

    private static String containers(String... containers) {
        return "'spec': {'containers': [" + String.join(", ", containers) + "]}";
    }

    private static String container(String name, String resources) {
        return "{'name': '" + name + "', 'resources': {" + resources + "}}";
    }

    private static String used(String name, String cpu) {
        return "{'name': '" + name + "', 'usage': {'cpu': '" + cpu + "'}}";
    }

    private static List<ReplicaSample> read(SampleRequest request, List<JsonNode> pods, List<JsonNode> metrics)
            throws SamplingException {
        return new PodReader(request, text -> text.replace("s3cr3t", "***")).samples(pods, metrics);
    }

    private static ReplicaSample read(String pod) throws SamplingException {
        List<ReplicaSample> samples = read(CPU, list(pod), List.of());
        assertThat(samples).hasSize(1);
        return samples.get(0);
    }

    private static SamplingException failure(SampleRequest request, String pod, String... metrics) {
        return catchThrowableOfType(SamplingException.class, () -> read(request, list(pod), list(metrics)));
    }

    @ParameterizedTest
    @CsvSource({
        "Pending, PENDING",
        "Running, RUNNING",
        "Succeeded, SUCCEEDED",
        "Failed, FAILED",
        "Unknown, RUNNING",
        "running, RUNNING",
        "'', RUNNING"
    })
    void aPodThatIsInNoPhaseOfItsOwnCountsAsRunning(String phase, Phase right) throws Exception {
        assertThat(read(pod("a", "'status': {'phase': '" + phase + "'}")).phase())
                .isEqualTo(right);
    }

    @Test
    void ofAPodWithoutAStatusNothingIsKnownButItsName() throws Exception {
        ReplicaSample sample = read("{'metadata': {'name': 'a'}}");

        assertThat(sample.name()).isEqualTo("a");
        assertThat(sample.phase()).isEqualTo(Phase.RUNNING);
        assertThat(sample.ready()).isEmpty();
        assertThat(sample.startedAt()).isEmpty();
        assertThat(sample.usageMilli()).isEmpty();
        assertThat(sample.requestMilli()).isEmpty();
        assertThat(sample.terminating()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2026-01-05T07:00:00Z, true", "null, false"})
    void aPodWithATimeOfDeletionIsTerminating(String time, boolean terminating) throws Exception {
        String quoted = terminating ? "'" + time + "'" : time;

        assertThat(read("{'metadata': {'name': 'a', 'deletionTimestamp': " + quoted + "}}")
                        .terminating())
                .isEqualTo(terminating);
    }

    @ParameterizedTest
    @CsvSource({"True, true", "False, false", "Unknown, false", "'', false"})
    void aPodIsReadyIfItsConditionSaysTrueAndInNoOtherCase(String status, boolean ready) throws Exception {
        ReplicaSample sample = read(pod(
                "a",
                "'status': {'conditions': [{'type': 'Initialized', 'status': 'True'},"
                        + " {'type': 'Ready', 'status': '" + status
                        + "', 'lastTransitionTime': '2026-01-05T07:30:00Z'},"
                        + " {'type': 'ContainersReady', 'status': 'True'}]}"));

        assertThat(sample.ready()).contains(ready);
        assertThat(sample.readyChangedAt()).contains(Instant.parse("2026-01-05T07:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'Ready', 'status': 'True'}",
                "{'type': 'Ready', 'status': 'True', 'lastTransitionTime': null}"
            })
    void aConditionThatDoesNotSaySinceWhenHoldsSinceEver(String condition) throws Exception {
        ReplicaSample sample = read(pod("a", "'status': {'conditions': [" + condition + "]}"));

        assertThat(sample.ready()).contains(true);
        assertThat(sample.readyChangedAt()).contains(Instant.EPOCH);
    }

    @Test
    void withoutThatConditionItIsUnknownWhetherAPodIsReady() throws Exception {
        assertThat(read(pod("a", "'status': {'conditions': [{'type': 'PodScheduled', 'status': 'True'}]}"))
                        .ready())
                .isEmpty();
    }

    @Test
    void requestsOfAllContainersAddUpAndInitContainersThatGoOnRunningAreAmongThem() throws Exception {
        String pod = "{'metadata': {'name': 'a'}, 'spec': {'containers': ["
                + container("app", "'requests': {'cpu': '250m'}") + "], 'initContainers': ["
                + "{'name': 'proxy', 'restartPolicy': 'Always', 'resources': {'requests': {'cpu': '50m'}}},"
                + "{'name': 'migration', 'resources': {'requests': {'cpu': '2'}}},"
                + "{'name': 'other', 'restartPolicy': 'Never', 'resources': {'requests': {'cpu': '3'}}}]}}";

        assertThat(read(pod).requestMilli()).hasValue(300);
        assertThat(read(request(Resource.CPU, "proxy", true), list(pod), List.of())
                        .get(0)
                        .requestMilli())
                .hasValue(50);
        assertThat(failure(request(Resource.CPU, "migration", true), pod))
                .as("it does not run any more")
                .hasMessageContaining("has no container \"migration\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'requests': {'cpu': '1'}, 'limits': {'cpu': '4'}  | 1000",
                "'limits': {'cpu': '4'}                            | 4000",
                "'requests': {'memory': '1Gi'}, 'limits': {'cpu': '4'} | 4000",
                "'requests': {'cpu': null}, 'limits': {'cpu': '4'} | 4000",
                "'requests': {'cpu': 2}                            | 2000",
                "'requests': {'cpu': '1n'}                         | 1",
                "'requests': {'cpu': '0'}, 'limits': {'cpu': '4'}  | 0",
            })
    void aLimitStandsForARequestThatIsAbsent(String resources, long milli) throws Exception {
        assertThat(read(CPU_UTILIZATION, list(pod("a", containers(container("app", resources)))), List.of())
                        .get(0)
                        .requestMilli())
                .hasValue(milli);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'requests': {}",
                "'requests': {'memory': '1Gi'}",
                "'requests': {'cpu': '0'}",
                "'requests': {'cpu': '0'}, 'limits': {'cpu': '0'}",
            })
    void aContainerThatRequestsNothingIsNamedWhereAUtilizationNeedsIt(String resources) throws Exception {
        String pod =
                pod("orders-1", containers(container("app", "'requests': {'cpu': '1'}"), container("side", resources)));

        assertThat(failure(CPU_UTILIZATION, pod))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED))
                .hasMessageContainingAll("\"side\"", "pod orders-1", "resources.requests.cpu", "average value");
        assertThat(read(CPU, list(pod), List.of()))
                .as("an average value does without")
                .hasSize(1);
        assertThat(read(request(Resource.CPU, "app", true), list(pod), List.of())
                        .get(0)
                        .requestMilli())
                .as("the other one does, too")
                .hasValue(1_000);
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
                "{}",
                "{'metadata': {}}",
                "{'metadata': {'name': null}}",
                "{'metadata': {'name': ''}}",
                "{'metadata': {'name': 'a'}, 'status': {'startTime': 'yesterday'}}",
                "{'metadata': {'name': 'a'}, 'status': {'startTime': '2026-13-05T08:00:00Z'}}",
                "{'metadata': {'name': 'a'}, 'status': {'conditions': [{'type': 'Ready', 'lastTransitionTime': 5}]}}",
                "{'metadata': {'name': 'a'}, 'spec': {'containers': [{'name': 'c', 'resources': {'requests': {'cpu': {}}}}]}}",
                "{'metadata': {'name': 'a'}, 'spec': {'containers': [{'name': 'c', 'resources': {'limits': {'cpu': '1 core'}}}]}}",
            })
    void aPodThatCannotBeReadFailsTheReadingAndIsNotLeftOut(String pod) {
        SamplingException failure = failure(CPU, pod);

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("the API server answered a pod that cannot be read: ");
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
