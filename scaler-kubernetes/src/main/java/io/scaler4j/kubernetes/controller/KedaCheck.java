package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.kubernetes.api.ApiException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out whether KEDA is installed. */
final class KedaCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ScaledObjectController.class);
    private static final Duration CHECK_LIMIT = Duration.ofSeconds(10);

    private KedaCheck() {}

    /** KEDA serves the external metrics of its HPAs, so it has registered itself for them. */
    static void refuseBesideKeda(KubernetesApi api) {
        JsonNode service;
        try {
            service = api.get(
                            "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.external.metrics.k8s.io", CHECK_LIMIT)
                    .join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof ApiException refused) || !refused.isNotFound()) {
                LOG.warn(
                        "whether KEDA is installed could not be found out; objects with KEDA's finalizer are left alone: {}",
                        FailureTable.unwrap(e).getMessage());
            }
            return;
        }
        String name = service.path("spec").path("service").path("name").asText("");
        if (name.startsWith("keda-")) {
            throw new IllegalStateException("KEDA is installed in this cluster (its service " + name
                    + " serves external metrics) and scales the same objects; uninstall it, or label the objects that"
                    + " this controller is to scale with " + Kinds.MANAGED
                    + "=true, have KEDA not watch their namespaces, and use onlyManaged()");
        }
    }
}
