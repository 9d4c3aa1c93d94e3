package io.scaler4j.external;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which triggers a server offers: those with a name, and those that a client writes as text, of the types that are
 * allowed. Immutable, thread-safe.
 */
final class TriggerPlans {

    /** Metadata: the name of a trigger that the server has. */
    static final String TRIGGER = "trigger";
    /** Metadata: the type of a trigger whose options are the rest of the metadata. */
    static final String TYPE = "type";
    /** Metadata: under which name the server knows the authentication parameters of such a trigger. */
    static final String AUTHENTICATION = "authentication";
    /** Metadata: the metric type of such a trigger. */
    static final String METRIC_TYPE = "metricType";

    private static final String FROM_ENVIRONMENT = "FromEnv";

    /** What KEDA itself reads of the metadata. */
    private static final Set<String> OF_KEDA = Set.of("scalerAddress", "enableTLS", "unsafeSsl");

    private static final Set<String> NO_OPTIONS = Set.of(TRIGGER, TYPE, AUTHENTICATION, METRIC_TYPE);

    private final Map<String, TriggerPlan> named;
    private final @Nullable ScalerCatalog catalog;
    private final Set<String> types;
    private final Map<String, Supplier<Map<String, String>>> authentications;

    TriggerPlans(
            Map<String, TriggerPlan> named,
            @Nullable ScalerCatalog catalog,
            Set<String> types,
            Map<String, Supplier<Map<String, String>>> authentications) {
        this.named = Map.copyOf(named);
        this.catalog = catalog;
        this.types = Set.copyOf(types);
        this.authentications = Map.copyOf(authentications);
    }

    /**
     * Plans what a client asks for.
     *
     * @param metadata of the client's trigger
     * @throws InvalidConfigurationException if nothing of it is offered, or options are wrong
     */
    TriggerPlan plan(Map<String, String> metadata) {
        String trigger = metadata.get(TRIGGER);
        String type = metadata.get(TYPE);
        if (trigger != null && type != null) {
            throw refused(TRIGGER + " and " + TYPE + " exclude each other; name a trigger of the server, or write one");
        }
        if (trigger != null) {
            return Optional.ofNullable(named.get(trigger))
                    .orElseThrow(() -> refused("there is no trigger " + Masking.quote(trigger) + "; there are "
                            + new TreeSet<>(named.keySet())));
        }
        if (type == null) {
            throw refused("the metadata names no trigger; set " + TRIGGER + " to one of "
                    + new TreeSet<>(named.keySet())
                    + (types.isEmpty() ? "" : ", or " + TYPE + " to one of " + new TreeSet<>(types)));
        }
        if (catalog == null || !types.contains(type)) {
            throw refused("the type " + Masking.quote(type) + " is not served; served are " + new TreeSet<>(types));
        }
        return catalog.plan(spec(type, metadata));
    }

    /** One name for all objects, so that equal triggers share a source. */
    private TriggerSpec spec(String type, Map<String, String> metadata) {
        var options = new TreeMap<>(metadata);
        options.keySet().removeAll(OF_KEDA);
        options.keySet().removeAll(NO_OPTIONS);
        List<String> secrets = options.keySet().stream()
                .filter(option -> Masking.isSecret(option.replaceFirst(FROM_ENVIRONMENT + "$", "")))
                .toList();
        if (!secrets.isEmpty()) {
            throw refused("secrets are not read from the metadata, it has " + secrets
                    + "; have the server keep them, and name them by " + AUTHENTICATION);
        }
        return TriggerSpec.builder(type)
                .name(type)
                .metricType(metadata.getOrDefault(METRIC_TYPE, ""))
                .metadata(options)
                .environment(environment(options))
                .authentication(authentication(metadata.get(AUTHENTICATION)))
                .build();
    }

    /**
     * KEDA sends the value of a variable in place of its name, and under the same option. So each value is a variable
     * of its own name; nothing is read from the environment of the server.
     */
    private static Map<String, String> environment(Map<String, String> options) {
        var values = new TreeMap<String, String>();
        options.forEach((option, value) -> {
            if (option.endsWith(FROM_ENVIRONMENT)) {
                values.put(value.strip(), value);
            }
        });
        return values;
    }

    private Supplier<Map<String, String>> authentication(@Nullable String name) {
        if (name == null) {
            return Map::of;
        }
        return Optional.ofNullable(authentications.get(name))
                .orElseThrow(() -> refused("the server has no authentication " + Masking.quote(name) + "; it has "
                        + new TreeSet<>(authentications.keySet())));
    }

    private static InvalidConfigurationException refused(String sentence) {
        return new InvalidConfigurationException("trigger", List.of(sentence));
    }
}
