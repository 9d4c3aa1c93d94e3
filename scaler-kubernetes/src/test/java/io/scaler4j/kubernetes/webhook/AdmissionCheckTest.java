package io.scaler4j.kubernetes.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.scaler4j.spi.ScalerCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionCheckTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final AdmissionCheck CHECK = new AdmissionCheck(ScalerCatalog.load());

    private static final String GOOD = """
            {"minReplicaCount": 1, "maxReplicaCount": 9, "scaleTargetRef": {"name": "orders"},
             "fallback": {"failureThreshold": 3, "replicas": 3},
             "triggers": [{"type": "prometheus",
               "metadata": {"serverAddress": "http://prometheus:9090", "query": "sum(up)", "threshold": "5",
                            "ignoreNullValues": "false"}}]}
            """;
    private static final String WRONG =
            GOOD.replace("\"minReplicaCount\": 1", "\"minReplicaCount\": 12, \"pollingInterval\": 0");
    private static final String MISLEADING =
            GOOD.replace("\"minReplicaCount\": 1", "\"minReplicaCount\": 1, \"cooldownPeriod\": 60");

    static String object(String spec, String metadata) {
        return """
                {"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject",
                 "metadata": {"name": "orders", "namespace": "shop"%s}, "spec": %s}
                """.formatted(metadata, spec);
    }

    private static JsonNode review(String object, String oldObject) throws Exception {
        String review = """
                {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
                 "request": {"uid": "42", "name": "orders", "namespace": "shop", "object": %s, "oldObject": %s}}
                """.formatted(object, oldObject);
        JsonNode answer = JSON.readTree(CHECK.review(review));
        assertThat(answer.path("apiVersion").asText()).isEqualTo("admission.k8s.io/v1");
        assertThat(answer.path("kind").asText()).isEqualTo("AdmissionReview");
        assertThat(answer.path("response").path("uid").asText()).isEqualTo("42");
        return answer.path("response");
    }

    @Test
    void allowsWhatIsRightWithoutAWord() throws Exception {
        JsonNode response = review(object(GOOD, ""), "null");
        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.path("warnings").toString()).isEmpty();
        assertThat(response.has("status")).isFalse();
    }

    @Test
    void refusesWhatAClusterRefusesWithEveryReason() throws Exception {
        JsonNode response = review(object(WRONG, ""), "null");
        assertThat(response.path("allowed").asBoolean()).isFalse();
        assertThat(response.path("status").path("code").asInt()).isEqualTo(422);
        assertThat(response.path("status").path("message").asText()).contains("minReplicaCount", "pollingInterval");
    }

    @Test
    void warnsOfWhatIsLegalAndNotMeant() throws Exception {
        JsonNode response = review(object(MISLEADING, ""), "null");
        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.path("warnings").toString()).contains("cooldown-without-effect");
    }

    @Test
    void allowsAnObjectThatIsDeletedAlthoughItIsWrong() throws Exception {
        JsonNode response =
                review(object(WRONG, ", \"deletionTimestamp\": \"2026-01-05T12:00:00Z\""), object(WRONG, ""));
        assertThat(response.path("allowed").asBoolean()).isTrue();
    }

    @Test
    void allowsAChangeBesideTheSpecAndWarns() throws Exception {
        JsonNode response = review(object(WRONG, ", \"annotations\": {\"a\": \"b\"}"), object(WRONG, ""));
        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.path("warnings").toString()).contains("minReplicaCount");
        assertThat(review(object(WRONG, ""), object(GOOD, "")).path("allowed").asBoolean())
                .isFalse();
    }

    @Test
    void allowsADeletionWhichHasNoObject() throws Exception {
        assertThat(review("null", object(WRONG, "")).path("allowed").asBoolean())
                .isTrue();
    }

    @Test
    void keepsWarningsShortAndFew() throws Exception {
        var triggers = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            triggers.append(i == 0 ? "" : ",").append("""
                    {"type": "prometheus", "name": "%s-%d", "metadata": {"serverAddress": "http://p:9090",
                     "query": "up", "treshold": "5", "threshold": "5"}}
                    """.formatted("n".repeat(200), i));
        }
        String spec = "{\"scaleTargetRef\": {\"name\": \"orders\"}, \"maxReplicaCount\": 9, \"triggers\": [" + triggers
                + "]}";
        JsonNode warnings = review(object(spec, ""), "null").path("warnings");
        assertThat(warnings).hasSizeBetween(1, 16);
        warnings.forEach(warning -> assertThat(warning.asText()).hasSizeLessThanOrEqualTo(256));
    }

    @Test
    void refusesWhatAnApiServerWouldRefuseOfAnHpa() throws Exception {
        String hpa = """
                {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": {"name": "orders"},
                 "spec": {"minReplicas": 5, "maxReplicas": 2, "scaleTargetRef": {"kind": "Deployment", "name": "orders"}}}
                """;
        assertThat(review(hpa, "null").path("allowed").asBoolean()).isFalse();
    }

    @Test
    void leavesOtherKindsAlone() throws Exception {
        String map = "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"orders\"}}";
        assertThat(review(map, "null").path("allowed").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "{}",
                "[]",
                "{\"kind\": \"AdmissionReview\"}",
                "{\"kind\": \"AdmissionReview\", \"request\": {\"uid\": 5}}",
                "{\"kind\": \"Other\", \"request\": {\"uid\": \"5\"}}"
            })
    void saysWhatIsNoReview(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECK.review(text))
                .withMessageContaining("this is no AdmissionReview");
    }
}
