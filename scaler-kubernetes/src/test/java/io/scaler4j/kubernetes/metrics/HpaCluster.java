package io.scaler4j.kubernetes.metrics;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.scaler4j.kubernetes.Workloads;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesPods;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A real cluster whose HPAs ask a server of ours: a namespace with pods that get ready, the server, its registration,
 * and the right for the HPA controller to read external metrics.
 */
final class HpaCluster implements AutoCloseable {

    private static final String ROLE = "scaler4j-external-metrics-reader";
    private static final String RBAC = "rbac.authorization.k8s.io";

    final KubernetesClient client;
    final ExternalMetricsServer metrics;
    private final KubernetesNamespace namespace;
    private final Workloads workloads;
    private final KubernetesPods pods;
    private final RegisteredServer registered;

    private HpaCluster(KubernetesClient client) {
        this.client = client;
        namespace = KubernetesNamespace.create(client);
        workloads = new Workloads(client, namespace.name());
        pods = KubernetesPods.readyIn(client, namespace.name());
        allowTheHpa();
        metrics = ExternalMetricsServer.builder()
                .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .tls(MetricsFixture.tls())
                .frontProxyOf(client)
                .freshness(Duration.ZERO)
                .start();
        registered = RegisteredServer.at(client, namespace.name(), metrics.port());
    }

    /** Skips the test where there is no server. */
    static HpaCluster open() {
        return new HpaCluster(
                ServerRequirement.startKubernetes(KubernetesServer::shared).newClient());
    }

    /** On a cluster of the test's own. */
    static HpaCluster on(KubernetesServer server) {
        return new HpaCluster(server.newClient());
    }

    private void allowTheHpa() {
        client.rbac()
                .clusterRoles()
                .resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName(ROLE)
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups(MetricAnswers.GROUP)
                        .withResources("*")
                        .withVerbs("get", "list")
                        .endRule()
                        .build())
                .serverSideApply();
        client.rbac()
                .clusterRoleBindings()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(ROLE)
                        .endMetadata()
                        .withNewRoleRef(RBAC, "ClusterRole", ROLE)
                        .addNewSubject("", "ServiceAccount", "horizontal-pod-autoscaler", "kube-system")
                        .build())
                .serverSideApply();
    }

    String namespace() {
        return namespace.name();
    }

    /** A deployment whose pods get ready by themselves. */
    void deploy(String name, int replicas) {
        workloads.deployment(name, replicas);
    }

    int replicas(String name) {
        return workloads.desired(name);
    }

    /** As the HPA counts: of the pods, since the status of the deployment follows them with a delay. */
    int ready(String name) {
        return (int) client.pods().inNamespace(namespace()).withLabel("app", name).list().getItems().stream()
                .filter(HpaCluster::isReady)
                .count();
    }

    private static boolean isReady(Pod pod) {
        return "Running".equals(pod.getStatus().getPhase())
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    Scale scale(String name) {
        return client.apps()
                .deployments()
                .inNamespace(namespace())
                .withName(name)
                .scale();
    }

    HorizontalPodAutoscaler hpa(String name) {
        return client.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace())
                .withName(name)
                .get();
    }

    void create(HorizontalPodAutoscaler hpa) {
        client.autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace())
                .resource(hpa)
                .create();
    }

    @Override
    public void close() {
        registered.close();
        metrics.close();
        pods.close();
        namespace.close();
        client.close();
    }
}
