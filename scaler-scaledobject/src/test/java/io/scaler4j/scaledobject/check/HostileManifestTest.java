package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.ScaledObjects;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects that are made to cost much: all of them are checked, linted and read within seconds. */
class HostileManifestTest {

    private static final int SIZE = 64 * 1024;
    /** Masking costs the square of a word without separators, so one of them is no longer. */
    private static final int WORD = 1_500;

    private static final String HEAD =
            "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {name: w}\n";

    record Text(String name, String yaml) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Text> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("unknown fields", HEAD + lines("  minReplicaCuont%d: 1\n"));
        texts.put("one long field", HEAD + "  ? \"" + "minReplicaCount".repeat(WORD / 15) + "\"\n  : 1\n");
        texts.put("one long option", triggers("{type: kafka, metadata: {? \"" + "topic".repeat(WORD / 5) + "\" : a}}"));
        texts.put(
                "unknown options",
                triggers("\n" + "    - type: kafka\n      metadata:\n" + lines("        lagTreshold%d: '1'\n")));
        texts.put("triggers", triggers("\n" + lines("    - {type: kafka, name: t%d, metadata: {}}\n")));
        texts.put("triggers of one name", triggers("\n" + lines("    - {type: redis, name: t, metadata: {a%d: b}}\n")));
        texts.put("a long number", HEAD + "  minReplicaCount: " + "9".repeat(WORD) + "\n");
        texts.put("a long target", triggers("{type: redis, metadata: {listLength: '" + "9".repeat(WORD) + "'}}"));
        texts.put(
                "a long exponent",
                triggers("{type: redis, metadata: {listLength: '1e999999999', activationListLength: '1e-999999999'}}"));
        texts.put("a long modifier", modifiers("lag", "1" + "_1".repeat(WORD / 2)));
        texts.put("a long formula", modifiers("lag" + " + lag".repeat(SIZE / 6), "1"));
        texts.put("a nested formula", modifiers("(".repeat(SIZE), "1"));
        texts.put("a formula of many numbers", modifiers("lag + 1".repeat(1) + " + 1.5".repeat(100), "1"));
        texts.put("a costly formula", modifiers("sum(1..900000)", "1"));
        texts.put("a long query", prometheus("sum(".repeat(SIZE / 4)));
        texts.put("a query of brackets", prometheus("(".repeat(SIZE)));
        texts.put("a query of words", prometheus("a ".repeat(SIZE / 2)));
        texts.put("a long schedule", cron("0 6 * * " + "1,".repeat(WORD / 2) + "1"));
        texts.put(
                "many schedules",
                triggers("\n"
                        + ("    - {type: cron, metadata: {timezone: UTC, start: '0 6 * * *', end: '0 9"
                                        + " 1 * *', desiredReplicas: '3'}}\n")
                                .repeat(100)));
        texts.put(
                "annotations",
                HEAD.replace("{name: a}", "\n  name: a\n  annotations:\n" + lines("    autoscaling.keda.sh/x%d: y\n")));
        texts.put("labels", HEAD.replace("{name: a}", "\n  name: a\n  labels:\n" + lines("    l%d: '!'\n")));
        texts.put("a long name", HEAD.replace("name: a", "name: " + "a-".repeat(WORD / 2)));
        texts.put("objects", ("---\n" + HEAD + "  triggers: [{type: kafka, metadata: {}}]\n").repeat(500));
        texts.put("placeholders", triggers("{type: redis, metadata: {listName: '" + "${".repeat(WORD / 2) + "'}}"));
        texts.put("a long comment", "# scaler4j: ignore " + "a, ".repeat(SIZE / 3) + "\n" + HEAD);
        texts.put("comments", "# scaler4j: ignore a\n".repeat(SIZE / 21) + HEAD);
        texts.put("metrics", hpa(lines("  - {type: External, external: {metric: {name: m%d}, target: {}}}\n")));
        texts.put(
                "policies",
                HEAD + "  maxReplicaCount: 2147483647\n  advanced: {horizontalPodAutoscalerConfig: {behavior:"
                        + " {scaleUp: {policies: [{type: Pods, value: 1, periodSeconds: 1}]}}}}\n");
        texts.put(
                "laughs",
                HEAD + "  a0: &a [x, x, x]\n  a1: &b [*a, *a, *a]\n  a2: &c [*b, *b, *b]\n  a3: [*c, *c, *c]\n");
        return texts.entrySet().stream()
                .map(text -> new Text(text.getKey(), text.getValue()))
                .toList();
    }

    private static String lines(String line) {
        var lines = new StringBuilder();
        for (int i = 0; lines.length() < SIZE / 4; i++) {
            lines.append(String.format(line, i));
        }
        return lines.toString();
    }

    private static String triggers(String triggers) {
        return HEAD + "  maxReplicaCount: 9\n  triggers: "
                + (triggers.startsWith("\n") ? triggers : "[" + triggers + "]\n");
    }

    private static String modifiers(String formula, String target) {
        return triggers("{type: kafka, name: lag, metadata: {}}") + "  advanced: {scalingModifiers: {formula: '"
                + formula + "', target: '" + target + "'}}\n  fallback: {failureThreshold: 1, replicas: 1}\n";
    }

    private static String prometheus(String query) {
        return triggers("{type: prometheus, metadata: {query: '" + query + "'}}");
    }

    private static String cron(String start) {
        return triggers("{type: cron, metadata: {timezone: UTC, start: '" + start
                + "', end: 0 9 * * *, desiredReplicas: '3'}}");
    }

    private static String hpa(String metrics) {
        return "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec:\n  maxReplicas: 3\n"
                + "  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: w}\n  metrics:\n" + metrics;
    }

    @ParameterizedTest
    @MethodSource("texts")
    @Timeout(60)
    void itIsReadWithinSeconds(Text text) {
        long start = System.nanoTime();
        assertThat(ScaledObjects.parse(text.yaml()).findings()).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(text.name()).isLessThan(Duration.ofSeconds(30));
    }
}
