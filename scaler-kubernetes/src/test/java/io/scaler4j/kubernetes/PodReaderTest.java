package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.cpu.SampleRequest;
import io.scaler4j.cpu.SamplingException;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.ReplicaSample.Phase;
import io.scaler4j.metric.Resource;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a pod, and of what it uses, in every form that the two APIs give them. */
class PodReaderTest extends PodFixture {

    private static final SampleRequest CPU_UTILIZATION = request(Resource.CPU, "", true);

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
}
