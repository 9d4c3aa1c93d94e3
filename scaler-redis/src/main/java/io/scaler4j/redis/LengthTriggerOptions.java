package io.scaler4j.redis;

import io.scaler4j.spi.TriggerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The measuring options of a trigger on lengths, with KEDA's names where KEDA has them.
 *
 * @param length what to measure
 * @param listLength wanted per replica
 * @param activationListLength above which a sleeping target wakes
 */
record LengthTriggerOptions(LengthOptions length, long listLength, long activationListLength) {

    private static final Map<String, Aggregate> AGGREGATES = Map.of("sum", Aggregate.SUM, "max", Aggregate.MAX);

    /** Reads them all; what is wrong is in the spec's problems. */
    static LengthTriggerOptions read(TriggerSpec spec) {
        var length = new LengthOptions();
        length.keys = keys(spec);
        length.type = spec.choice("keyType", KeyType.words(), KeyType.AUTO);
        length.aggregate = spec.choice("aggregate", AGGREGATES, Aggregate.SUM);
        length.inFlight.putAll(inFlight(spec));
        length.check(spec.problems());
        return new LengthTriggerOptions(
                length, spec.integer("listLength", 5, 1), spec.integer("activationListLength", 0, 0));
    }

    /** KEDA takes {@code listName} as one name, whatever is in it. */
    private static List<String> keys(TriggerSpec spec) {
        Optional<String> name = spec.text("listName");
        List<String> names =
                parts(spec, "listNames").stream().map(EscapedList::name).toList();
        spec.problems()
                .check(name.isPresent() || !names.isEmpty(), "listName is missing; set it in the trigger's metadata");
        spec.problems()
                .check(
                        name.isEmpty() || names.isEmpty(),
                        "listName and listNames exclude each other; name all keys in listNames");
        return name.map(List::of).orElse(names);
    }

    private static List<String> parts(TriggerSpec spec, String option) {
        String text = spec.expression(option).orElse("");
        spec.problems()
                .check(
                        !EscapedList.endsOpen(text),
                        option
                                + " must not end with one \\; write \\\\ for one at the end of a name, and name a key that ends"
                                + " with a blank before others");
        return text.isEmpty() ? List.of() : EscapedList.split(text);
    }

    /** A weight may follow a key. */
    private static Map<String, Double> inFlight(TriggerSpec spec) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String part : parts(spec, "inFlightNames")) {
            int mark = EscapedList.lastEquals(part);
            String key = EscapedList.name(mark < 0 ? part : EscapedList.strip(part.substring(0, mark)));
            String weight = mark < 0 ? "1" : part.substring(mark + 1).trim();
            if (spec.problems()
                    .check(
                            !key.isEmpty() && weight.matches("\\d{1,9}(\\.\\d{1,9})?"),
                            "inFlightNames must be keys, or key=weight, with commas in between, one was \"" + part
                                    + '"')) {
                weights.put(key, Double.valueOf(weight));
            }
        }
        return weights;
    }
}
