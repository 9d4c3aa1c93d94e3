package io.scaler4j.spi;

/**
 * What is scaled in a Kubernetes cluster. KEDA: {@code scaleTargetRef}.
 *
 * @param apiVersion as in {@code apps/v1}
 * @param kind as in {@code Deployment}
 * @param name the object's name
 */
public record TargetRef(String apiVersion, String kind, String name) {

    /**
     * Checks the parts.
     *
     * @param apiVersion not blank
     * @param kind not blank
     * @param name not blank
     */
    public TargetRef {
        check("apiVersion", apiVersion, "apps/v1");
        check("kind", kind, "Deployment");
        check("name", name, "orders");
    }

    private static void check(String part, String value, String example) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(part + " of a target must not be blank; give it as in " + example);
        }
    }

    /**
     * Returns a Deployment.
     *
     * @param name its name
     * @return the target
     */
    public static TargetRef deployment(String name) {
        return new TargetRef("apps/v1", "Deployment", name);
    }
}
