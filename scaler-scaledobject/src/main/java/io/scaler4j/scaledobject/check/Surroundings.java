package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.OtherManifest;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.spi.TargetRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of all files, to be found by what they scale and by their names. */
final class Surroundings {

    private record Target(String namespace, TargetRef target) {}

    private record Name(String namespace, String name) {}

    /** Where a ScaledObject stands among the others. */
    private record Place(String namespace, Optional<TargetRef> target, String hpaName) {

        static Place of(String namespace, ScaledObject object) {
            return new Place(namespace, object.scaleTargetRef(), object.hpaName());
        }
    }

    private final IdentityHashMap<ScaledObject, Place> places = new IdentityHashMap<>();
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
            Place place = Place.of(namespace, object);
            places.put(object, place);
            place.target().ifPresent(target -> put(scaledObjects, new Target(namespace, target), object));
            put(byHpaName, new Name(namespace, place.hpaName()), object);
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

    private Place place(ScaledObject object) {
        Place place = places.get(object);
        return place == null ? Place.of(object.namespace(), object) : place;
    }

    /** The first object, in the order of the files, with the target of this one; this one if it is the first. */
    ScaledObject firstWithTargetOf(ScaledObject object) {
        Place place = place(object);
        return place.target()
                .map(target -> scaledObjects.get(new Target(place.namespace(), target)))
                .map(same -> same.get(0))
                .orElse(object);
    }

    /** The first object, in the order of the files, whose HPA has the name of that of this one. */
    ScaledObject firstWithHpaOf(ScaledObject object) {
        Place place = place(object);
        List<ScaledObject> same = byHpaName.get(new Name(place.namespace(), place.hpaName()));
        return same == null ? object : same.get(0);
    }

    /** HPAs with the target of an object, in the order of the files. */
    List<HorizontalPodAutoscaler> hpasBeside(ScaledObject object) {
        Place place = place(object);
        return hpas.isEmpty() || place.target().isEmpty()
                ? List.of()
                : hpas.getOrDefault(new Target(place.namespace(), place.target().get()), List.of());
    }

    /** The workload, if it is among the files. */
    Optional<OtherManifest> workload(String namespace, TargetRef target) {
        return Optional.ofNullable(workloads.get(new Target(namespace, target)));
    }

    List<OtherManifest> limitRanges(String namespace) {
        return limitRanges.getOrDefault(namespace, List.of());
    }
}
