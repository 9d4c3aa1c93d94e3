package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.check.ClusterFeature;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a reader was told.
 *
 * @param catalog the sources at hand
 * @param secrets asked before the objects of the files
 * @param namespace of objects that name none
 * @param bindings by the name of a trigger, or of object and trigger with a slash in between
 * @param defaults options by trigger type
 * @param ignoreUnknownOptions whether unknown options are left out
 * @param absentFeatures of the cluster
 * @param strict whether only what can be opened becomes a specification
 */
record ReaderSettings(
        ScalerCatalog catalog,
        SecretSource secrets,
        String namespace,
        Map<String, Binding> bindings,
        Map<String, Map<String, String>> defaults,
        boolean ignoreUnknownOptions,
        Set<ClusterFeature> absentFeatures,
        boolean strict) {

    Optional<ScalerProvider> provider(String type) {
        return catalog.providers().stream()
                .filter(provider -> provider.type().equals(type))
                .findFirst();
    }

    /** Of this object's trigger first. */
    Optional<Binding> binding(String object, String trigger) {
        return Optional.ofNullable(bindings.get(object + "/" + trigger))
                .or(() -> Optional.ofNullable(bindings.get(trigger)));
    }

    /** Those that are given, and the defaults of the type. */
    Map<String, String> withDefaults(String type, Map<String, String> options) {
        var all = new LinkedHashMap<>(defaults.getOrDefault(type, Map.of()));
        all.putAll(options);
        return all;
    }
}
