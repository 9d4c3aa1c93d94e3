package io.scaler4j.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.scaler4j.Scaler;
import io.scaler4j.kubernetes.KubernetesTargets;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.KubernetesNamespace;
import io.scaler4j.testservers.KubernetesServer;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator on a real API server; left out, with the reason, where there is none. */
@Timeout(180)
class WorkerPoolReconcilerTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<String, Integer> messages = new ConcurrentHashMap<>();
    private KubernetesServer server;
    private KubernetesClient client;
    private KubernetesNamespace namespace;
    private KubernetesTargets targets;
    private WorkerPoolReconciler reconciler;
    private Operator operator;

    @BeforeEach
    void start() {
        server = ServerRequirement.startKubernetes(KubernetesServer::shared);
        client = server.newClient();
        namespace = KubernetesNamespace.create(client);
        defineKind();
        targets = KubernetesTargets.open(server.config());
        reconciler = new WorkerPoolReconciler(targets, this::queue, Duration.ofMillis(500));
        operator = new Operator(settings -> settings.withKubernetesClient(server.newClient()));
        operator.register(reconciler, settings -> settings.settingNamespace(namespace.name()));
        operator.start();
    }

    @AfterEach
    void stop() {
        if (operator != null) {
            operator.stop();
            reconciler.close();
            targets.close();
            namespace.close();
            client.close();
        }
    }

    private void defineKind() {
        CustomResourceDefinition definition = Serialization.unmarshal("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: workerpools.shop.example}
                spec:
                  group: shop.example
                  scope: Namespaced
                  names: {kind: WorkerPool, plural: workerpools, singular: workerpool}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """, CustomResourceDefinition.class);
        var definitions = client.apiextensions().v1().customResourceDefinitions();
        definitions.resource(definition).createOr(existing -> existing.update());
        definitions
                .withName("workerpools.shop.example")
                .waitUntilCondition(
                        found -> found != null
                                && found.getStatus() != null
                                && found.getStatus().getConditions().stream()
                                        .anyMatch(each -> each.getType().equals("Established")
                                                && each.getStatus().equals("True")),
                        30,
                        TimeUnit.SECONDS);
        await().atMost(LIMIT) // for a moment lists are still answered with 429
                .ignoreExceptions()
                .until(() -> client.resources(WorkerPool.class)
                                .inNamespace(namespace.name())
                                .list()
                        != null);
    }

    private Scaler queue(String name) {
        return request -> messages.containsKey(name)
                ? Reading.of(messages.get(name))
                : Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the broker is down");
    }

    private WorkerPool pool(String name, int maxWorkers) {
        var pool = new WorkerPool();
        pool.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace.name())
                .build());
        pool.setSpec(new WorkerPoolSpec("worker:1", name, 10, maxWorkers));
        return pool;
    }

    private Deployment deployment(String name) {
        return client.apps()
                .deployments()
                .inNamespace(namespace.name())
                .withName(name)
                .get();
    }

    private void awaitWorkers(String name, int workers) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(deployment(name)).isNotNull();
            assertThat(deployment(name).getSpec().getReplicas()).isEqualTo(workers);
        });
    }

    @Test
    void scalesTheWorkersWithTheirQueueDownToNone() {
        messages.put("orders", 35);
        client.resource(pool("orders", 9)).create();
        awaitWorkers("orders", 4);

        client.resource(pool("orders", 3)).update(); // the operator applies its Deployment again
        awaitWorkers("orders", 3);
        assertThat(reconciler.scaled()).containsExactly(namespace.name() + "/orders");

        messages.put("orders", 0);
        awaitWorkers("orders", 0);
    }

    @Test
    void aQueueThatCannotBeReadLeavesTheCountAsItIs() {
        messages.put("mails", 50);
        client.resource(pool("mails", 9)).create();
        awaitWorkers("mails", 5);
        messages.remove("mails");
        await().during(Duration.ofSeconds(3))
                .atMost(LIMIT)
                .until(() -> deployment("mails").getSpec().getReplicas() == 5);
    }

    @Test
    void aPoolThatIsDeletedIsScaledNoMoreAndItsDeploymentGoes() {
        messages.put("old", 20);
        client.resource(pool("old", 9)).create();
        awaitWorkers("old", 2);
        client.resource(pool("old", 9)).delete();
        await().atMost(LIMIT).until(() -> reconciler.scaled().isEmpty());
        await().atMost(LIMIT).until(() -> deployment("old") == null);
    }
}
