package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.kubernetes.api.ApiException;
import org.jspecify.annotations.Nullable;

/** A Lease with a resource version, as the API server keeps it. */
final class VirtualLease {
    @Nullable
    ObjectNode lease;

    long version;

    JsonNode get() {
        if (lease == null) {
            throw new ApiException(ApiException.NOT_FOUND, "there is none", null);
        }
        return lease.deepCopy();
    }

    JsonNode create(JsonNode given) {
        if (lease != null) {
            throw new ApiException(ApiException.CONFLICT, "there is one", null);
        }
        return store(given);
    }

    JsonNode replace(JsonNode given) {
        JsonNode known = get();
        if (!known.path("metadata")
                .path("resourceVersion")
                .equals(given.path("metadata").path("resourceVersion"))) {
            throw new ApiException(ApiException.CONFLICT, "it was changed", null);
        }
        return store(given);
    }

    private JsonNode store(JsonNode given) {
        ObjectNode stored = given.deepCopy();
        ((ObjectNode) stored.path("metadata")).put("uid", "u").put("resourceVersion", String.valueOf(++version));
        lease = stored;
        return stored.deepCopy();
    }
}
