package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConvertCommandTest {

    private static final String CPU = TestFiles.ORDERS.substring(0, TestFiles.ORDERS.indexOf("    - type")) + """
                - type: cpu
                  metricType: Utilization
                  metadata:
                    value: "60"
            """;

    private static final String V1 = """
            apiVersion: autoscaling/v1
            kind: HorizontalPodAutoscaler
            metadata:
              name: web
            spec:
              scaleTargetRef:
                apiVersion: apps/v1
                kind: Deployment
                name: web
              maxReplicas: 9
              targetCPUUtilizationPercentage: 65
            """;

    @Test
    void anObjectThatLosesNothingIsWrittenAndLintsWithoutAnError() {
        Ran ran = Ran.withInput(CPU, "convert", "-", "--to", "hpa");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("apiVersion: autoscaling/v2", "averageUtilization: 60");
        assertThat(Ran.withInput(ran.out(), "lint", "--fail-on", "error", "-").status())
                .isZero();
    }

    @Test
    void whatWouldBeLostIsSaidAndNothingIsWritten() {
        Ran ran = Ran.withInput(TestFiles.ORDERS, "convert", "-", "--to", "hpa");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("lost: trigger rate (prometheus): ").contains("--lossy");
    }

    @Test
    void lossesMayBeAccepted() {
        Ran ran = Ran.withInput(TestFiles.ORDERS, "convert", "-", "--to", "hpa", "--lossy");
        assertThat(ran.status()).isZero();
        assertThat(ran.err()).startsWith("lost: trigger rate").hasLineCount(1);
        assertThat(ran.out()).contains("type: External", "name: rate");
    }

    @Test
    void anHpaOfAnOldVersionGetsTheNewOne() {
        Ran ran = Ran.withInput(V1, "convert", "-", "--to", "hpa");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("apiVersion: autoscaling/v2", "averageUtilization: 65");
        Ran old = Ran.withInput(
                V1.replace("/v1\nkind: H", "/v2beta2\nkind: H").replaceAll("  targetCPU.*\n", ""),
                "convert",
                "-",
                "--to",
                "hpa");
        assertThat(old.err()).isEmpty();
        assertThat(old.out()).startsWith("apiVersion: autoscaling/v2\n");
    }

    @Test
    void aScaledObjectIsWrittenAsJava() {
        Ran ran = Ran.withInput(TestFiles.ORDERS, "convert", "-", "--to", "java");
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains("final class OrdersAutoscaler {", ".replicas(2, 20)", "TriggerSpec.builder(\"prometheus\")");
    }
}
