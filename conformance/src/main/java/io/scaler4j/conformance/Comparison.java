package io.scaler4j.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares what a case expects with what came out: every name that it expects, and nothing else. */
final class Comparison {

    private static final double ROUNDING = 1e-12;

    private Comparison() {}

    static Verdict of(Fields expect, Result result) {
        if (result instanceof Result.Skip skip) {
            return new Verdict.Skipped(skip.reason());
        }
        if (result instanceof Result.Refused refused) {
            return expectsError(expect)
                    ? new Verdict.Passed()
                    : new Verdict.Failed(expect.toString(), "error: " + refused.sentence());
        }
        Map<String, @Nullable Object> values = ((Result.Values) result).byName();
        return expectsError(expect)
                ? new Verdict.Failed(expect.toString(), "no error, but " + values)
                : ofValues(expect, values);
    }

    /** A code, other than the flag that a whole evaluation may report beside its results. */
    private static boolean expectsError(Fields expect) {
        return expect.node().path("error").isTextual();
    }

    private static Verdict ofValues(Fields expect, Map<String, @Nullable Object> values) {
        var compared = new LinkedHashSet<String>();
        var notAsked = new LinkedHashSet<String>();
        boolean same = true;
        for (Map.Entry<String, JsonNode> expected : expect.node().properties()) {
            String name = expected.getKey();
            Object actual = values.get(name);
            if (actual instanceof Result.NotAsked one) {
                notAsked.add(one.reason());
            } else if (actual != Result.Uncompared.INSTANCE) {
                compared.add(name);
                same &= values.containsKey(name) && matches(expected.getValue(), actual);
            }
        }
        if (compared.isEmpty()) {
            return new Verdict.Skipped("expects nothing that is compared: " + expect);
        }
        if (!same) {
            return new Verdict.Failed(expect.toString(), only(compared, values));
        }
        return notAsked.isEmpty() ? new Verdict.Passed() : new Verdict.PassedInPart(String.join("; ", notAsked));
    }

    private static String only(Set<String> names, Map<String, @Nullable Object> values) {
        var text = new StringBuilder("{");
        for (String name : names) {
            text.append(text.length() > 1 ? ", " : "").append(name).append(": ");
            text.append(values.containsKey(name) ? values.get(name) : "(no such result)");
        }
        return text.append("}").toString();
    }

    private static boolean matches(JsonNode expected, @Nullable Object actual) {
        if (actual == Result.Uncompared.INSTANCE) {
            return true;
        }
        if (actual == null) {
            return expected.isNull();
        }
        if (actual instanceof Boolean flag) {
            return expected.isBoolean() && expected.booleanValue() == flag;
        }
        if (actual instanceof Double number) {
            return expected.isNumber() && Math.abs(expected.doubleValue() - number) <= ROUNDING;
        }
        if (actual instanceof BigDecimal number) {
            return isDecimal(expected) && new BigDecimal(expected.asText()).compareTo(number) == 0;
        }
        if (actual instanceof Integer || actual instanceof Long) {
            return expected.isNumber()
                    && expected.decimalValue().compareTo(BigDecimal.valueOf(((Number) actual).longValue())) == 0;
        }
        if (actual instanceof Result.Containing whole) {
            return contains(whole.text(), expected);
        }
        if (actual instanceof Result.Words mentioned) {
            return expected.isTextual() && mentioned.words().contains(expected.textValue());
        }
        if (actual instanceof Result.AnyOf any) {
            return any.candidates().stream().anyMatch(one -> matches(expected, one));
        }
        if (actual instanceof Result.Among candidates) {
            return isListOf(expected, candidates.texts()::contains);
        }
        if (actual instanceof Result.Values part) {
            return matchesListed(expected, part.byName());
        }
        if (actual instanceof Set<?> set) {
            return expected.isArray()
                    && expected.size() == set.size()
                    && set.stream().allMatch(one -> has(expected, one));
        }
        if (actual instanceof List<?> list) {
            return expected.isArray() && allMatch(expected, list);
        }
        if (actual instanceof Map<?, ?> map) {
            return expected.isObject()
                    && expected.size() == map.size()
                    && map.entrySet().stream()
                            .allMatch(
                                    entry -> matchesField(expected, String.valueOf(entry.getKey()), entry.getValue()));
        }
        return expected.isTextual() && expected.textValue().equals(actual.toString());
    }

    /** Only the names that are expected; a list of nothing is as good as none. */
    private static boolean matchesListed(JsonNode expected, Map<String, @Nullable Object> values) {
        return expected.isObject()
                && expected.properties().stream().allMatch(field -> {
                    JsonNode one = field.getValue();
                    Object actual = values.get(field.getKey());
                    return actual == Result.Uncompared.INSTANCE
                            || (values.containsKey(field.getKey())
                                    && (isNothing(one) ? isNothing(actual) : matches(one, actual)));
                });
    }

    /** One text, or each of several. */
    private static boolean contains(String text, JsonNode expected) {
        return expected.isTextual() ? text.contains(expected.textValue()) : isListOf(expected, text::contains);
    }

    private static boolean isListOf(JsonNode expected, Predicate<String> test) {
        boolean all = expected.isArray() && !expected.isEmpty();
        for (JsonNode one : expected) {
            all &= one.isTextual() && test.test(one.textValue());
        }
        return all;
    }

    private static boolean isNothing(JsonNode expected) {
        return expected.isNull() || (expected.isArray() && expected.isEmpty());
    }

    private static boolean isNothing(@Nullable Object actual) {
        return actual == null || (actual instanceof Collection<?> list && list.isEmpty());
    }

    /** A number, or a number as text. */
    private static boolean isDecimal(JsonNode expected) {
        return expected.isNumber() || expected.asText().matches("-?\\d+(\\.\\d+)?");
    }

    private static boolean has(JsonNode array, @Nullable Object one) {
        for (JsonNode element : array) {
            if (matches(element, one)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allMatch(JsonNode array, Collection<?> list) {
        if (array.size() != list.size()) {
            return false;
        }
        int index = 0;
        for (Object one : list) {
            if (!matches(array.get(index++), one)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesField(JsonNode object, String name, @Nullable Object value) {
        return object.has(name) && matches(object.get(name), value);
    }
}
