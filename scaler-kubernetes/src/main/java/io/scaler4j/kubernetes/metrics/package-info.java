/**
 * Serves scalers as external metrics to the HPA of a cluster, behind an {@code APIService}: the other direction of
 * {@code KubernetesScaleTarget}. The HPA decides, and scaler4j measures; KEDA is not needed.
 *
 * <pre>{@code
 * var server = ExternalMetricsServer.builder()
 *         .certificate(Path.of("/certificates/tls.crt"), Path.of("/certificates/tls.key"))
 *         .frontProxyOf(client)
 *         .metric(ExternalMetric.of("shop", "orders-lag", kafkaLag))
 *         .start();
 * }</pre>
 *
 * <p>An HPA in namespace {@code shop} uses it as a metric of type {@code External}, named {@code orders-lag}.
 *
 * <h2>What is needed</h2>
 *
 * <ul>
 *   <li>An {@code APIService} named {@code v1beta1.external.metrics.k8s.io} that points to a service in front of this
 *       server, with the authority of its certificate as {@code caBundle}. A cluster has only one: KEDA has it where it
 *       is installed.
 *   <li>The role {@code extension-apiserver-authentication-reader} in {@code kube-system}, for the account that this
 *       runs as. It says which certificate the API server shows.
 *   <li>A cluster role that lets the HPA's account {@code get} every resource of {@code external.metrics.k8s.io}.
 * </ul>
 *
 * <h2>What is answered</h2>
 *
 * <table class="striped">
 * <caption>Answers</caption>
 * <thead><tr><th>Situation</th><th>Answer</th></tr></thead>
 * <tbody>
 * <tr><td>a value</td><td>one item with the value in thousandths. A value below 0 is 0, since the HPA takes a negative
 *     one for a wish for 2,147,483,647 replicas</td></tr>
 * <tr><td>the source failed, or has no single number, or a part of it did not answer; the value is older than
 *     allowed</td><td>503 and the sentence</td></tr>
 * <tr><td>the source did not answer in time</td><td>504 and the sentence</td></tr>
 * <tr><td>no such metric in this namespace, or none with such labels</td><td>404</td></tr>
 * <tr><td>a selector that cannot be read</td><td>400</td></tr>
 * <tr><td>no certificate of the front proxy, or one of another name; no user in the headers</td><td>401</td></tr>
 * </tbody>
 * </table>
 *
 * <p>What could not be measured is never 0 and never an empty list. On an error the HPA keeps the count, or scales on
 * its other metrics.
 */
@NullMarked
package io.scaler4j.kubernetes.metrics;

import org.jspecify.annotations.NullMarked;
