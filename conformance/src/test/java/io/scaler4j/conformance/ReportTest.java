package io.scaler4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The runner itself: what it notices and how it says so. */
class ReportTest {

    @Test
    void namesFileAndKindAndEndsWithTheSum() {
        assertThat(run(limit("a", 50, 12), limit("b", 11, 11)))
                .startsWith("mine.json")
                .contains("behavior-rate-limit", "2 passed, 0 failed, 0 skipped")
                .endsWith("\n2 passed, 0 failed, 0 skipped\n");
    }

    @Test
    void showsExpectedAndActualOfAFailure() {
        assertThat(run(limit("too-many", 50, 13)))
                .contains("FAILED too-many", "expected {\"replicas\":13}", "actual   {replicas: 12}")
                .endsWith("\n0 passed, 1 failed, 0 skipped\n");
    }

    @Test
    void skipsAnUnknownKindWhateverItHolds() {
        assertThat(run("{\"id\": \"x\", \"kind\": \"weather\", \"input\": 3}"))
                .contains("skipped 1: unknown kind")
                .endsWith("\n0 passed, 0 failed, 1 skipped\n");
    }

    @Test
    void countsApartWhatPassedInPartAndFailsItsOtherParts() {
        String one = "{\"id\": \"x\", \"kind\": \"deactivation_target\", \"given\": {\"minReplicaCount\": 3,"
                + " \"idleReplicaCount\": 2}, \"expect\": {\"usesIdleReplicaCount\": true, \"targetReplicas\": 2}}";
        assertThat(run(one))
                .contains("passed in part 1: a decision tells the count, not the option that it comes from")
                .endsWith("\n1 passed in part, not counted below\n0 passed, 0 failed, 0 skipped\n");
        assertThat(run(one.replace("\"targetReplicas\": 2", "\"targetReplicas\": 3")))
                .contains("FAILED x", "expected", "actual   {targetReplicas: 2}")
                .endsWith("\n0 passed in part, not counted below\n0 passed, 1 failed, 0 skipped\n");
    }

    @Test
    void failsAMalformedCase() {
        assertThat(run(limit("a", 50, 12).replace("\"maxReplicas\": 100", "\"maxReplicas\": \"many\"")))
                .contains("malformed case: given.maxReplicas must be a 64-bit integer, was \"many\"");
        assertThat(run(limit("a", 50, 12).replace("desiredReplicas", "wantedReplicas")))
                .contains("malformed case: given.desiredReplicas is missing");
        assertThat(run("{\"id\": \"x\", \"given\": {}}")).contains("malformed case: it has no kind");
        assertThat(run("7")).contains("FAILED #1", "malformed case");
    }

    @Test
    void failsACaseThatExpectsWhatNoOneComputes() {
        assertThat(run(limit("a", 50, 12).replace("\"expect\": {", "\"expect\": {\"humidity\": 3, ")))
                .contains("humidity: (no such result)")
                .endsWith("\n0 passed, 1 failed, 0 skipped\n");
    }

    @Test
    void failsAFileThatIsNotAVectorFile() {
        assertThat(textOf("[1, 2"))
                .contains("FAILED mine.json is not JSON")
                .endsWith("\n0 passed, 1 failed, 0 skipped\n");
        assertThat(textOf("{}")).contains("FAILED mine.json has no list of cases");
    }

    @Test
    void failsAValueWhereAnErrorIsDueAndAnErrorWhereAValueIsDue() {
        String value =
                "{\"id\": \"v\", \"kind\": \"metric_quantity\", \"given\": {\"input\": \"1\"}, \"expect\": {\"error\": \"X\"}}";
        String error =
                "{\"id\": \"e\", \"kind\": \"metric_quantity\", \"given\": {\"input\": \"NaN\"}, \"expect\": {\"isZero\": true}}";
        assertThat(run(value)).contains("no error, but {");
        assertThat(run(error)).contains("actual   error: ");
    }

    @Test
    void keepsThe64thBit() {
        String exact = "{\"id\": \"x\", \"kind\": \"replicas-object-value\", \"given\": {\"currentReplicas\": 0,"
                + " \"metricValueMilli\": 9223372036854775806, \"targetValueMilli\": 1000, \"pods\": [],"
                + " \"tolerance\": {\"scaleUp\": 0.1, \"scaleDown\": 0.1}}, \"expect\": {\"valueMilli\": %s}}";
        assertThat(run(exact.formatted("9223372036854775806"))).contains("1 passed, 0 failed");
        assertThat(run(exact.formatted("9223372036854775807"))).contains("0 passed, 1 failed");
        assertThat(run(exact.formatted("9223372036854775808"))).contains("0 passed, 1 failed");
    }

    @Test
    void selectsSuitesByTheirBeginning() {
        VectorFile file = VectorFile.of("mine.json", "{\"suite\": \"hpa-behavior\", \"cases\": []}");
        assertThat(file.isOf(List.of())).isTrue();
        assertThat(file.isOf(List.of("keda-", "hpa-"))).isTrue();
        assertThat(file.isOf(List.of("behavior"))).isFalse();
    }

    /** From 5 replicas, at most 7 more per minute. */
    private static String limit(String id, int desired, int expected) {
        return """
                {"id": "%s", "kind": "behavior-rate-limit",
                 "given": {"currentReplicas": 5, "desiredReplicas": %d, "minReplicas": 1, "maxReplicas": 100,
                           "scaleUpRules": {"policies": [{"type": "Pods", "value": 7, "periodSeconds": 60}]},
                           "scaleDownRules": null, "scaleUpEvents": [], "scaleDownEvents": []},
                 "expect": {"replicas": %d}}""".formatted(id, desired, expected);
    }

    private static String run(String... cases) {
        return textOf("{\"suite\": \"mine\", \"cases\": [" + String.join(",", cases) + "]}");
    }

    private static String textOf(String file) {
        return Report.of(List.of(VectorFile.of("mine.json", file)), Kinds.all()).text();
    }
}
