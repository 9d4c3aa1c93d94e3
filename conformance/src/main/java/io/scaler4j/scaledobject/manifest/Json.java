package io.scaler4j.scaledobject.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.MalformedCaseException;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlReader;

/** What a case gives, as the document that a user would write: JSON is YAML. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** A new object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A copy of what is given. */
    public static ObjectNode of(Fields given) {
        try {
            return (ObjectNode) MAPPER.readTree(given.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An object of a kind with a name. */
    public static ObjectNode object(String apiVersion, String kind, String name) {
        ObjectNode object = object().put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }

    /** The document, read as a file is. */
    public static Node.Mapping read(JsonNode object) {
        var file = YamlReader.read(object.toString(), "");
        if (!file.problems().isEmpty()) {
            throw new MalformedCaseException("cannot be read: " + file.problems());
        }
        return (Node.Mapping) file.documents().get(0);
    }

    /** A ScaledObject with a specification. */
    public static ScaledObject scaledObject(String name, JsonNode spec) {
        ObjectNode object = object("keda.sh/v1alpha1", "ScaledObject", name);
        object.set("spec", spec);
        return new ScaledObject(read(object));
    }
}
