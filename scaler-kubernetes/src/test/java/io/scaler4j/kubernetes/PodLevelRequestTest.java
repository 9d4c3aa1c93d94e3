package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaler4j.ReadRequest;
import io.scaler4j.cpu.CpuScaler;
import io.scaler4j.cpu.SampleRequest;
import io.scaler4j.cpu.SamplingException;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests of pods with a pod-level request, as the HPA of Kubernetes 1.37.2 counts it. */
class PodLevelRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-28T20:25:00Z");

    @ParameterizedTest(name = "{0}, {1}, container {2}: {3}")
    @CsvSource({
        "pod-level-resources-only, CPU, '', 1000",
        "pod-level-resources-only, MEMORY, '', 209715200000",
        "pod-level-resources-and-containers, CPU, '', 1000",
        "pod-level-resources-and-containers, CPU, app, 200",
        "pod-level-resources-and-containers, CPU, log, 100"
    })
    void theRequestOfThePodCountsUnlessAContainerIsNamed(String file, Resource resource, String container, long milli)
            throws Exception {
        JsonNode answers = JSON.readTree(ApiServer.resource(file + ".json"));
        List<ReplicaSample> samples =
                reader(resource, container).samples(items(answers, "pods"), items(answers, "metrics"));

        assertThat(samples)
                .hasSize(2)
                .allSatisfy(sample -> assertThat(sample.requestMilli()).hasValue(milli));
    }

    /** 500 of 1000 for each of two pods is 50 %; with the containers' requests it would be 166 %. */
    @Test
    void theUtilizationIsThatOfThePod() throws Exception {
        JsonNode answers = JSON.readTree(ApiServer.resource("pod-level-resources-and-containers.json"));
        try (var server = ApiServer.open();
                var cluster =
                        KubernetesCluster.builder().server(server.address()).build()) {
            server.answer(ApiServer.PODS, 200, answers.path("pods").toString());
            server.answer(ApiServer.METRICS, 200, answers.path("metrics").toString());
            var sampler = KubernetesSampler.builder()
                    .cluster(cluster)
                    .namespace("shop")
                    .labelSelector("app=orders")
                    .build();
            try (var scaler = CpuScaler.builder().sampler(sampler).build()) {
                var samples = (Reading.Samples) scaler.read(ReadRequest.of(NOW, Duration.ofMinutes(1)));
                assertThat(samples.replicas()).hasSize(2).allSatisfy(sample -> {
                    assertThat(sample.usageMilli()).hasValue(500);
                    assertThat(sample.requestMilli()).hasValue(1000);
                });
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // another resource at pod level: what the containers request, without those that request nothing
                "'resources': {'requests': {'memory': '1Gi'}}, 'containers': [{'resources': {'requests': {'cpu': '200m'}}}, {}]|200",
                "'resources': {'requests': {'hugepages-2Mi': '4Mi'}}, 'containers': [{'resources': {'requests': {'cpu': '200m'}}}]|200",
                "'resources': {'requests': {'memory': '1Gi'}}, 'containers': [{'resources': {'limits': {'cpu': '300m'}}}]|300",
                // init containers: those that stay add up, the others need their own beside those started before
                "'resources': {'requests': {'memory': '1Gi'}}, 'containers': [{'resources': {'requests': {'cpu': '200m'}}}], 'initContainers': [{'resources': {'requests': {'cpu': '50m'}}, 'restartPolicy': 'Always'}, {'resources': {'requests': {'cpu': '900m'}}}]|950",
                "'resources': {'requests': {'memory': '1Gi'}}, 'containers': [{'resources': {'requests': {'cpu': '200m'}}}], 'initContainers': [{'resources': {'requests': {'cpu': '100m'}}}, {'resources': {'requests': {'cpu': '50m'}}, 'restartPolicy': 'Always'}]|250",
                // the overhead of the runtime class counts on top
                "'resources': {'requests': {'cpu': '1'}}, 'overhead': {'cpu': '250m'}, 'containers': [{}]|1250",
                "'resources': {'requests': {'memory': '1Gi'}}, 'overhead': {'cpu': '250m'}, 'containers': [{}]|250",
                // rounded once, not for each container
                "'resources': {'requests': {'memory': '1Gi'}}, 'containers': [{'resources': {'requests': {'cpu': '0.5m'}}}, {'resources': {'requests': {'cpu': '500u'}}}]|1",
                "'resources': {'requests': {'cpu': 0}}, 'containers': [{'resources': {'requests': {'cpu': '200m'}}}]|0",
                "'resources': {'requests': {'cpu': 2}, 'limits': {'cpu': 4}}, 'containers': []|2000",
                // nothing at pod level that counts there: as ever
                "'resources': {'requests': {}, 'limits': {'cpu': '4'}}, 'containers': [{'name': 'a', 'resources': {'requests': {'cpu': '200m'}}}]|200",
                "'resources': {'requests': {'example.com/gpu': 1}}, 'containers': [{'name': 'a', 'resources': {'requests': {'cpu': '200m'}}}]|200",
                "'resources': null, 'overhead': {'cpu': '250m'}, 'containers': [{'name': 'a', 'resources': {'requests': {'cpu': '200m'}}}]|200"
            })
    void countsAsTheHpaDoes(String spec, long milli) throws Exception {
        assertThat(request(spec, "").requestMilli()).hasValue(milli);
    }

    @Test
    void withoutAnyRequestOfTheResourceTheFailureSaysSo() {
        var failed = catchThrowableOfType(
                SamplingException.class,
                () -> request("'resources': {'requests': {'memory': '1Gi'}}, 'containers': [{'name': 'a'}]", ""));
        assertThat(failed.kind()).isEqualTo(Reading.Failure.Kind.MISCONFIGURED);
        assertThat(failed)
                .hasMessage("pod p requests no cpu, neither at pod level nor on a container, so the utilization is"
                        + " unknown; set spec.resources.requests.cpu, or scale on an average value");
    }

    @Test
    void aNamedContainerNeedsARequestOfItsOwn() {
        var failed = catchThrowableOfType(
                SamplingException.class,
                () -> request("'resources': {'requests': {'cpu': '1'}}, 'containers': [{'name': 'a'}]", "a"));
        assertThat(failed).hasMessageContaining("container \"a\" of pod p requests no cpu");
    }

    private static ReplicaSample request(String spec, String container) throws Exception {
        JsonNode pod =
                JSON.readTree(("{'metadata': {'name': 'p'}, 'spec': {" + spec + "}, 'status': {'phase': 'Running'}}")
                        .replace('\'', '"'));
        return reader(Resource.CPU, container).samples(List.of(pod), List.of()).get(0);
    }

    private static PodReader reader(Resource resource, String container) {
        return new PodReader(
                new SampleRequest(resource, container, true, ReadRequest.of(NOW, Duration.ofMinutes(1))), text -> text);
    }

    private static List<JsonNode> items(JsonNode answers, String which) {
        var items = new ArrayList<JsonNode>();
        answers.path(which).path("items").forEach(items::add);
        return items;
    }
}
