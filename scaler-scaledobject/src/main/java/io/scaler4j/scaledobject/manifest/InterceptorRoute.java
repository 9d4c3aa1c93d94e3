package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An {@code InterceptorRoute} of {@code http.keda.sh/v1beta1}: a route of KEDA's HTTP add-on. A ScaledObject beside it
 * scales the target.
 *
 * @param source the object as the file has it
 */
public record InterceptorRoute(Node.Mapping source) implements Manifest {

    /**
     * Checks that there is an object.
     *
     * @param source not null
     */
    public InterceptorRoute {
        Objects.requireNonNull(source, "source must not be null; Manifests reads it");
    }

    /** {@return {@code spec.target.service}; empty if absent} */
    public String service() {
        return Views.text(source, "spec", "target", "service").orElse("");
    }

    /** {@return {@code spec.target.port}} */
    public OptionalInt port() {
        return Views.integer(source, "spec", "target", "port");
    }

    /** {@return {@code spec.target.portName}} */
    public Optional<String> portName() {
        return Views.text(source, "spec", "target", "portName");
    }

    /** {@return {@code spec.rules}, each with {@code hosts}, {@code paths} and {@code headers}; unmodifiable} */
    public List<Node.Mapping> rules() {
        return Views.mappings(source, "spec", "rules");
    }

    /** {@return {@code spec.scalingMetric.concurrency.targetValue}} */
    public OptionalInt concurrencyTarget() {
        return Views.integer(source, "spec", "scalingMetric", "concurrency", "targetValue");
    }

    /**
     * {@return {@code spec.scalingMetric.requestRate}, with {@code targetValue}, {@code window}, {@code granularity}}
     */
    public Optional<Node.Mapping> requestRate() {
        return Views.mapping(source, "spec", "scalingMetric", "requestRate");
    }

    /** {@return {@code spec.timeouts}, with {@code readiness}, {@code request} and {@code responseHeader}} */
    public Optional<Node.Mapping> timeouts() {
        return Views.mapping(source, "spec", "timeouts");
    }

    /** {@return {@code spec.coldStart}, with {@code fallback} or {@code placeholder}} */
    public Optional<Node.Mapping> coldStart() {
        return Views.mapping(source, "spec", "coldStart");
    }

    /** {@return {@code spec.staticRoutes}; unmodifiable} */
    public List<Node.Mapping> staticRoutes() {
        return Views.mappings(source, "spec", "staticRoutes");
    }
}
