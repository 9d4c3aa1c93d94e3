package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaler4j.ReadRequest;
import io.scaler4j.cpu.SampleRequest;
import io.scaler4j.cpu.SamplingException;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Pods and readings as JSON, and what is read of them. */
abstract class PodFixture {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    static SampleRequest request(Resource resource, String container, boolean requestsNeeded) {
        return new SampleRequest(resource, container, requestsNeeded, ReadRequest.of(NOW, Duration.ofMinutes(1)));
    }

    static final SampleRequest CPU = request(Resource.CPU, "", false);

    /** With single quotes in place of double ones. */
    static List<JsonNode> list(String... items) {
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

    static String pod(String name, String fields) {
        return "{'metadata': {'name': '" + name + "'}, " + fields + "}";
    }

    static String containers(String... containers) {
        return "'spec': {'containers': [" + String.join(", ", containers) + "]}";
    }

    static String container(String name, String resources) {
        return "{'name': '" + name + "', 'resources': {" + resources + "}}";
    }

    static List<ReplicaSample> read(SampleRequest request, List<JsonNode> pods, List<JsonNode> metrics)
            throws SamplingException {
        return new PodReader(request, text -> text.replace("s3cr3t", "***")).samples(pods, metrics);
    }

    static ReplicaSample read(String pod) throws SamplingException {
        List<ReplicaSample> samples = read(CPU, list(pod), List.of());
        assertThat(samples).hasSize(1);
        return samples.get(0);
    }

    static SamplingException failure(SampleRequest request, String pod, String... metrics) {
        return catchThrowableOfType(SamplingException.class, () -> read(request, list(pod), list(metrics)));
    }
}
