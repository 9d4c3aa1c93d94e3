package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.kubernetes.api.KubernetesApi;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What an elector asks of the server. Stages fail with an {@link io.scaler4j.kubernetes.api.ApiException}. */
interface LeaseRequests {

    CompletionStage<JsonNode> get();

    CompletionStage<JsonNode> create(JsonNode lease);

    CompletionStage<JsonNode> replace(JsonNode lease);

    /** Of a real server, each with this time limit. */
    static LeaseRequests of(KubernetesApi api, String namespace, String name, Duration limit) {
        String list = "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
        return new LeaseRequests() {
            @Override
            public CompletionStage<JsonNode> get() {
                return api.get(list + "/" + name, limit);
            }

            @Override
            public CompletionStage<JsonNode> create(JsonNode lease) {
                return api.post(list, lease, limit);
            }

            @Override
            public CompletionStage<JsonNode> replace(JsonNode lease) {
                return api.put(list + "/" + name, lease, limit);
            }
        };
    }
}
