package io.scaler4j.scaledobject.manifest;

import io.scaler4j.scaledobject.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The objects of files.
 *
 * @param manifests in the order of the files, those within a {@code List} in its place; unmodifiable
 * @param strays what stands where an object is expected and is none, because it is no mapping; unmodifiable
 */
public record Manifests(List<Manifest> manifests, List<Node> strays) {

    /**
     * Copies the lists.
     *
     * @param manifests not null
     * @param strays not null
     */
    public Manifests {
        manifests = List.copyOf(manifests);
        strays = List.copyOf(strays);
    }

    /**
     * Finds the objects in documents. The kind alone decides what an object is read as, so that an object with a wrong
     * {@code apiVersion} can be checked, too.
     *
     * @param documents as {@link io.scaler4j.scaledobject.yaml.YamlReader} reads them
     * @return all objects; it never throws for what the documents hold
     */
    public static Manifests of(List<Node> documents) {
        Objects.requireNonNull(documents, "documents must not be null; YamlReader reads them");
        var manifests = new ArrayList<Manifest>();
        var strays = new ArrayList<Node>();
        documents.forEach(document -> add(document, manifests, strays));
        return new Manifests(manifests, strays);
    }

    private static void add(Node node, List<Manifest> manifests, List<Node> strays) {
        if (!(node instanceof Node.Mapping object)) {
            strays.add(node);
        } else if (kind(object).endsWith("List") && object.get("items").orElse(null) instanceof Node.Sequence items) {
            items.items().forEach(item -> add(item, manifests, strays));
        } else {
            manifests.add(manifest(object));
        }
    }

    private static Manifest manifest(Node.Mapping object) {
        return switch (kind(object)) {
            case "ScaledObject" -> new ScaledObject(object);
            case "ScaledJob" -> new ScaledJob(object);
            case "TriggerAuthentication", "ClusterTriggerAuthentication" -> new TriggerAuthentication(object);
            case "HorizontalPodAutoscaler" -> new HorizontalPodAutoscaler(object);
            case "HTTPScaledObject" -> new HttpScaledObject(object);
            case "InterceptorRoute" -> new InterceptorRoute(object);
            default -> new OtherManifest(object);
        };
    }

    private static String kind(Node.Mapping object) {
        return Views.text(object, "kind").orElse("");
    }
}
