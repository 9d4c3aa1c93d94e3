package io.scaler4j.redis;

import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The measuring options of a trigger on lengths, with KEDA's names where KEDA has them.
 *
 * @param length what to measure
 * @param listLength wanted per replica
 * @param activationListLength above which an idle target is activated
 */
record LengthTriggerOptions(LengthOptions length, long listLength, long activationListLength) {

    private static final Option<String> LIST_NAME = Option.text("listName")
            .defaultIs("required without `listNames`")
            .says("One key, whatever characters its name has.");
    private static final Option<String> LIST_NAMES = Option.expression("listNames")
            .own()
            .says("Several keys with commas in between. Write a `\\` before a comma, a blank, an equals sign or a `\\`"
                    + " that belongs to a name.");
    static final Option<Long> LIST_LENGTH = Option.integer("listLength", 5, 1)
            .says("Length wanted per replica; in total if the trigger's metric type is `Value`.");
    private static final Option<Long> ACTIVATION_LIST_LENGTH =
            Option.integer("activationListLength", 0, 0).says("An idle target is activated above this length.");
    private static final Option<Aggregate> AGGREGATE = Option.word(
                    "aggregate", Map.of("sum", Aggregate.SUM, "max", Aggregate.MAX), Aggregate.SUM)
            .own()
            .says("What becomes of the lengths of several keys.");
    private static final Option<KeyType> KEY_TYPE = Option.word("keyType", KeyType.words(), KeyType.AUTO)
            .own()
            .says("What the keys hold. `auto` finds it out, except for streams.");
    private static final Option<String> IN_FLIGHT_NAMES = Option.expression("inFlightNames")
            .own()
            .says("Keys of work that has been taken, counted in addition: `key` or `key=weight`, written as in"
                    + " `listNames`.");

    /** All of them, in the order of the documentation. */
    static final List<Option<?>> DECLARED =
            List.of(LIST_NAME, LIST_NAMES, LIST_LENGTH, ACTIVATION_LIST_LENGTH, AGGREGATE, KEY_TYPE, IN_FLIGHT_NAMES);

    /** Reads them all; what is wrong is in the reader's problems. */
    static LengthTriggerOptions read(OptionReader given) {
        var length = new LengthOptions();
        length.keys = keys(given);
        length.type = given.get(KEY_TYPE);
        length.aggregate = given.get(AGGREGATE);
        length.inFlight.putAll(inFlight(given));
        length.check(given.problems());
        return new LengthTriggerOptions(length, given.get(LIST_LENGTH), given.get(ACTIVATION_LIST_LENGTH));
    }

    /** KEDA takes {@code listName} as one name, whatever is in it. */
    private static List<String> keys(OptionReader given) {
        Optional<String> name = given.find(LIST_NAME);
        List<String> names =
                parts(given, LIST_NAMES).stream().map(EscapedList::name).toList();
        given.problems()
                .check(name.isPresent() || !names.isEmpty(), "listName is missing; set it in the trigger's metadata");
        given.problems()
                .check(
                        name.isEmpty() || names.isEmpty(),
                        "listName and listNames exclude each other; name all keys in listNames");
        return name.map(List::of).orElse(names);
    }

    private static List<String> parts(OptionReader given, Option<String> option) {
        String text = given.get(option);
        given.problems()
                .check(
                        !EscapedList.endsOpen(text),
                        option.name()
                                + " must not end with one \\; write \\\\ for one at the end of a name, and name a key that ends"
                                + " with a blank before others");
        return text.isEmpty() ? List.of() : EscapedList.split(text);
    }

    /** A weight may follow a key. */
    private static Map<String, Double> inFlight(OptionReader given) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String part : parts(given, IN_FLIGHT_NAMES)) {
            int mark = EscapedList.lastEquals(part);
            String key = EscapedList.name(mark < 0 ? part : EscapedList.strip(part.substring(0, mark)));
            String weight = mark < 0 ? "1" : part.substring(mark + 1).trim();
            if (given.problems()
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
