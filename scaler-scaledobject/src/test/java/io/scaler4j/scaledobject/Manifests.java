package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.check.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Manifests for tests. */
final class Manifests {

    static final Path FOLDER = Path.of("src/test/resources/manifests");
    static final SecretSource KAFKA_USER = SecretSource.of(Map.of(
            SecretRef.secret("shop", "kafka-user", "username"), "orders",
            SecretRef.secret("shop", "kafka-user", "password"), "hunter2-unguessable"));

    private Manifests() {}

    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** A ScaledObject with lines of a spec, without the indentation of the spec, before one Prometheus trigger. */
    static String scaledObject(String... spec) {
        return scaledObject("", String.join("\n", spec), PROMETHEUS);
    }

    static final String PROMETHEUS = """
            - type: prometheus
              metadata:
                serverAddress: http://prometheus:9090
                query: sum(rate(requests_total[2m]))
                threshold: "100"
            """;

    static String scaledObject(String annotations, String spec, String triggers) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata:
                  name: orders
                  namespace: shop
                %sspec:
                  scaleTargetRef:
                    name: orders
                %s  triggers:
                %s""".formatted(
                        annotations.isEmpty() ? "" : "  annotations:\n" + indent(annotations, 4),
                        indent(spec, 2),
                        indent(triggers, 4));
    }

    static String hpa(String spec) {
        return """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata:
                  name: orders
                  namespace: shop
                spec:
                  scaleTargetRef:
                    apiVersion: apps/v1
                    kind: Deployment
                    name: orders
                %s""".formatted(indent(spec, 2));
    }

    private static String indent(String text, int by) {
        return text.isBlank() ? "" : text.indent(by);
    }

    /** Without what is legal and not meant so. */
    static List<Finding> problems(ScaledObjects read) {
        return read.findings().stream()
                .filter(finding -> finding.severity() != Finding.Severity.LINT)
                .toList();
    }
}
