package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.kubernetes.api.ResourceWatch;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.ScaledObjectsReader;
import io.scaler4j.scaledobject.SecretRef;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerAuthentication;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TargetRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads a ScaledObject of the API server, with the authentications that it names and their secrets. */
final class ObjectReader {

    private final ResourceWatch<String> authentications;
    private final ResourceWatch<String> clusterAuthentications;
    private final ClusterSecrets secrets;
    private final TargetReader target;
    private final ScalerCatalog catalog;
    private final Duration syncPeriod;

    ObjectReader(
            ResourceWatch<String> authentications,
            ResourceWatch<String> clusterAuthentications,
            ClusterSecrets secrets,
            TargetReader target,
            ScalerCatalog catalog,
            Duration syncPeriod) {
        this.authentications = authentications;
        this.clusterAuthentications = clusterAuthentications;
        this.secrets = secrets;
        this.target = target;
        this.catalog = catalog;
        this.syncPeriod = syncPeriod;
    }

    /** What an object is made of: its own text, then those of its authentications, each one document. */
    private static String documents(List<String> texts) {
        return String.join("\n---\n", texts);
    }

    CompletionStage<Wanted> read(String key, JsonNode object) {
        var texts = new ArrayList<>(List.of(object.toString()));
        var refs = new ArrayList<SecretRef>();
        String namespace = Kinds.namespaceOf(key);
        for (JsonNode trigger : object.path("spec").path("triggers")) {
            JsonNode ref = trigger.path("authenticationRef");
            String name = ref.path("name").asText("");
            boolean ofCluster = ref.path("kind").asText("").equals("ClusterTriggerAuthentication");
            Optional<String> text =
                    ofCluster ? clusterAuthentications.get(name) : authentications.get(namespace + "/" + name);
            text.filter(found -> !texts.contains(found)).ifPresent(found -> {
                texts.add(found);
                refs.addAll(refs(found, ofCluster ? secrets.ownNamespace() : namespace));
            });
        }
        return secrets.load(refs)
                .thenCompose(loaded -> target(key, object, texts))
                .handle((taken, thrown) ->
                        taken != null ? convert(key, documents(texts), taken) : unreadable(object, thrown));
    }

    private static Wanted unreadable(JsonNode object, @Nullable Throwable thrown) {
        return wrong(
                objectOf(ScaledObjects.parse(object.toString())),
                "what it or its authentication names could not be read: "
                        + (thrown == null ? "" : FailureTable.unwrap(thrown).getMessage()),
                true);
    }

    /**
     * What triggers take from the target.
     *
     * @param selector of the pods, for triggers that do not say where they are; empty if none needs it
     * @param environments of the containers whose variables are named, by the container's name
     */
    private record Taken(String selector, Map<String, Map<String, String>> environments) {
        static final Taken NOTHING = new Taken("", Map.of());

        Optional<String> variable(SecretRef ref) {
            return ref.kind() == SecretRef.Kind.ENVIRONMENT
                    ? Optional.ofNullable(
                            environments.getOrDefault(ref.key(), Map.of()).get(ref.name()))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "pods " + selector + ", variables of " + environments.keySet(); // whose values may be secret
        }
    }

    private CompletionStage<Taken> target(String key, JsonNode object, List<String> texts) {
        JsonNode ref = object.path("spec").path("scaleTargetRef");
        String name = ref.path("name").asText("");
        boolean pods = TriggerNeeds.ofPods(object);
        Set<String> containers = TriggerNeeds.containers(object, texts);
        if (name.isEmpty() || !(pods || !containers.isEmpty())) {
            return CompletableFuture.completedFuture(Taken.NOTHING);
        }
        var place = new TargetReader.Place(
                Kinds.namespaceOf(key),
                new TargetRef(
                        ref.path("apiVersion").asText("apps/v1"),
                        ref.path("kind").asText("Deployment"),
                        name),
                ref.path("envSourceContainerName").asText(""));
        CompletionStage<String> selector = pods ? target.selector(place) : CompletableFuture.completedFuture("");
        return selector.thenCompose(
                labels -> environments(place, containers).thenApply(environments -> new Taken(labels, environments)));
    }

    /** @param own of the object's own choice, for variables that name no container */
    private CompletionStage<Map<String, Map<String, String>>> environments(
            TargetReader.Place own, Set<String> containers) {
        CompletionStage<Map<String, Map<String, String>>> all = CompletableFuture.completedFuture(new HashMap<>());
        for (String container : containers) {
            TargetReader.Place place = container.isEmpty() ? own : own.of(container);
            all = all.thenCompose(known -> target.environment(place).thenApply(environment -> {
                known.put(container, environment);
                return known;
            }));
        }
        return all;
    }

    /** What was read of Secrets and targets is read again. */
    void forget(String namespace) {
        secrets.forget(namespace);
        target.forget(namespace);
    }

    private static List<SecretRef> refs(String text, String namespace) {
        var refs = new ArrayList<SecretRef>();
        for (var object : ScaledObjects.parse(text).objects()) {
            if (object instanceof TriggerAuthentication authentication) {
                authentication.parameters().forEach(parameter -> {
                    if (parameter.from().equals("secretTargetRef")) {
                        refs.add(SecretRef.secret(namespace, parameter.name(), parameter.key()));
                    } else if (parameter.from().equals("configMapTargetRef")) {
                        refs.add(SecretRef.configMap(namespace, parameter.name(), parameter.key()));
                    }
                });
            }
        }
        return refs;
    }

    private Wanted convert(String key, String text, Taken taken) {
        ScaledObjectsReader reader = ScaledObjects.reader()
                .catalog(catalog)
                .strict()
                .ignoreUnknownOptions()
                .namespace(Kinds.namespaceOf(key))
                .secrets(secrets)
                .secrets(taken::variable);
        if (!taken.selector().isEmpty()) {
            var pods = Map.of(TriggerNeeds.LABEL_SELECTOR, taken.selector());
            TriggerNeeds.RESOURCES.forEach(type -> reader.defaults(type, pods));
        }
        ScaledObjects read = reader.parse(text);
        ScaledObject object = objectOf(read);
        try {
            AutoscalerSpec spec = read.spec(key).named(key).every(syncPeriod);
            return object.scaleTargetRef().isEmpty()
                    ? wrong(object, "spec.scaleTargetRef is missing; name the target", false)
                    : new Wanted(object, Optional.of(spec), Optional.empty(), false);
        } catch (InvalidConfigurationException e) {
            return wrong(object, String.valueOf(e.getMessage()), false);
        }
    }

    private static ScaledObject objectOf(ScaledObjects read) {
        return read.objects().stream()
                .filter(ScaledObject.class::isInstance)
                .map(ScaledObject.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it cannot be read as a ScaledObject"));
    }

    private static Wanted wrong(ScaledObject object, String problem, boolean again) {
        return new Wanted(object, Optional.empty(), Optional.of(problem), again);
    }
}
