package io.scaler4j.http;

import java.util.List;

/**
 * Chooses the replicas that go when a target shrinks, so that their requests end before. The platform must then remove
 * the same ones: tell it here, as by Kubernetes' annotation {@code controller.kubernetes.io/pod-deletion-cost}.
 */
@FunctionalInterface
public interface Victims {

    /**
     * Chooses.
     *
     * @param endpoints those that are ready
     * @param count how many replicas go
     * @return those that go; fewer, or none, if nobody knows
     */
    List<Endpoint> choose(List<Endpoint> endpoints, int count);
}
