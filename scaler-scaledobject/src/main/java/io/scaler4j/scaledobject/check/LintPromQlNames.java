package io.scaler4j.scaledobject.check;

import java.util.Set;

/** The functions and operators of PromQL, by what they take and give. */
final class LintPromQlNames {

    static final Set<String> AGGREGATIONS =
            Set.of("sum", "avg", "min", "max", "count", "stddev", "stdvar", "group", "quantile", "topk", "bottomk");
    static final Set<String> SEVERAL = Set.of("count_values", "limitk", "limit_ratio");
    static final Set<String> NUMBERS = Set.of("scalar", "time", "pi");
    static final Set<String> SINGLE = Set.of(
            "vector", "absent", "absent_over_time", "minute", "hour", "day_of_week", "day_of_month", "month", "year");
    static final Set<String> COUNTERS = Set.of("rate", "irate", "increase", "delta", "idelta");
    static final Set<String> OPERATORS = Set.of("and", "or", "unless", "atan2", "bool");
    static final Set<String> MATCHING = Set.of("on", "ignoring", "group_left", "group_right");

    private static final Set<String> OTHERS_OF_RANGES =
            Set.of("deriv", "predict_linear", "changes", "resets", "holt_winters", "double_exponential_smoothing");
    private static final Set<String> OF_VALUES = Set.of(
            "abs",
            "absent",
            "ceil",
            "clamp",
            "clamp_max",
            "clamp_min",
            "exp",
            "floor",
            "histogram_quantile",
            "label_join",
            "label_replace",
            "ln",
            "log10",
            "log2",
            "round",
            "scalar",
            "sgn",
            "sort",
            "sort_desc",
            "sqrt",
            "timestamp",
            "vector");

    private LintPromQlNames() {}

    /** Whether the function takes samples over time. */
    static boolean takesRange(String function) {
        return COUNTERS.contains(function) || OTHERS_OF_RANGES.contains(function) || function.endsWith("_over_time");
    }

    /** Whether the function takes one value of each series. */
    static boolean takesValues(String function) {
        return OF_VALUES.contains(function);
    }
}
