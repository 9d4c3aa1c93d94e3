package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code convert} writes, read back, is the same autoscaler. */
class ConvertPropertiesTest {

    private static final List<String> READINGS = List.of("0%", "30%", "59%", "66%", "120%", "400%", "failed");

    /** A ScaledObject with a utilization, which an HPA has, too. */
    private static String scaledObject(long seed) {
        var random = new SplittableRandom(seed);
        int min = random.nextInt(1, 4);
        var text = new StringBuilder("""
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata:
                  name: web
                  namespace: shop
                spec:
                  scaleTargetRef:
                    name: web
                """);
        text.append("  minReplicaCount: ").append(min).append('\n');
        text.append("  maxReplicaCount: ").append(min + random.nextInt(1, 30)).append('\n');
        if (random.nextBoolean()) {
            text.append("  advanced:\n    horizontalPodAutoscalerConfig:\n      behavior:\n");
            rules("scaleDown", random, text);
            rules("scaleUp", random, text);
        }
        text.append("  triggers:\n    - type: cpu\n      metricType: Utilization\n      metadata:\n        value: \"")
                .append(random.nextInt(20, 95))
                .append("\"\n");
        return text.toString();
    }

    private static void rules(String direction, SplittableRandom random, StringBuilder text) {
        text.append("        ").append(direction).append(":\n");
        text.append("          stabilizationWindowSeconds: ")
                .append(random.nextInt(600))
                .append('\n');
        if (random.nextBoolean()) {
            text.append("          selectPolicy: ")
                    .append(random.nextBoolean() ? "Max" : "Min")
                    .append('\n');
        }
        text.append("          policies:\n");
        for (int i = 0; i <= random.nextInt(3); i++) {
            text.append("            - type: ").append(random.nextBoolean() ? "Pods" : "Percent");
            text.append("\n              value: ").append(random.nextInt(1, 200));
            text.append("\n              periodSeconds: ")
                    .append(random.nextInt(1, 600))
                    .append('\n');
        }
    }

    private static AutoscalerSpec read(String yaml) {
        return ScaledObjects.parse(yaml).single();
    }

    private static String converted(String yaml, String to) {
        Ran ran = Ran.withInput(yaml, "convert", "-", "--to", to);
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        return ran.out();
    }

