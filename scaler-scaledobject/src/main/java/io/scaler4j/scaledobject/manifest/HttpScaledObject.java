package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.spi.TargetRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An {@code HTTPScaledObject} of {@code http.keda.sh/v1alpha1}: a route and what scales its target. KEDA's HTTP add-on
 * keeps it beside its successor, the {@link InterceptorRoute}.
 *
 * @param source the object as the file has it
 */
public record HttpScaledObject(Node.Mapping source) implements Manifest {

    /**
     * Checks that there is an object.
     *
     * @param source not null
     */
    public HttpScaledObject {
        Objects.requireNonNull(source, "source must not be null; Manifests reads it");
    }

    /** {@return {@code spec.hosts}; unmodifiable} */
    public List<String> hosts() {
        return Views.items(source, "spec", "hosts");
    }

    /** {@return {@code spec.pathPrefixes}; unmodifiable} */
    public List<String> pathPrefixes() {
        return Views.items(source, "spec", "pathPrefixes");
    }

    /** {@return {@code spec.headers}, each with {@code name} and perhaps {@code value}; unmodifiable} */
    public List<Node.Mapping> headers() {
        return Views.mappings(source, "spec", "headers");
    }

    /** {@return what {@code spec.scaleTargetRef} scales; empty if it has no {@code name}} */
    public Optional<TargetRef> scaleTargetRef() {
        return Views.target(source, "apps/v1", "spec", "scaleTargetRef");
    }

    /** {@return {@code spec.scaleTargetRef.service}; empty if absent} */
    public String service() {
        return Views.text(source, "spec", "scaleTargetRef", "service").orElse("");
    }

    /** {@return {@code spec.scaleTargetRef.port}} */
    public OptionalInt port() {
        return Views.integer(source, "spec", "scaleTargetRef", "port");
    }

    /** {@return {@code spec.scaleTargetRef.portName}} */
    public Optional<String> portName() {
        return Views.text(source, "spec", "scaleTargetRef", "portName");
    }

    /** {@return {@code spec.replicas.min}, in the add-on 0 unless given} */
    public OptionalInt minReplicas() {
        return Views.integer(source, "spec", "replicas", "min");
    }

    /** {@return {@code spec.replicas.max}, in the add-on 100 unless given} */
    public OptionalInt maxReplicas() {
        return Views.integer(source, "spec", "replicas", "max");
    }

    /** {@return {@code spec.scaledownPeriod} in seconds, in the add-on 300 unless given} */
    public OptionalInt scaledownPeriod() {
        return Views.integer(source, "spec", "scaledownPeriod");
    }

    /** {@return {@code spec.initialCooldownPeriod} in seconds, in the add-on 0 unless given} */
    public OptionalInt initialCooldownPeriod() {
        return Views.integer(source, "spec", "initialCooldownPeriod");
    }

    /** {@return {@code spec.targetPendingRequests}, of older files, in the add-on 100 unless given} */
    public OptionalInt targetPendingRequests() {
        return Views.integer(source, "spec", "targetPendingRequests");
    }

    /** {@return {@code spec.scalingMetric}, with {@code concurrency} or {@code requestRate}} */
    public Optional<Node.Mapping> scalingMetric() {
        return Views.mapping(source, "spec", "scalingMetric");
    }

    /** {@return {@code spec.timeouts}, with {@code conditionWait} and {@code responseHeader}} */
    public Optional<Node.Mapping> timeouts() {
        return Views.mapping(source, "spec", "timeouts");
    }

    /** {@return {@code spec.coldStartTimeoutFailoverRef}, the service that answers when the target does not start} */
    public Optional<Node.Mapping> coldStartTimeoutFailoverRef() {
        return Views.mapping(source, "spec", "coldStartTimeoutFailoverRef");
    }
}
