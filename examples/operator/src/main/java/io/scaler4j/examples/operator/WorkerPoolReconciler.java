package io.scaler4j.examples.operator;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.scaler4j.Scaler;
import io.scaler4j.kubernetes.KubernetesTargets;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a Deployment of each WorkerPool, without a replica count, and has an autoscaler set the count. A changed object
 * goes on with its windows and cooldowns, since the registry keeps the state by name.
 */
@ControllerConfiguration
public final class WorkerPoolReconciler implements Reconciler<WorkerPool>, Cleaner<WorkerPool>, AutoCloseable {

    private final AutoscalerRegistry registry = AutoscalerRegistry.builder().build();
    private final KubernetesTargets targets;
    private final Function<String, Scaler> queues;
    private final Duration interval;

    /**
     * Makes a reconciler.
     *
     * @param targets stay the caller's to close, after this
     * @param queues gives what measures the queue of a name
     * @param interval from turn to turn
     */
    public WorkerPoolReconciler(KubernetesTargets targets, Function<String, Scaler> queues, Duration interval) {
        this.targets = targets;
        this.queues = queues;
        this.interval = interval;
    }

    @Override
    public UpdateControl<WorkerPool> reconcile(WorkerPool pool, Context<WorkerPool> context) {
        context.getClient().resource(deployment(pool)).serverSideApply();
        registry.apply(
                spec(pool),
                targets.target(
                        pool.getMetadata().getNamespace(),
                        TargetRef.deployment(pool.getMetadata().getName())));
        return UpdateControl.noUpdate();
    }

    @Override
    public DeleteControl cleanup(WorkerPool pool, Context<WorkerPool> context) {
        registry.remove(key(pool));
        return DeleteControl.defaultDelete(); // the Deployment goes with its owner
    }

    private static String key(WorkerPool pool) {
        return pool.getMetadata().getNamespace() + "/" + pool.getMetadata().getName();
    }

    private AutoscalerSpec spec(WorkerPool pool) {
        String queue = pool.getSpec().queue();
        return AutoscalerSpec.builder(key(pool))
                .policy(ScalingPolicy.likeKeda()
                        .replicas(0, pool.getSpec().maxWorkers())
                        .cooldown(interval.multipliedBy(2))
                        .build())
                .interval(interval)
                .trigger(new QueuePlan(
                        MetricSpec.of(queue, averageValue(pool.getSpec().messagesPerWorker())), queues))
                .build();
    }

    /** Equal for equal settings, so that an object that did not change keeps its open triggers. */
    private record QueuePlan(MetricSpec metric, Function<String, Scaler> queues) implements TriggerPlan {

        @Override
        public String metricName(int index) {
            return TriggerPlan.externalMetricName(index, metric.trigger());
        }

        @Override
        public Scaler open(TriggerContext context) {
            return queues.apply(metric.trigger());
        }
    }

    /** Without {@code replicas}: who applies a count and who scales would undo each other's work. */
    private static Deployment deployment(WorkerPool pool) {
        String name = pool.getMetadata().getName();
        Map<String, String> labels = Map.of("worker-pool", name);
        Deployment deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(pool.getMetadata().getNamespace())
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(labels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("worker")
                .withImage(pool.getSpec().image())
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        deployment.addOwnerReference(pool);
        return deployment;
    }

    /** {@return the pools that are scaled, as namespace and name} */
    public Set<String> scaled() {
        return registry.names();
    }

    /** Ends the autoscalers after the writes under way. */
    @Override
    public void close() {
        registry.close();
    }
}
