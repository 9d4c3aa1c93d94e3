package io.scaler4j.scaledobject.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Result;
import io.scaler4j.scaledobject.manifest.HorizontalPodAutoscaler;
import io.scaler4j.scaledobject.manifest.Json;
import io.scaler4j.scaledobject.schema.HpaShapes;
import io.scaler4j.scaledobject.schema.ShapeCheck;
import io.scaler4j.scaledobject.schema.Violation;
import io.scaler4j.scaledobject.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The API server's validation of an HPA. A case begins behind the defaulting: a direction without policies has none,
 * where a file without them has the default ones.
 */
final class HpaSpecKind {

    private static final Set<String> UNITS = Set.of("Milli", "Percent");

    private HpaSpecKind() {}

    static Result evaluate(Fields given) {
        Fields on = given.object("features");
        boolean hadZero = given.objectIfAny("previousSpec")
                .flatMap(spec ->
                        spec.integerIfAny("minReplicas").stream().boxed().findFirst())
                .filter(min -> min == 0)
                .isPresent();
        var features = new HpaShapes.Features(
                on.flagOrFalse("scaleToZero") || hadZero, on.flagOrFalse("configurableTolerance"));
        Node.Mapping source = Json.read(document(Json.of(given.object("spec"))));
        List<Violation> violations =
                new ArrayList<>(ShapeCheck.of(source, HpaShapes.v2(features).shape()));
        violations.addAll(HpaRules.check(new HorizontalPodAutoscaler(source), features));
        return Result.of("valid", violations.isEmpty())
                .and(
                        "firstError",
                        Result.anyOf(violations.stream().map(HpaSpecKind::error).toList()))
                .and("errorCount", violations.size());
    }

    private static Result.Values error(Violation violation) {
        return Result.of("field", violation.path().replaceFirst("^spec\\.", ""))
                .and("rule", violation.code().name())
                .and(
                        "limit",
                        violation.limit().isPresent() ? (Long) violation.limit().getAsLong() : null);
    }

    private static ObjectNode document(ObjectNode spec) {
        ObjectNode document = Json.object("autoscaling/v2", "HorizontalPodAutoscaler", "any");
        ObjectNode plain = (ObjectNode) withoutUnits(spec);
        if (!plain.has("scaleTargetRef")) {
            plain.putObject("scaleTargetRef")
                    .put("apiVersion", "apps/v1")
                    .put("kind", "Deployment")
                    .put("name", "any");
        }
        for (String direction : List.of("scaleUp", "scaleDown")) {
            JsonNode rules = plain.path("behavior").path(direction);
            if (rules.isObject() && !rules.has("policies")) {
                ((ObjectNode) rules).putArray("policies");
            }
        }
        document.set("spec", plain);
        return document;
    }

    /** Field names and values as a file has them: {@code valueMilli} 300 is {@code value} 300m. */
    private static JsonNode withoutUnits(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = Json.object().arrayNode();
            node.forEach(item -> array.add(withoutUnits(item)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = Json.object();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            String unit = UNITS.stream().filter(name::endsWith).findFirst().orElse("");
            String plain = name.substring(0, name.length() - unit.length());
            if (unit.equals("Milli")) {
                object.put(plain, field.getValue().asText() + "m");
            } else {
                object.set(plain, withoutUnits(field.getValue()));
            }
        }
        return object;
    }
}
