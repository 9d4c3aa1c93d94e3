package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.yaml.YamlReader;
import java.util.List;
import java.util.Set;

/** Manifests in short, and what the validation says about them. */
final class ValidationFixture {

    private ValidationFixture() {}

    static List<Finding> findings(String text) {
        return findings(text, Set.of());
    }

    static List<Finding> findings(String text, Set<String> ownTypes) {
        var file = YamlReader.read(text, "test.yaml");
        assertThat(file.problems()).isEmpty();
        return Validation.of(Manifests.of(file.documents()), ownTypes);
    }

    /** The rules, in the order of the file. */
    static List<String> rules(String text) {
        return findings(text).stream().map(Finding::rule).toList();
    }

    /** A ScaledObject with a Kafka trigger, and more lines below {@code spec}. */
    static String scaledObject(String spec) {
        return scaledObject("orders", spec);
    }

    static String scaledObject(String name, String spec) {
        return scaledObject(name, "orders", spec, "[{type: kafka, metadata: {topic: orders}}]");
    }

    static String scaledObject(String name, String target, String spec, String triggers) {
        return """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: %s}
                spec:
                  scaleTargetRef: {name: %s}
                  triggers: %s
                """.formatted(name, target, triggers) + spec.indent(2);
    }

    static String withTriggers(String triggers) {
        return scaledObject("orders", "orders", "minReplicaCount: 1", triggers);
    }
}
