package io.scaler4j.scaledobject.schema;

import static io.scaler4j.scaledobject.schema.Field.optional;
import static io.scaler4j.scaledobject.schema.Field.required;

import java.util.ArrayList;
import java.util.List;

/** The pods of a job: the names of their fields, whose values are left to Kubernetes. */
final class PodShapes {

    private static final List<String> OF_PODS = List.of(
            ("activeDeadlineSeconds affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks"
                            + " ephemeralContainers hostAliases hostIPC hostNetwork hostPID hostUsers hostname"
                            + " hostnameOverride imagePullSecrets initContainers nodeName nodeSelector os overhead"
                            + " preemptionPolicy priority priorityClassName readinessGates resourceClaims resources"
                            + " restartPolicy runtimeClassName schedulerName schedulingGates securityContext"
                            + " serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain"
                            + " terminationGracePeriodSeconds tolerations topologySpreadConstraints volumes"
                            + " workloadRef")
                    .split(" ", -1));
    private static final List<String> OF_CONTAINERS = List.of(
            ("args command env envFrom image imagePullPolicy lifecycle livenessProbe ports readinessProbe resizePolicy"
                            + " resources restartPolicy restartPolicyRules securityContext startupProbe stdin stdinOnce"
                            + " terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts"
                            + " workingDir")
                    .split(" ", -1));

    private PodShapes() {}

    static Shape.Structure template() {
        Shape texts = Shape.map(Shape.text());
        return Shape.object(
                optional(
                        "metadata",
                        Shape.object(
                                optional("name", Shape.text(), "Not used: each job names its pods."),
                                optional("namespace", Shape.text(), "Not used: a pod is where its job is."),
                                optional("labels", texts, "Labels of the pods."),
                                optional("annotations", texts, "Notes on the pods."),
                                optional("finalizers", Shape.list(Shape.text()), "As in Kubernetes.")),
                        "Names the pods."),
                optional("spec", pod(), "The pods of the jobs."));
    }

    private static Shape.Structure pod() {
        return with(required("containers", Shape.list(container()).atLeast(1), "What runs."), OF_PODS);
    }

    private static Shape.Structure container() {
        return with(
                required("name", Shape.text().notEmpty().like(Format.LABEL), "The container's name."), OF_CONTAINERS);
    }

    private static Shape.Structure with(Field first, List<String> others) {
        var fields = new ArrayList<Field>();
        fields.add(first);
        others.forEach(name -> fields.add(optional(name, Shape.anything(), "As in Kubernetes.")));
        return Shape.object(fields.toArray(Field[]::new));
    }
}
