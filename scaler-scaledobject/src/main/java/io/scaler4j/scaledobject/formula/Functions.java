package io.scaler4j.scaledobject.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The built-in functions. */
final class Functions {

    /** Those that take an array and a predicate. */
    static final Set<String> PREDICATES =
            Set.of("all", "none", "any", "one", "filter", "map", "count", "sum", "find", "findIndex", "reduce");

    /** Those that take values. */
    private static final Set<String> PLAIN = Set.of(
            "len", "abs", "ceil", "floor", "round", "int", "float", "max", "min", "mean", "median", "first", "last",
            "sort");

    /** Those that expr-lang has and a formula of triggers does not need. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "findLast",
            "findLastIndex",
            "groupBy",
            "sortBy",
            "type",
            "string",
            "trim",
            "trimPrefix",
            "trimSuffix",
            "upper",
            "lower",
            "split",
            "splitAfter",
            "replace",
            "repeat",
            "join",
            "indexOf",
            "lastIndexOf",
            "hasPrefix",
            "hasSuffix",
            "toJSON",
            "fromJSON",
            "toBase64",
            "fromBase64",
            "now",
            "duration",
            "date",
            "timezone",
            "get",
            "take",
            "keys",
            "values",
            "toPairs",
            "fromPairs",
            "reverse",
            "uniq",
            "concat",
            "flatten",
            "bitand",
            "bitor",
            "bitxor",
            "bitnand",
            "bitshl",
            "bitshr",
            "bitushr",
            "bitnot");

    /** Those of them that take a predicate. */
    private static final Set<String> UNSUPPORTED_PREDICATES = Set.of("findLast", "findLastIndex", "groupBy", "sortBy");

    private Functions() {}

    /** Whether # has a meaning in its arguments. */
    static boolean isUnsupportedPredicate(String name) {
        return UNSUPPORTED_PREDICATES.contains(name);
    }

    static boolean isPlain(String name) {
        return PLAIN.contains(name);
    }

    static boolean isUnsupported(String name) {
        return UNSUPPORTED.contains(name);
    }

    /** Whether expr-lang has it. */
    static boolean isBuiltIn(String name) {
        return isSupported(name) || isUnsupported(name);
    }

    static boolean isSupported(String name) {
        return PREDICATES.contains(name) || isPlain(name);
    }

    /** How many arguments the predicates have, at least and at most. */
    static int most(String predicate) {
        return predicate.equals("reduce") ? 3 : 2;
    }

    static int least(String predicate) {
        return predicate.equals("count") || predicate.equals("sum") ? 1 : 2;
    }

    static List<String> supported() {
        var names = new ArrayList<>(PREDICATES);
        names.addAll(PLAIN);
        names.sort(null);
        return names;
    }
}
