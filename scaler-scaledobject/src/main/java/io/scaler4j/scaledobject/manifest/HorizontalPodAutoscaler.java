package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.spi.TargetRef;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A {@code HorizontalPodAutoscaler} of {@code autoscaling/v2} or {@code autoscaling/v1}; {@link #apiVersion()} tells.
 *
 * @param source the object as the file has it
 */
public record HorizontalPodAutoscaler(Node.Mapping source) implements Manifest {

    /**
     * One of {@code spec.metrics} of {@code autoscaling/v2}.
     *
     * @param index its place, from 0
     * @param source the metric as the file has it
     */
    public record Metric(int index, Node.Mapping source) {

        /** {@return {@code type}, such as {@code Resource} or {@code External}; empty if absent} */
        public String type() {
            return Views.text(source, "type").orElse("");
        }

        /** {@return the field that the type names, such as {@code resource} or {@code containerResource}} */
        public Optional<Node.Mapping> details() {
            String type = type();
            return type.isEmpty()
                    ? Optional.empty()
                    : Views.mapping(source, type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1));
        }

        /** {@return the resource's name or the metric's; empty if absent} */
        public String name() {
            return details()
                    .flatMap(details -> Views.text(details, "name").or(() -> Views.text(details, "metric", "name")))
                    .orElse("");
        }

        /** {@return {@code container} of a {@code ContainerResource}} */
        public Optional<String> container() {
            return details().flatMap(details -> Views.text(details, "container"));
        }

        /**
         * {@return {@code target.type}: {@code Utilization}, {@code Value} or {@code AverageValue}; empty if absent}
         */
        public String targetType() {
            return details()
                    .flatMap(details -> Views.text(details, "target", "type"))
                    .orElse("");
        }

        /** {@return {@code target.averageUtilization} in percent} */
        public OptionalInt averageUtilization() {
            return details()
                    .map(details -> Views.integer(details, "target", "averageUtilization"))
                    .orElse(OptionalInt.empty());
        }

        /** {@return {@code target.averageValue} as text, such as {@code 500m} or {@code 1Gi}} */
        public Optional<String> averageValue() {
            return details().flatMap(details -> Views.quantity(details, "target", "averageValue"));
        }

        /** {@return {@code target.value} as text, such as {@code 500m} or {@code 1Gi}} */
        public Optional<String> value() {
            return details().flatMap(details -> Views.quantity(details, "target", "value"));
        }
    }

    /**
     * Checks that there is an object.
     *
     * @param source not null
     */
    public HorizontalPodAutoscaler {
        Objects.requireNonNull(source, "source must not be null; Manifests reads it");
    }

    /** {@return {@code spec.scaleTargetRef}, of the core API {@code v1} unless given; empty if it has no name} */
    public Optional<TargetRef> scaleTargetRef() {
        return Views.target(source, "v1", "spec", "scaleTargetRef");
    }

    /** {@return {@code spec.minReplicas}, in Kubernetes 1 unless given} */
    public OptionalInt minReplicas() {
        return Views.integer(source, "spec", "minReplicas");
    }

    /** {@return {@code spec.maxReplicas}} */
    public OptionalInt maxReplicas() {
        return Views.integer(source, "spec", "maxReplicas");
    }

    /** {@return {@code spec.metrics} of v2; unmodifiable} */
    public List<Metric> metrics() {
        List<Node.Mapping> metrics = Views.mappings(source, "spec", "metrics");
        return IntStream.range(0, metrics.size())
                .mapToObj(index -> new Metric(index, metrics.get(index)))
                .toList();
    }

    /** {@return {@code spec.targetCPUUtilizationPercentage} of v1, in Kubernetes 80 unless given} */
    public OptionalInt targetCpuUtilization() {
        return Views.integer(source, "spec", "targetCPUUtilizationPercentage");
    }

    /** {@return {@code spec.behavior} of v2} */
    public Optional<Behavior> behavior() {
        return Views.mapping(source, "spec", "behavior").map(Behavior::new);
    }
}
