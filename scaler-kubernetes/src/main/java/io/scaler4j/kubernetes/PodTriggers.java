package io.scaler4j.kubernetes;

import io.scaler4j.Scaler;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Lets triggers of type {@code cpu} and {@code memory} sample pods over a connection that exists already, such as the
 * controller's, where they name no kubeconfig file.
 *
 * <pre>{@code
 * try (var pods = PodTriggers.over(api)) {
 *     ScalerCatalog catalog = pods.in(ScalerCatalog.load());
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class PodTriggers implements AutoCloseable {

    private static final Set<String> TYPES = Set.of("cpu", "memory");

    private final SharedConnections connections = new SharedConnections();
    private final Lease<KubernetesConnection> connection;

    private PodTriggers(KubernetesApi api) {
        connection = connections.lease(
                KubernetesSamplerProvider.settings("", ""),
                KubernetesConnection.class,
                () -> new KubernetesConnection(new ApiTransport(api)));
    }

    /**
     * Uses a connection.
     *
     * @param api stays the caller's to close, after this
     * @return to be closed by the caller
     */
    public static PodTriggers over(KubernetesApi api) {
        return new PodTriggers(Objects.requireNonNull(api, "api must not be null; KubernetesApi.open opens one"));
    }

    /**
     * Returns the sources of a catalog, in which {@code cpu} and {@code memory} use the connection.
     *
     * @param catalog stays the caller's
     * @return another catalog
     */
    public ScalerCatalog in(ScalerCatalog catalog) {
        return ScalerCatalog.of(catalog.providers().stream()
                .map(provider -> TYPES.contains(provider.type()) ? new Provider(provider, connections) : provider)
                .toArray(ScalerProvider[]::new));
    }

    /** Lets go of the connection; it ends with the last scaler that uses it. May be repeated. */
    @Override
    public void close() {
        connection.close();
        connections.close();
    }

    private record Provider(ScalerProvider provider, SharedConnections connections) implements ScalerProvider {

        @Override
        public String type() {
            return provider.type();
        }

        @Override
        public List<Option<?>> options() {
            return provider.options();
        }

        @Override
        public boolean passesOn() {
            return provider.passesOn();
        }

        @Override
        public TriggerPlan plan(TriggerSpec spec) {
            return new Plan(provider.plan(spec), connections);
        }
    }

    /** Equal if the plan is. */
    private record Plan(TriggerPlan plan, SharedConnections connections) implements TriggerPlan {

        @Override
        public MetricSpec metric() {
            return plan.metric();
        }

        @Override
        public String metricName(int index) {
            return plan.metricName(index);
        }

        @Override
        public Scaler open(TriggerContext context) {
            return connections.allOrNothing(shared -> plan.open(context.connections(shared)));
        }
    }
}
