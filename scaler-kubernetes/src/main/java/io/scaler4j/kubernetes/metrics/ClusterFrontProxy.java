package io.scaler4j.kubernetes.metrics;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The front proxy as the cluster describes it, on a watch: its authority may be exchanged. Thread-safe. */
final class ClusterFrontProxy implements Supplier<FrontProxy>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterFrontProxy.class);

    private volatile FrontProxy current;
    private final SharedIndexInformer<ConfigMap> informer;

    private ClusterFrontProxy(FrontProxy first, Resource<ConfigMap> resource) {
        current = first;
        informer = resource.inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap map) {
                take(map);
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap map) {
                take(map);
            }

            @Override
            public void onDelete(ConfigMap map, boolean unknown) {
                LOG.warn("{} was deleted; the front proxy of before stays", FrontProxy.CONFIG_MAP);
            }
        });
    }

    /**
     * Reads it and begins to watch.
     *
     * @throws InvalidConfigurationException if it cannot be read, with the role that is missing
     */
    static ClusterFrontProxy open(KubernetesClient client) {
        Resource<ConfigMap> resource =
                client.configMaps().inNamespace(FrontProxy.NAMESPACE).withName(FrontProxy.CONFIG_MAP);
        var problems = Problems.of("external metrics server");
        try {
            ConfigMap map = resource.get();
            return new ClusterFrontProxy(FrontProxy.of(map == null ? Map.of() : map.getData()), resource);
        } catch (KubernetesClientException e) {
            problems.add("the ConfigMap " + FrontProxy.CONFIG_MAP + " in " + FrontProxy.NAMESPACE
                    + " cannot be read (status " + e.getCode() + "); bind the role"
                    + " extension-apiserver-authentication-reader to this account");
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        problems.throwIfAny();
        throw new IllegalStateException("there was a problem");
    }

    private void take(ConfigMap map) {
        try {
            current = FrontProxy.of(map.getData());
        } catch (IllegalArgumentException e) {
            LOG.warn("{} cannot be used; the front proxy of before stays: {}", FrontProxy.CONFIG_MAP, e.getMessage());
        }
    }

    @Override
    public FrontProxy get() {
        return current;
    }

    @Override
    public void close() {
        informer.close();
    }
}
