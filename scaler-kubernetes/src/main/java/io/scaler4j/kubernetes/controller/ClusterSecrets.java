package io.scaler4j.kubernetes.controller;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.kubernetes.api.ApiException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.scaledobject.SecretRef;
import io.scaler4j.scaledobject.SecretSource;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The Secrets and ConfigMaps that authentications name, each read when it is needed and again after a while. Only the
 * right to {@code get} them is needed. Nothing of them is printed.
 */
final class ClusterSecrets implements SecretSource {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration FRESH = Duration.ofMinutes(10);

    private record Name(SecretRef.Kind kind, String namespace, String name) {
        static Name of(SecretRef ref) {
            return new Name(ref.kind(), ref.namespace(), ref.name());
        }

        String path() {
            String resource = kind == SecretRef.Kind.SECRET ? "secrets" : "configmaps";
            return "/api/v1/namespaces/" + namespace + "/" + resource + "/" + name;
        }
    }

    private record Loaded(Map<String, String> values, long atNanos) {
        @Override
        public String toString() {
            return values.size() + " values";
        }
    }

    private final KubernetesApi api;
    private final String ownNamespace;
    private final LongSupplier nanos;
    private final Map<Name, Loaded> loaded = new ConcurrentHashMap<>();

    /** @param ownNamespace where those of a ClusterTriggerAuthentication are */
    ClusterSecrets(KubernetesApi api, String ownNamespace, LongSupplier nanos) {
        this.api = api;
        this.ownNamespace = ownNamespace;
        this.nanos = nanos;
    }

    String ownNamespace() {
        return ownNamespace;
    }

    /** Reads those that are not fresh; one that does not exist has no values. Fails if one cannot be read. */
    CompletionStage<Void> load(Collection<SecretRef> refs) {
        loaded.values().removeIf(known -> age(known) > 2 * FRESH.toNanos()); // nobody names it any more
        return CompletableFuture.allOf(refs.stream()
                .map(Name::of)
                .distinct()
                .filter(name -> !isFresh(name))
                .map(this::load)
                .toArray(CompletableFuture[]::new));
    }

    private boolean isFresh(Name name) {
        Loaded known = loaded.get(name);
        return known != null && age(known) < FRESH.toNanos();
    }

    private long age(Loaded known) {
        return nanos.getAsLong() - known.atNanos();
    }

    private CompletableFuture<Void> load(Name name) {
        long now = nanos.getAsLong();
        return api.get(name.path(), LIMIT).handle((object, thrown) -> {
            if (thrown == null) {
                loaded.put(name, new Loaded(values(name.kind(), object), now));
            } else if (FailureTable.unwrap(thrown) instanceof ApiException refused && refused.isNotFound()) {
                loaded.put(name, new Loaded(Map.of(), now));
            } else {
                throw new CompletionException(FailureTable.unwrap(thrown));
            }
            return null;
        });
    }

    private static Map<String, String> values(SecretRef.Kind kind, JsonNode object) {
        var values = new HashMap<String, String>();
        object.path("data").properties().forEach(entry -> {
            String text = entry.getValue().asText();
            values.put(
                    entry.getKey(),
                    kind == SecretRef.Kind.SECRET
                            ? new String(Base64.getDecoder().decode(text), UTF_8)
                            : text);
        });
        return values;
    }

    /** Read again before the next object that needs them. */
    void forget(String namespace) {
        loaded.keySet().removeIf(name -> name.namespace().equals(namespace));
    }

    /** Everything in a Secret or ConfigMap that was loaded, by key. */
    Map<String, String> all(SecretRef ref) {
        Loaded found = loaded.get(Name.of(ref));
        return found == null ? Map.of() : found.values();
    }

    @Override
    public Optional<String> find(SecretRef ref) {
        if (ref.kind() != SecretRef.Kind.SECRET && ref.kind() != SecretRef.Kind.CONFIG_MAP) {
            return Optional.empty();
        }
        String namespace = ref.namespace().isEmpty() ? ownNamespace : ref.namespace();
        return Optional.ofNullable(loaded.get(new Name(ref.kind(), namespace, ref.name())))
                .map(found -> found.values().get(ref.key()));
    }

    @Override
    public String toString() {
        return loaded.size() + " Secrets and ConfigMaps";
    }
}
