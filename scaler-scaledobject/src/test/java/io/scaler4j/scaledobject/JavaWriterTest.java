package io.scaler4j.scaledobject;

import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.spi.ScalerCatalog;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is compiled, run, and compared with what was read. */
class JavaWriterTest {

    private static final String KAFKA = """
            - type: kafka
              name: lag
              metadata:
                bootstrapServers: broker:9092
                topic: orders
                consumerGroup: billing
                lagThreshold: "50"
                activationLagThreshold: "5"
            """;

    @TempDir
    Path folder;

    private static String write(ScaledObjects read) {
        return JavaWriter.write((ScaledObject) read.objects().get(0), read.single());
    }

    private AutoscalerSpec compiled(String java, Object... more) throws Exception {
        String name = java.replaceAll("(?s).*final class (\\w+) .*", "$1");
        Path file = Files.writeString(folder.resolve(name + ".java"), java);
        var problems = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiles = compiler.getTask(
                            problems,
                            files,
                            null,
                            List.of("-d", folder.toString(), "-Xlint:all", "-Werror", "-proc:none"),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertThat(compiles).as("%s%n%s", problems, java).isTrue();
        }
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
                var catalog = ScalerCatalog.load()) {
            Method method = Arrays.stream(loader.loadClass(name).getDeclaredMethods())
                    .filter(each -> each.getName().equals("spec"))
                    .findFirst()
                    .orElseThrow();
            method.setAccessible(true);
            Object[] arguments = new Object[more.length + 1];
            arguments[0] = catalog;
            System.arraycopy(more, 0, arguments, 1, more.length);
            return (AutoscalerSpec) method.invoke(null, arguments);
        }
    }

    @Test
    void anEqualSpecificationComesOfTheCode() throws Exception {
        ScaledObjects read = ScaledObjects.parse(scaledObject("", """
                minReplicaCount: 0
                maxReplicaCount: 30
                pollingInterval: 7
                cooldownPeriod: 90
                initialCooldownPeriod: 5
                advanced:
                  horizontalPodAutoscalerConfig:
                    behavior:
                      scaleUp:
                        stabilizationWindowSeconds: 30
                        selectPolicy: Min
                        policies:
                          - type: Pods
                            value: 4
                            periodSeconds: 60
                          - type: Percent
                            value: 10
                            periodSeconds: 60
                      scaleDown:
                        selectPolicy: Disabled
                """, KAFKA + Manifests.PROMETHEUS + """
                - type: cron
                  metadata:
                    timezone: Europe/Berlin
                    start: 0 8 * * *
                    end: 0 18 * * *
                    desiredReplicas: "4"
                """));
        assertThat(compiled(write(read))).isEqualTo(read.single());
    }

    @Test
    void anObjectWithoutABehaviorHasTheRulesOfAnHpaWithoutOne() throws Exception {
        ScaledObjects read = ScaledObjects.parse(scaledObject("minReplicaCount: 1", "idleReplicaCount: 0"));
        AutoscalerSpec spec = compiled(write(read));
        assertThat(spec).isEqualTo(read.single());
        assertThat(PolicyDetails.of(spec.policy()).orElseThrow().legacy()).isTrue();
    }

    @Test
    void aFallbackIsPartOfTheTrigger() throws Exception {
        ScaledObjects read = ScaledObjects.parse(
                scaledObject("fallback: {failureThreshold: 3, replicas: 6, behavior: currentReplicasIfHigher}"));
        AutoscalerSpec spec = compiled(write(read));
        assertThat(spec.policy()).isEqualTo(read.single().policy());
        assertThat(spec.triggers().get(0).metric())
                .isEqualTo(read.single().triggers().get(0).metric());
    }

    @Test
    void textOfEveryKindIsQuoted() throws Exception {
        String query = "sum(x{a=\\\"b\\\\\\\\n\\\"}) # \\u00e4\\u2028 \\t\\r \\\\u000a";
        ScaledObjects read = ScaledObjects.parse(scaledObject(
                "", "", Manifests.PROMETHEUS.replace("sum(rate(requests_total[2m]))", "\"" + query + "\"")));
        assertThat(compiled(write(read))).isEqualTo(read.single());
    }

    @Test
    void secretsAreAParameter() throws Exception {
        String yaml = scaledObject("", "", KAFKA + "  authenticationRef:\n    name: kafka-user\n") + """
                ---
                apiVersion: keda.sh/v1alpha1
                kind: TriggerAuthentication
                metadata:
                  name: kafka-user
                  namespace: shop
                spec:
                  secretTargetRef:
                    - parameter: sasl
                      name: kafka-user
                      key: sasl
                    - parameter: username
                      name: kafka-user
                      key: username
                    - parameter: password
                      name: kafka-user
                      key: password
                ---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: kafka-user
                  namespace: shop
                stringData:
                  sasl: plaintext
                  username: orders
                  password: hunter2-unguessable
                """;
        ScaledObjects read = ScaledObjects.parse(yaml);
        String java = write(read);
        assertThat(java).contains("Map<String, String> authentication0").doesNotContain("hunter2");
        AutoscalerSpec spec =
                compiled(java, Map.of("sasl", "plaintext", "username", "orders", "password", "hunter2-unguessable"));
        assertThat(spec.triggers().get(0).metric())
                .isEqualTo(read.single().triggers().get(0).metric());
    }

    @Test
    void whatHasNoBuilderIsRefusedAtOnce() {
        ScaledObjects read = ScaledObjects.parse(scaledObject(
                "autoscaling.keda.sh/paused-scale-in: \"true\"\n",
                "advanced:\n  scalingModifiers:\n    formula: rate + 1\n    target: \"5\"\n",
                Manifests.PROMETHEUS.replace("- type: prometheus\n", "- type: prometheus\n  name: rate\n")));
        assertThatThrownBy(() -> write(read))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("scalingModifiers have no builder")
                .hasMessageContaining("annotations that pause");
    }
}
