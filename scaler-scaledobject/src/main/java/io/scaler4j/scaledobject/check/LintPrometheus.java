package io.scaler4j.scaledobject.check;

import java.util.List;

/** Rules about Prometheus triggers. */
final class LintPrometheus {

    static final LintRule EMPTY_IS_ZERO = new LintRule(
            "prometheus-empty-is-zero",
            "ignoreNullValues left at its default",
            "Without ignoreNullValues an answer without a series counts as 0. A wrong label, a target that is not scraped"
                    + " or a restart of Prometheus then scales in.");
    static final LintRule RANGE = new LintRule(
            "prometheus-range-vector",
            "a query that gives a range instead of a value",
            "KEDA finds no value in a range vector, and takes that for 0.");
    static final LintRule MISPLACED_RANGE = new LintRule(
            "prometheus-misplaced-range",
            "a function or an aggregation of something else than it takes",
            "rate(..) and its like take a range such as [2m], and sum(..) and its like take one value of each series."
                    + " Prometheus refuses other queries, so that the trigger fails in each turn.");
    static final LintRule SEVERAL_SERIES = new LintRule(
            "prometheus-several-series",
            "a query that may give several series",
            "KEDA refuses an answer of several series. The query works with one replica and fails with two.");

    static final List<LintRule> RULES = List.of(EMPTY_IS_ZERO, RANGE, MISPLACED_RANGE, SEVERAL_SERIES);

    private LintPrometheus() {}

    static void check(LintScaled scaled, LintReport report) {
        List<LintTrigger> triggers = scaled.ofType("prometheus");
        if (triggers.isEmpty()) {
            return;
        }
        triggers.forEach(trigger -> query(trigger, report));
        List<LintTrigger> silent =
                triggers.stream().filter(LintPrometheus::hidesNothing).toList();
        if (!silent.isEmpty()) {
            report.add(
                    EMPTY_IS_ZERO,
                    scaled.object(),
                    silent.get(0).at("metadata"),
                    "an answer without a series counts as 0 for "
                            + String.join(
                                    ", ",
                                    silent.stream().map(LintTrigger::called).toList())
                            + ", since ignoreNullValues is true unless given",
                    "set ignoreNullValues to \"false\" and a fallback; or to \"true\" where no series does mean 0");
        }
    }

    /** Whether an empty answer is possible and nothing says what it means. */
    private static boolean hidesNothing(LintTrigger trigger) {
        String query = trigger.option("query");
        return trigger.option("ignoreNullValues").isEmpty()
                && trigger.option("whenEmpty").isEmpty()
                && !query.contains("vector(")
                && !query.contains("absent")
                && !query.isEmpty();
    }

    private static void query(LintTrigger trigger, LintReport report) {
        LintPromQl.Shape shape = LintPromQl.shape(trigger.option("query"));
        if (shape == LintPromQl.Shape.RANGE) {
            report.add(
                    RANGE,
                    trigger.owner(),
                    trigger.atOption("query"),
                    "the query gives a range of samples, in which KEDA finds no value and takes it for 0",
                    "make one value of it, as in sum(rate(...[2m]))");
        } else if (shape == LintPromQl.Shape.MISMATCH) {
            report.add(
                    MISPLACED_RANGE,
                    trigger.owner(),
                    trigger.atOption("query"),
                    "the query has a range such as [2m] where one value belongs, or none where one belongs",
                    "write it as in sum(rate(requests_total[2m]))");
        } else if (shape == LintPromQl.Shape.MANY || shape == LintPromQl.Shape.BUCKETS) {
            report.add(
                    SEVERAL_SERIES,
                    trigger.owner(),
                    trigger.atOption("query"),
                    "the query may give a series for each label, and KEDA refuses more than one",
                    "wrap it in sum(...) or max(...) without by");
        }
    }
}
