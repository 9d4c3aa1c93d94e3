package io.scaler4j.cpu;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;

/**
 * Samples the pods of a Kubernetes cluster for triggers of type {@code cpu} and {@code memory} whose option
 * {@code sampler} is {@code kubernetes}. The module {@code scaler-kubernetes} implements it, and
 * {@link java.util.ServiceLoader} finds it through the context class loader of the thread that plans the trigger.
 * Without that module such a trigger is refused.
 */
public interface PodSamplerProvider {

    /**
     * Makes a sampler. The server is not asked.
     *
     * @param pods which pods are the replicas
     * @param connections where samplers of one cluster meet, so that they share its connection
     * @return an open sampler, which the scaler closes
     * @throws InvalidConfigurationException with every setting that is wrong, also with the files that it names
     */
    ReplicaSampler create(PodSelection pods, SharedConnections connections);
}