    private static String explained(String yaml, String reading, int replicas) {
        return Ran.withInput(
                        yaml,
                        "explain",
                        "-",
                        "--reading",
                        "cpu=" + reading,
                        "--replicas",
                        Integer.toString(replicas),
                        "--format",
                        "json")
                .out();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void anHpaDecidesAsItsScaledObjectDid(long seed) {
        String keda = scaledObject(seed);
        String hpa = converted(keda, "hpa");
        PolicyDetails was = PolicyDetails.of(read(keda).policy()).orElseThrow();
        PolicyDetails is = PolicyDetails.of(read(hpa).policy()).orElseThrow();
        assertThat(is.min()).isEqualTo(was.min());
        assertThat(is.max()).isEqualTo(was.max());
        assertThat(read(hpa).triggers().get(0).metric().target())
                .isEqualTo(read(keda).triggers().get(0).metric().target());
        for (String reading : READINGS) {
            for (int replicas : new int[] {was.min(), was.min() + 1, was.max()}) {
                assertThat(Parsed.find(Parsed.json(explained(hpa, reading, replicas)), "to"))
                        .as("%s at %s replicas", reading, replicas)
                        .isEqualTo(Parsed.find(Parsed.json(explained(keda, reading, replicas)), "to"));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anHpaConvertedAgainIsTheSame(long seed) {
        String hpa = converted(scaledObject(seed), "hpa");
        assertThat(read(converted(hpa, "hpa")).policy()).isEqualTo(read(hpa).policy());
        assertThat(converted(converted(hpa, "hpa"), "hpa")).isEqualTo(converted(hpa, "hpa"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noConversionHasAnErrorOfLint(long seed) {
        Ran ran = Ran.withInput(converted(scaledObject(seed), "hpa"), "lint", "--fail-on", "error", "-");
        assertThat(ran.status()).as(ran.out()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void javaHasTheNumbersOfTheObject(long seed) {
        String keda = scaledObject(seed);
        PolicyDetails details = PolicyDetails.of(read(keda).policy()).orElseThrow();
        assertThat(converted(keda, "java"))
                .contains("final class WebAutoscaler {")
                .contains(".replicas(" + details.min() + ", " + details.max() + ")")
                .contains("TriggerSpec.builder(\"cpu\")");
    }

    private static String hpa(String version, String metrics) {
        return """
                apiVersion: autoscaling/%s
                kind: HorizontalPodAutoscaler
                metadata:
                  name: web
                spec:
                  scaleTargetRef:
                    apiVersion: apps/v1
                    kind: Deployment
                    name: web
                  minReplicas: 2
                  maxReplicas: 9
                %s""".formatted(version, metrics);
    }

    static List<List<String>> oldHpas() {
        return List.of(
                List.of("v1", "  targetCPUUtilizationPercentage: 70\n", "70"),
                List.of("v2beta1", """
                          metrics:
                            - type: Resource
                              resource:
                                name: cpu
                                targetAverageUtilization: 55
                        """, "55"),
                List.of("v2beta2", """
                          metrics:
                            - type: Resource
                              resource:
                                name: cpu
                                target:
                                  type: Utilization
                                  averageUtilization: 45
                        """, "45"),
                List.of("v2", """
                          metrics:
                            - type: Resource
                              resource:
                                name: cpu
                                target:
                                  type: Utilization
                                  averageUtilization: 35
                        """, "35"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oldHpas")
    void anHpaOfAnyVersionBecomesTheNewest(List<String> row) {
        String written = converted(hpa(row.get(0), row.get(1)), "hpa");
        assertThat(written).startsWith("apiVersion: autoscaling/v2\n").contains("averageUtilization: " + row.get(2));
        AutoscalerSpec spec = read(written);
        assertThat(PolicyDetails.of(spec.policy()).orElseThrow().min()).isEqualTo(2);
        assertThat(PolicyDetails.of(spec.policy()).orElseThrow().max()).isEqualTo(9);
        assertThat(spec.triggers().get(0).metric().target().toString()).contains(row.get(2));
    }

    @ParameterizedTest(name = "{0} is lost")
    @CsvSource(
            delimiter = '|',
            value = {
                "minReplicaCount: 2 | minReplicaCount: 0 | 0",
                "minReplicaCount: 2 | idleReplicaCount: 0;minReplicaCount: 2 | idle",
                "minReplicaCount: 2 | fallback: {failureThreshold: 3, replicas: 6};minReplicaCount: 2 | fallback"
            })
    void eachLossIsNamedAndNothingIsWritten(String field, String other, String named) {
        String keda = TestFiles.ORDERS.replace(field, other.replace(";", "\n  "));
        Ran ran = Ran.withInput(keda, "convert", "-", "--to", "hpa");
        assertThat(ran.status()).as(ran.err()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("lost: ").contains(named).contains("--lossy writes it all the same");
        Ran lossy = Ran.withInput(keda, "convert", "-", "--to", "hpa", "--lossy");
        assertThat(lossy.status()).isZero();
        assertThat(lossy.out()).startsWith("apiVersion: autoscaling/v2\n");
    }

    @Test
    void anHpaIsNotWrittenAsJava() {
        Ran ran = Ran.withInput(hpa("v1", "  targetCPUUtilizationPercentage: 70\n"), "convert", "-", "--to", "java");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err())
                .contains("--to java needs a ScaledObject, but web is a HorizontalPodAutoscaler")
                .hasLineCount(1);
    }

    @Test
    void ofSeveralObjectsOneIsConverted() {
        String two = TestFiles.ORDERS + "---\n" + scaledObject(1);
        assertThat(Ran.withInput(two, "convert", "-", "--to", "hpa").err()).contains("there are 2", "--name");
        assertThat(Ran.withInput(two, "convert", "-", "--to", "hpa", "--name", "web")
                        .out())
                .contains("name: web");
        assertThat(Ran.withInput(two, "convert", "-", "--to", "hpa", "--name", "shop/web")
                        .status())
                .isZero();
        assertThat(Ran.withInput(two, "convert", "-", "--to", "hpa", "--name", "other")
                        .err())
                .contains("HorizontalPodAutoscaler other, there are 0");
    }
}
