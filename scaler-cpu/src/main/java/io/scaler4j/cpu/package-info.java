/**
 * Scales on the processor time, or the memory, that the replicas of a target use, as the Horizontal Pod Autoscaler does
 * with resource metrics.
 *
 * <pre>{@code
 * var sampler = ProcessSampler.builder().requestMilli(500).build(); // this JVM
 * var trigger = CpuScaler.builder().sampler(sampler).build().trigger("cpu", utilization(50));
 * }</pre>
 *
 * <p>Start with {@link io.scaler4j.cpu.CpuScaler}. Where the numbers come from is a
 * {@link io.scaler4j.cpu.ReplicaSampler}:
 *
 * <ul>
 *   <li>{@link io.scaler4j.cpu.ProcessSampler}: this JVM, or other processes of this machine;
 *   <li>{@link io.scaler4j.cpu.CgroupSampler}: a container or service of Linux, by its control group;
 *   <li>{@link io.scaler4j.cpu.ReplicaSampler#of}: samples that the replicas send, for a fleet without any of these;
 *   <li>{@code KubernetesSampler}, in the module {@code scaler-kubernetes}: the pods of a cluster, from the metrics
 *       server and the core API.
 * </ul>
 *
 * <h2>How it scales</h2>
 *
 * <p>A utilization is the sum of what is used over the sum of what is requested, in whole percent, rounded down; an
 * average value is the mean use of a replica. The formulas, and what becomes of replicas that start up or have no
 * sample, are those of the HPA and part of the decision core: see {@link io.scaler4j.policy.ScalingPolicy}.
 *
 * <p>An idle target uses nothing. So these triggers abstain from activation, and are not read while it is idle; an
 * autoscaler that has no other triggers needs a minimum of at least 1. Memory seldom scales in, since a JVM's heap does
 * not shrink.
 *
 * <h2>What is needed</h2>
 *
 * <p>Control groups need read access to their files, and processes must be of the same user. A request cannot be read
 * from either: give it, or the limit, and else all processors, take its place.
 *
 * <h2>What fails, and how</h2>
 *
 * <table class="striped">
 * <caption>Failures</caption>
 * <thead><tr><th>Situation</th><th>Kind</th></tr></thead>
 * <tbody>
 * <tr><td>a container or resource that the sampler does not know</td><td>{@code MISCONFIGURED}</td></tr>
 * <tr><td>no replica, or none that has a sample</td><td>{@code EMPTY}</td></tr>
 * <tr><td>every sample is older than the age limit</td><td>{@code UNAVAILABLE}</td></tr>
 * <tr><td>the first of two readings of a counter, also after it restarted</td><td>{@code NOT_YET}</td></tr>
 * </tbody>
 * </table>
 *
 * <p>A replica without a sample, or with an old one, is no failure: it counts as missing, which the decision fills in
 * with care. Nothing is ever 0 because it is unknown.
 *
 * <h2>Options of trigger types {@code cpu} and {@code memory}</h2>
 *
 * <p>The trigger's metric type says what {@code value} is: {@code Utilization} or {@code AverageValue}; it is required.
 * The options that are not KEDA's say where replicas are found, since there is no {@code scaleTargetRef} here. All are
 * taken from the trigger's metadata. Other options are refused, and so is {@code type}, which KEDA removed.
 *
 * <table class="striped">
 * <caption>What is wanted</caption>
 * <thead><tr><th>Option</th><th>In code</th><th>Type</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code value}</td><td>{@link io.scaler4j.cpu.CpuScaler#trigger}</td><td>percent, or quantity</td>
 *     <td>required</td><td>with {@code Utilization} whole percent of the request, at least 1, such as {@code 50}; with
 *     {@code AverageValue} cores or bytes per replica, more than 0, such as {@code 500m} or {@code 128Mi}</td></tr>
 * <tr><td>{@code containerName}</td><td>{@code container}</td><td>text</td><td>the whole replica</td><td>one container
 *     alone, so that others beside it do not dilute the ratio; sampler {@code kubernetes} only</td></tr>
 * <tr><td>{@code sampleAgeLimitSeconds}</td><td>{@code sampleAgeLimit}</td><td>whole number</td><td>90</td><td>older
 *     samples are left out; not in KEDA</td></tr>
 * <tr><td>{@code cpuInitializationPeriodSeconds}</td><td>{@code initializationPeriod}</td><td>whole number</td>
 *     <td>300</td><td>how long after its start a replica counts as starting up; not in KEDA, an option of the HPA's
 *     controller</td></tr>
 * <tr><td>{@code initialReadinessDelaySeconds}</td><td>{@code readinessDelay}</td><td>whole number</td><td>30</td>
 *     <td>a pod that became unready within it was never ready; not in KEDA, an option of the HPA's controller</td></tr>
 * </tbody>
 * </table>
 *
 * <table class="striped">
 * <caption>Where it is measured; none of it is in KEDA</caption>
 * <thead><tr><th>Option</th><th>In code</th><th>Type</th><th>Default</th><th>Meaning</th></tr></thead>
 * <tbody>
 * <tr><td>{@code sampler}</td><td>{@code sampler}</td><td>{@code kubernetes}, {@code cgroup}, {@code process}</td>
 *     <td>{@code kubernetes}</td><td>where samples come from; {@code kubernetes} needs the module
 *     {@code scaler-kubernetes}; {@code cgroup} and {@code process} measure the processor time of this process, as a
 *     target of one replica</td></tr>
 * <tr><td>{@code labelSelector}</td><td>{@code labelSelector}</td><td>text</td><td>required for {@code kubernetes}</td>
 *     <td>which pods are the replicas</td></tr>
 * <tr><td>{@code namespace}</td><td>{@code namespace}</td><td>text</td><td>that of the service account or context</td>
 *     <td>where the pods are</td></tr>
 * <tr><td>{@code kubeconfig}</td><td>{@code KubernetesCluster}</td><td>path</td>
 *     <td>the pod's service account</td><td>a kubeconfig file with a token or a client certificate,
 *     or several as the variable {@code KUBECONFIG} lists them</td></tr>
 * <tr><td>{@code kubeconfigContext}</td><td>{@code context}</td><td>text</td><td>the current one</td><td>a context of
 *     that file</td></tr>
 * <tr><td>{@code request}</td><td>{@code requestMilli}</td><td>quantity</td><td>the limit, or else all processors</td>
 *     <td>what the replica asks for; for {@code cgroup} and {@code process}</td></tr>
 * <tr><td>{@code windowSeconds}</td><td>{@code window}</td><td>whole number</td><td>15</td><td>how long usage is averaged
 *     over, at least 5; for {@code cgroup} and {@code process}</td></tr>
 * </tbody>
 * </table>
 */
@NullMarked
package io.scaler4j.cpu;

import org.jspecify.annotations.NullMarked;
