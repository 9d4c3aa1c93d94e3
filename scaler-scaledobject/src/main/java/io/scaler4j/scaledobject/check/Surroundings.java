package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.OtherManifest;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.spi.TargetRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of all files, to be found by what they scale and by their names. */
final class Surroundings {

    private record Target(String namespace, TargetRef target) {}

    private record Name(String namespace, String name) {}

    private final Map<Target, List<ScaledObject>> scaledObjects = new HashMap<>();
    private final Map<Name, List<ScaledObject>> byHpaName = new HashMap<>();
    private final Map<Target, List<HorizontalPodAutoscaler>> hpas = new HashMap<>();
    private final Map<Target, OtherManifest> workloads = new HashMap<>();
    private final Map<String, List<OtherManifest>> limitRanges = new HashMap<>();

    static Surroundings of(List<Manifest> manifests) {
        var surroundings = new Surroundings();
        manifests.forEach(surroundings::add);
        return surroundings;
    }

    private void add(Manifest manifest) {
        String namespace = manifest.namespace();
        if (manifest instanceof ScaledObject object) {
            object.scaleTargetRef().ifPresent(target -> put(scaledObjects, new Target(namespace, target), object));
            put(byHpaName, new Name(namespace, object.hpaName()), object);
        } else if (manifest instanceof HorizontalPodAutoscaler hpa) {
            hpa.scaleTargetRef().ifPresent(target -> put(hpas, new Target(namespace, target), hpa));
        } else if (manifest instanceof OtherManifest other && manifest.kind().equals("LimitRange")) {
            put(limitRanges, namespace, other);
        } else if (manifest instanceof OtherManifest other
                && !other.name().isBlank()
                && !other.apiVersion().isBlank()
                && !other.kind().isBlank()) {
            workloads.put(new Target(namespace, new TargetRef(other.apiVersion(), other.kind(), other.name())), other);
        }
    }

    private static <K, V> void put(Map<K, List<V>> map, K key, V value) {
        map.computeIfAbsent(key, none -> new ArrayList<>(1)).add(value);
    }

    /** In the order of the files. */
    List<ScaledObject> scaling(String namespace, TargetRef target) {
        return scaledObjects.getOrDefault(new Target(namespace, target), List.of());
    }

    /** In the order of the files. */
    List<ScaledObject> withHpa(String namespace, String hpaName) {
        return byHpaName.getOrDefault(new Name(namespace, hpaName), List.of());
    }

    /** In the order of the files. */
    List<HorizontalPodAutoscaler> hpas(String namespace, TargetRef target) {
        return hpas.getOrDefault(new Target(namespace, target), List.of());
    }

    /** The workload, if it is among the files. */
    Optional<OtherManifest> workload(String namespace, TargetRef target) {
        return Optional.ofNullable(workloads.get(new Target(namespace, target)));
    }

    List<OtherManifest> limitRanges(String namespace) {
        return limitRanges.getOrDefault(namespace, List.of());
    }
}
