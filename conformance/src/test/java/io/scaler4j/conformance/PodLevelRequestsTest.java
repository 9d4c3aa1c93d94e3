package io.scaler4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of a whole pod, in cases that have them: the kit's own have none. */
class PodLevelRequestsTest {

    @ParameterizedTest(name = "pod {1} of {0}, container {2}: {3}")
    @CsvSource({
        "true, 1000, null, 1000",
        "true, 1000, app, 200",
        "true, null, null, 300",
        "false, 1000, null, 300",
    })
    void countInPlaceOfTheSumUnlessAContainerIsNamed(boolean enabled, String pod, String container, int expected)
            throws JsonProcessingException {
        assertThat(judge(enabled, pod, container, "100", expected)).isInstanceOf(Verdict.Passed.class);
        assertThat(judge(enabled, pod, container, "100", expected + 1)).isInstanceOf(Verdict.Failed.class);
    }

    @ParameterizedTest
    @CsvSource({"null, 1000", "app, 200"})
    void makeUpForAContainerWithoutOne(String container, int expected) throws JsonProcessingException {
        assertThat(judge(true, "1000", container, "null", expected)).isInstanceOf(Verdict.Passed.class);
    }

    private static Verdict judge(boolean enabled, String pod, String container, String log, int expected)
            throws JsonProcessingException {
        String text = """
                {"id": "x", "kind": "pod-request", "given": {"resource": "cpu", "container": %s,
                 "podLevelRequestsEnabled": %s, "pods": [{"name": "p", "podLevelRequestMilli": %s, "containers": [
                 {"name": "app", "requestMilli": 200}, {"name": "log", "requestMilli": %s}], "initContainers": []}]},
                 "expect": {"podRequestMilli": {"p": %d}}}
                """.formatted(
                        container.equals("null") ? container : '"' + container + '"', enabled, pod, log, expected);
        return Kinds.all().judge(Case.of(1, new ObjectMapper().readTree(text)));
    }
}
