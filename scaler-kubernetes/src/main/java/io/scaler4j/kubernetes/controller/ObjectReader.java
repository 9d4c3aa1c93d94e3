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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads a ScaledObject of the API server, with the authentications that it names and their secrets. */
final class ObjectReader {

    private final ResourceWatch<String> authentications;
    private final ResourceWatch<String> clusterAuthentications;
    private final ClusterSecrets secrets;
    private final ScalerCatalog catalog;
    private final Duration syncPeriod;

    ObjectReader(
            ResourceWatch<String> authentications,
            ResourceWatch<String> clusterAuthentications,
            ClusterSecrets secrets,
            ScalerCatalog catalog,
            Duration syncPeriod) {
        this.authentications = authentications;
        this.clusterAuthentications = clusterAuthentications;
        this.secrets = secrets;
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
                .handle((loaded, thrown) ->
                        thrown == null ? convert(key, documents(texts)) : unreadable(object, thrown));
    }

    private static Wanted unreadable(JsonNode object, Throwable thrown) {
        return wrong(
                objectOf(ScaledObjects.parse(object.toString())),
                "what its authentication names could not be read: "
                        + FailureTable.unwrap(thrown).getMessage(),
                true);
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

    private Wanted convert(String key, String text) {
        ScaledObjectsReader reader = ScaledObjects.reader()
                .catalog(catalog)
                .strict()
                .ignoreUnknownOptions()
                .namespace(Kinds.namespaceOf(key))
                .secrets(secrets);
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
