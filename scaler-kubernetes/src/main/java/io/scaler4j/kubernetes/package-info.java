/**
 * Samples the pods of a Kubernetes cluster: what they use comes from the resource metrics API, which the metrics server
 * serves; what they request, and whether they are ready, from the core API.
 *
 * <pre>{@code
 * try (var cluster = KubernetesCluster.builder().build()) { // of the pod that this runs in
 *     var sampler = KubernetesSampler.builder().cluster(cluster).labelSelector("app=orders").build();
 *     var trigger = CpuScaler.builder().sampler(sampler).build().trigger("cpu", utilization(50));
 * }
 * }</pre>
 *
 * <p>Start with {@link io.scaler4j.kubernetes.KubernetesCluster} and {@link io.scaler4j.kubernetes.KubernetesSampler}.
 * How samples become a decision is part of {@link io.scaler4j.cpu}, and so are the options of trigger types {@code cpu}
 * and {@code memory}; this module serves their sampler {@code kubernetes}.
 *
 * <h2>What is needed</h2>
 *
 * <p>The metrics server, a request on each container (or on the one that is named), and a role with these rules:
 *
 * <pre>
 * rules:
 *   - {apiGroups: [""],               resources: [pods], verbs: [get, list, watch]}
 *   - {apiGroups: ["metrics.k8s.io"], resources: [pods], verbs: [get, list]}
 * </pre>
 *
 * <p>Without {@code watch} it works too, with two requests a turn for each label selector.
 *
 * <p>A pod with its own requests, {@code spec.resources.requests}, counts with these, as for the HPA.
 *
 * <h2>What fails, and how</h2>
 *
 * <table class="striped">
 * <caption>Failures</caption>
 * <thead><tr><th>Situation</th><th>Kind</th></tr></thead>
 * <tbody>
 * <tr><td>the metrics server is missing (404 or 503 of its API), the API server is down, its answer ends early or is not
 *     a list of pods</td><td>{@code UNAVAILABLE}</td></tr>
 * <tr><td>no answer in time, or one that comes in drops</td><td>{@code TIMEOUT}</td></tr>
 * <tr><td>the token is not known, or its role lacks a permission, which the sentence names</td><td>{@code DENIED}</td></tr>
 * <tr><td>a utilization of pods with a container that requests nothing, which the sentence names; a container that a
 *     pod does not have</td><td>{@code MISCONFIGURED}</td></tr>
 * <tr><td>no pod has the labels</td><td>{@code EMPTY}</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A pod without a sample is not a failure: it counts as missing, which the decision fills in with care.
 */
@NullMarked
package io.scaler4j.kubernetes;

import org.jspecify.annotations.NullMarked;
