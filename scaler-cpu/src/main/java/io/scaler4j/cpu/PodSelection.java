package io.scaler4j.cpu;

/**
 * Which pods are the replicas of a target, as the options of a trigger say.
 *
 * @param labelSelector of the workload that is scaled, such as {@code app=orders}
 * @param namespace blank for that of the service account, or of the context of the kubeconfig file
 * @param kubeconfig the path of a kubeconfig file, or several as the variable {@code KUBECONFIG} lists them; blank for
 *     the service account of the pod that this process runs in
 * @param kubeconfigContext a context of that file, blank for its current one
 */
public record PodSelection(String labelSelector, String namespace, String kubeconfig, String kubeconfigContext) {}
