package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How fast an HPA may scale: {@code behavior}.
 *
 * @param source as the file has it
 */
public record Behavior(Node.Mapping source) {

    /**
     * What holds in one direction.
     *
     * @param source as the file has it
     */
    public record Rules(Node.Mapping source) {

        /** {@return {@code stabilizationWindowSeconds}; the HPA's defaults are 0 for up and 300 for down} */
        public OptionalInt stabilizationWindowSeconds() {
            return Views.integer(source, "stabilizationWindowSeconds");
        }

        /** {@return {@code selectPolicy}, {@code Max} unless given} */
        public String selectPolicy() {
            return Views.text(source, "selectPolicy").orElse("Max");
        }

        /** {@return {@code tolerance} as text, such as {@code 0.05} or {@code 50m}} */
        public Optional<String> tolerance() {
            return Views.quantity(source, "tolerance");
        }

        /** {@return whether {@code policies} is given; without, the HPA has default ones} */
        public boolean hasPolicies() {
            return source.get("policies")
                    .filter(Node.Sequence.class::isInstance)
                    .isPresent();
        }

        /** {@return {@code policies}; unmodifiable} */
        public List<Policy> policies() {
            return Views.mappings(source, "policies").stream().map(Policy::new).toList();
        }
    }

    /**
     * A limit for a period.
     *
     * @param source as the file has it
     */
    public record Policy(Node.Mapping source) {

        /** {@return {@code type}: {@code Pods} or {@code Percent}; empty if absent} */
        public String type() {
            return Views.text(source, "type").orElse("");
        }

        /** {@return {@code value}} */
        public OptionalInt value() {
            return Views.integer(source, "value");
        }

        /** {@return {@code periodSeconds}} */
        public OptionalInt periodSeconds() {
            return Views.integer(source, "periodSeconds");
        }
    }

    /**
     * Checks that there is a mapping.
     *
     * @param source not null
     */
    public Behavior {
        Objects.requireNonNull(source, "source must not be null; it is the field behavior");
    }

    /** {@return {@code scaleUp}} */
    public Optional<Rules> scaleUp() {
        return Views.mapping(source, "scaleUp").map(Rules::new);
    }

    /** {@return {@code scaleDown}} */
    public Optional<Rules> scaleDown() {
        return Views.mapping(source, "scaleDown").map(Rules::new);
    }
}
