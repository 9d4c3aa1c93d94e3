package io.scaler4j.spi;

import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/**
 * The trigger types at hand, by name, and the connections that their triggers share.
 *
 * <pre>{@code
 * try (var catalog = ScalerCatalog.load()) {
 *     Trigger lag = catalog.open(TriggerSpec.builder("kafka").name("lag").metadata(options).build());
 * }
 * }</pre>
 *
 * <p>Triggers may outlive the catalog: a connection stays open as long as a trigger uses it, and no longer.
 * Thread-safe.
 */
public final class ScalerCatalog implements AutoCloseable {

    private final TreeMap<String, ScalerProvider> providers = new TreeMap<>();
    private final SharedConnections connections = new SharedConnections();

    private ScalerCatalog(Iterable<ScalerProvider> found) {
        for (ScalerProvider provider : found) {
            Objects.requireNonNull(provider, "a provider must not be null");
            ScalerProvider other = providers.putIfAbsent(typeOf(provider), provider);
            if (other != null) {
                throw new IllegalStateException("two providers offer the trigger type \"" + provider.type() + "\": "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName() + "; remove one of them from the class path");
            }
        }
    }

    private static String typeOf(ScalerProvider provider) {
        return Objects.requireNonNull(
                provider.type(), () -> provider.getClass().getName() + " has no type; type() must not be null");
    }

    /**
     * Finds the providers on the class path or module path of the calling thread's context class loader.
     *
     * @return an open catalog
     * @throws IllegalStateException if two providers offer one type; the message names both
     */
    public static ScalerCatalog load() {
        return new ScalerCatalog(ServiceLoader.load(ScalerProvider.class));
    }

    /**
     * A catalog of these providers alone.
     *
     * @param providers one per type
     * @return an open catalog
     * @throws IllegalStateException if two providers offer one type; the message names both
     */
    public static ScalerCatalog of(ScalerProvider... providers) {
        return new ScalerCatalog(Arrays.asList(
                Objects.requireNonNull(providers, "providers must not be null; give none at all instead")));
    }

    /** {@return the trigger types of KEDA 2.21, whether a provider offers them or not; unmodifiable} */
    public static Set<String> kedaTypes() {
        return KnownTypes.OF_KEDA;
    }

    /** {@return the trigger types at hand: an unmodifiable set, sorted} */
    public Set<String> types() {
        return Collections.unmodifiableSet(providers.keySet());
    }

    /** {@return the providers at hand, sorted by type} */
    public List<ScalerProvider> providers() {
        return List.copyOf(providers.values());
    }

    /** {@return the connections that triggers of this catalog share} */
    public SharedConnections connections() {
        return connections;
    }

    /**
     * Checks a trigger and plans it, without opening anything. It may be called after {@link #close()}.
     *
     * @param spec its type and options
     * @return a plan, to be opened any number of times
     * @throws InvalidConfigurationException if the type is unknown (the sentence names the module that has it, or a
     *     type of a similar name) or options are wrong, with all problems
     */
    public TriggerPlan plan(TriggerSpec spec) {
        Objects.requireNonNull(spec, "spec must not be null; TriggerSpec.builder makes one");
        ScalerProvider provider = providers.get(spec.type());
        if (provider == null) {
            throw new InvalidConfigurationException(
                    spec.toString(), List.of(KnownTypes.refusal(spec.type(), providers.keySet())));
        }
        return Objects.requireNonNull(
                provider.plan(spec), () -> provider.getClass().getName() + " made no plan; plan must not return null");
    }

    /**
     * Plans a trigger and opens it on the connections of this catalog, as the first of its target and outside of a
     * cluster. Use {@link #plan} and {@link TriggerPlan#openTrigger} for another place.
     *
     * @param spec its type and options
     * @return an open trigger; its scaler is closed by the autoscaler that gets it, or by the caller
     * @throws InvalidConfigurationException as {@link #plan} does, or because of what only opening can find out;
     *     nothing stays open then
     * @throws IllegalStateException if the catalog is closed and the trigger needs a connection
     */
    public Trigger open(TriggerSpec spec) {
        return plan(spec).openTrigger(TriggerContext.of(connections));
    }

    /** Opens no more triggers. Those that exist go on; a connection closes with the last trigger that uses it. */
    @Override
    public void close() {
        connections.close();
    }
}
