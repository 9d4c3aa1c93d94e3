package io.scaler4j.scaledobject.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.scaledobject.manifest.Json;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What KEDA's webhook refuses: whole ScaledObjects, and single rules by themselves. */
public final class ValidationKinds {

    private ValidationKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        kinds.evaluate("validate_scaledobject", AdmissionKind::evaluate)
                .evaluate("validate_replica_bounds", given -> rule(Json.of(given), ScaledObjectRules::replicas))
                .evaluate("validate_fallback", ValidationKinds::fallback)
                .evaluate(
                        "validate_triggers",
                        given -> rule(
                                Json.of(given),
                                (object, reporter) ->
                                        ScaledObjectRules.triggers(object.source(), object.triggers(), reporter)))
                .evaluate("validate-spec", HpaSpecKind::evaluate);
    }

    private static Result fallback(Fields given) {
        ObjectNode spec = Json.of(given);
        JsonNode modifiers = spec.remove("scalingModifiers");
        if (modifiers != null && modifiers.isObject()) {
            spec.putObject("advanced").set("scalingModifiers", modifiers);
        }
        return rule(spec, (object, reporter) -> ScaledObjectRules.fallback(object, object.triggers(), reporter));
    }

    private static Result rule(JsonNode spec, BiConsumer<ScaledObject, Reporter> rule) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        rule.accept(Json.scaledObject("any", spec), (reason, position, sentence, wayOut) -> reasons.add(reason));
        Set<String> words = reasons.stream().map(Reason::part).collect(Collectors.toSet());
        return Result.of("valid", reasons.isEmpty()).and("reason", Result.anyOf(words));
    }
}
