package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.OtherManifest;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.spi.TargetRef;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What KEDA's webhook refuses in triggers of type cpu and memory, for Deployments and StatefulSets. The containers are
 * looked at if the workload is among the files.
 */
final class ResourceRules {

    private ResourceRules() {}

    static void check(
            ScaledObject object, List<TriggerManifest> triggers, Surroundings surroundings, Reporter reporter) {
        if (triggers.stream().noneMatch(TriggerManifest::isResource)) {
            return;
        }
        Optional<TargetRef> target = object.scaleTargetRef().filter(ResourceRules::isWorkload);
        if (target.isEmpty()) {
            return;
        }
        zero(object, triggers, reporter);
        surroundings
                .workload(object.namespace(), target.get())
                .ifPresent(workload -> triggers.stream()
                        .filter(TriggerManifest::isResource)
                        .forEach(trigger -> requests(object, trigger, workload, surroundings, reporter)));
    }

    /** Whether the webhook looks at what the target's containers request. */
    static boolean isWorkload(TargetRef target) {
        return target.apiVersion().equals("apps/v1")
                && (target.kind().equals("Deployment") || target.kind().equals("StatefulSet"));
    }

    private static void zero(ScaledObject object, List<TriggerManifest> triggers, Reporter reporter) {
        OptionalInt min = object.minReplicaCount();
        if (triggers.stream().allMatch(TriggerManifest::isResource)
                && Fields.isReadable(object.source(), Node.Type.INTEGER, "spec", "minReplicaCount")
                && min.orElse(0) == 0) {
            reporter.report(
                    Reason.ZERO_OF_RESOURCES,
                    min.isPresent() ? object.position("spec", "minReplicaCount") : object.position("spec", "triggers"),
                    "minReplicaCount is 0" + (min.isPresent() ? "" : " unless given")
                            + ", and there are only triggers of type cpu and memory: at zero replicas nothing is left"
                            + " to measure",
                    "write minReplicaCount: 1, or add a trigger of another type");
        }
    }

    private static void requests(
            ScaledObject object,
            TriggerManifest trigger,
            OtherManifest workload,
            Surroundings surroundings,
            Reporter reporter) {
        String resource = trigger.type();
        String selected = trigger.metadata().getOrDefault("containerName", "");
        for (Node.Mapping container : workload.containers()) {
            String name = Fields.text(container, "name").orElse("");
            if ((selected.isEmpty() || selected.equals(name))
                    && !isPositive(container, "resources", "requests", resource)
                    && !isPositive(container, "resources", "limits", resource)
                    && !hasDefault(surroundings.limitRanges(object.namespace()), resource)) {
                reporter.report(
                        Reason.MISSING_REQUESTS,
                        ScaledObjectRules.place(trigger, "type"),
                        "the container " + name + " of the " + workload.kind() + " " + workload.name() + " requests no "
                                + resource + " (" + container.position() + ")",
                        "give resources.requests." + resource + " there");
            }
        }
    }

    private static boolean hasDefault(List<OtherManifest> limitRanges, String resource) {
        return limitRanges.stream()
                .flatMap(range -> range.source().find("spec", "limits").stream())
                .filter(Node.Sequence.class::isInstance)
                .flatMap(limits -> ((Node.Sequence) limits).items().stream())
                .anyMatch(limit -> limit instanceof Node.Mapping mapping
                        && Fields.text(mapping, "type").equals(Optional.of("Container"))
                        && (isPositive(mapping, "defaultRequest", resource)
                                || isPositive(mapping, "default", resource)));
    }

    private static boolean isPositive(Node.Mapping object, String... path) {
        return object.find(path)
                .filter(node -> node instanceof Node.Scalar scalar
                        && !scalar.text().startsWith("-")
                        && scalar.text().matches("[+.\\d]*[1-9].*"))
                .isPresent();
    }
}
