package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.OtherManifest;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.spi.TargetRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules about what is scaled, as far as it is among the files. */
final class LintTargets {

    static final LintRule SEVERAL = new LintRule(
            "several-autoscalers-for-target",
            "two HPAs for one target, or an HPA beside a ScaledObject",
            "Each autoscaler sets the replicas to what it wants, and undoes what the other has done. What KEDA's webhook"
                    + " refuses is invalid; this is about the rest.");
    static final LintRule REPLICAS = new LintRule(
            "replicas-in-target",
            "a target with replicas in its file",
            "Each apply of the file sets the replicas back to its number, and the autoscaler begins again from there.");
    static final LintRule REQUESTS = new LintRule(
            "utilization-without-requests",
            "a target in percent without a request",
            "Utilization is the use in percent of what a container requests. Without a request there is no percentage, and"
                    + " the HPA does not scale. Of a ScaledObject KEDA's webhook looks at Deployments and StatefulSets"
                    + " itself.");
    static final LintRule FIRST_DEPLOY = new LintRule(
            "first-deploy-to-zero",
            "a target that is deployed and scaled to 0 at once",
            "Without initialCooldownPeriod KEDA scales a target that has never been active to 0 in its first turn."
                    + " cooldownPeriod does not delay that.");

    static final LintRule HPA_TARGET = new LintRule(
            "hpa-target-without-scale",
            "an HPA whose target has no replicas, or does not exist",
            "The API server takes the HPA, and its controller finds nothing to scale. KEDA's webhook refuses such a target"
                    + " itself.");

    static final List<LintRule> RULES = List.of(HPA_TARGET, SEVERAL, REPLICAS, REQUESTS, FIRST_DEPLOY);

    private static final String HPA_OWNERSHIP = "validations.keda.sh/hpa-ownership";
    /** Those whose requests KEDA's webhook checks itself. */
    private static final Set<String> CHECKED = Set.of("Deployment", "StatefulSet");

    private record Target(String namespace, String group, String kind, String name) {

        static Target of(Manifest object, TargetRef ref) {
            return new Target(object.namespace(), group(ref.apiVersion()), ref.kind(), ref.name());
        }

        private static String group(String apiVersion) {
            return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
        }
    }

    private final Map<Target, OtherManifest> workloads = new HashMap<>();
    private final Map<Target, Manifest> autoscalers = new HashMap<>();
    private final LintReport report;

    LintTargets(List<Manifest> manifests, LintReport report) {
        this.report = report;
        for (Manifest manifest : manifests) {
            if (manifest instanceof OtherManifest other && !other.containers().isEmpty()) {
                workloads.put(new Target(other.namespace(), other.group(), other.kind(), other.name()), other);
            }
        }
    }

    void check(LintScaled scaled, ScaledObject object) {
        object.scaleTargetRef().map(ref -> Target.of(object, ref)).ifPresent(target -> {
            several(target, object);
            OtherManifest workload = workloads.get(target);
            if (workload != null) {
                replicas(workload, object);
                firstDeploy(scaled, object, workload);
                for (LintTrigger trigger : scaled.triggers()) {
                    if (trigger.isResource()
                            && !CHECKED.contains(workload.kind())
                            && trigger.view().metricType().equals("Utilization")) {
                        requests(workload, trigger.type(), trigger.option("containerName"), object, trigger.at("type"));
                    }
                }
            }
        });
    }

    void check(HorizontalPodAutoscaler hpa) {
        hpa.scaleTargetRef()
                .filter(target -> target.apiVersion().contains("/")) // another one is refused
                .flatMap(target -> TargetKinds.problem(target.apiVersion(), target.kind()))
                .ifPresent(problem -> report.add(
                        HPA_TARGET, hpa, hpa.position("spec", "scaleTargetRef"), problem.sentence(), problem.wayOut()));
        hpa.scaleTargetRef().map(ref -> Target.of(hpa, ref)).ifPresent(target -> {
            several(target, hpa);
            OtherManifest workload = workloads.get(target);
            if (workload != null) {
                replicas(workload, hpa);
                for (HorizontalPodAutoscaler.Metric metric : hpa.metrics()) {
                    if (metric.averageUtilization().isPresent()) {
                        requests(
                                workload,
                                metric.name(),
                                metric.container().orElse(""),
                                hpa,
                                metric.source().position());
                    }
                }
            }
        });
    }

    /** Two ScaledObjects, or one with an HPA that did not opt out, are refused: that is for other checks. */
    private void several(Target target, Manifest object) {
        Manifest other = autoscalers.putIfAbsent(target, object);
        if (other == null || isSame(object, other)) {
            return;
        }
        boolean hpas = object instanceof HorizontalPodAutoscaler && other instanceof HorizontalPodAutoscaler;
        if (hpas || isOptedOut(object) || isOptedOut(other)) {
            report.add(
                    SEVERAL,
                    object,
                    object.position("spec", "scaleTargetRef"),
                    target.kind() + " " + target.name() + " is the target of " + other.kind() + " " + other.name()
                            + " as well, at " + other.source().position(),
                    "keep one of them, with the metrics of both");
        }
    }

    private static boolean isSame(Manifest one, Manifest other) {
        return one.kind().equals(other.kind()) && one.name().equals(other.name());
    }

    private static boolean isOptedOut(Manifest object) {
        return object instanceof HorizontalPodAutoscaler
                && object.annotations().getOrDefault(HPA_OWNERSHIP, "").equals("false");
    }

    private void replicas(OtherManifest workload, Manifest autoscaler) {
        workload.replicas()
                .ifPresent(replicas -> report.add(
                        REPLICAS,
                        workload,
                        workload.position("spec", "replicas"),
                        "each apply sets the replicas to " + replicas + ", whatever " + autoscaler.kind() + " "
                                + autoscaler.name() + " has decided",
                        "leave replicas out of the file"));
    }

    private void firstDeploy(LintScaled scaled, ScaledObject object, OtherManifest workload) {
        if (scaled.goesToZero()
                && object.initialCooldownPeriod().orElse(0) == 0
                && workload.replicas().orElse(1) > 0) {
            report.add(
                    FIRST_DEPLOY,
                    object,
                    scaled.at("initialCooldownPeriod"),
                    "the " + workload.kind() + " " + workload.name()
                            + " starts with a replica, and KEDA takes it to 0 in its first turn",
                    "set initialCooldownPeriod to what the first start needs");
        }
    }

    private void requests(OtherManifest workload, String resource, String only, Manifest object, Position at) {
        List<String> missing = workload.containers().stream()
                .filter(container -> only.isEmpty() || text(container, "name").equals(only))
                .filter(container -> container
                                .find("resources", "requests", resource)
                                .isEmpty()
                        && container.find("resources", "limits", resource).isEmpty())
                .map(container -> text(container, "name"))
                .toList();
        if (!missing.isEmpty()) {
            report.add(
                    REQUESTS,
                    object,
                    at,
                    "container " + String.join(", ", missing) + " of " + workload.kind() + " " + workload.name()
                            + " requests no " + resource + ", so its use in percent is not known",
                    "set resources.requests." + resource + " for each container");
        }
    }

    private static String text(Node.Mapping mapping, String key) {
        return Optional.of(mapping)
                .flatMap(node -> node.get(key))
                .filter(Node.Scalar.class::isInstance)
                .map(node -> ((Node.Scalar) node).text())
                .orElse("");
    }
}
