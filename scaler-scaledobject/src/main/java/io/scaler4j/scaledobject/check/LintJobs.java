package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.job.JobStrategy;
import io.scaler4j.scaledobject.manifest.ScaledJob;
import java.util.List;
import java.util.Set;

/** Rules about ScaledJobs. */
final class LintJobs {

    static final LintRule RESOURCE_TRIGGER = new LintRule(
            "job-with-resource-trigger",
            "cpu or memory as a trigger of a ScaledJob",
            "The use of running jobs says nothing of work that waits, and KEDA reads no resource for a ScaledJob.");
    static final LintRule VALUE_TARGET = new LintRule(
            "job-with-value",
            "metricType Value on a trigger of a ScaledJob",
            "KEDA divides the queue by the AverageValue target. A Value target counts as none, and no job is created.");
    static final LintRule STRATEGY = new LintRule(
            "job-strategy-falls-back",
            "a scaling strategy that KEDA does not use",
            "KEDA uses the default strategy for a word that it does not know, and for custom without a number in"
                    + " customScalingRunningJobPercentage.");
    static final LintRule MIN_ABOVE_MAX = new LintRule(
            "job-min-above-max",
            "a minimum of jobs above the maximum",
            "KEDA takes the maximum for the minimum then, and lets as many jobs again run beyond it.");
    static final LintRule NAME = new LintRule(
            "job-name-too-long",
            "a ScaledJob whose name is no label",
            "KEDA writes the name into a label of each job. A label has at most 63 characters, so no job is created.");

    static final List<LintRule> RULES = List.of(RESOURCE_TRIGGER, VALUE_TARGET, STRATEGY, MIN_ABOVE_MAX, NAME);

    private static final Set<String> STRATEGIES = Set.of("default", "custom", "accurate", "eager", "");
    private static final Set<String> CALCULATIONS = Set.of("max", "min", "avg", "sum", "");
    private static final int LONGEST_LABEL = 63;

    private LintJobs() {}

    static void check(LintScaled scaled, ScaledJob job, LintReport report) {
        for (LintTrigger trigger : scaled.triggers()) {
            if (trigger.isResource()) {
                report.add(
                        RESOURCE_TRIGGER,
                        job,
                        trigger.at("type"),
                        "KEDA reads no " + trigger.type() + " for a ScaledJob, so the trigger has no effect",
                        "use the queue that the jobs work on");
            } else if (trigger.view().metricType().equals("Value")) {
                report.add(
                        VALUE_TARGET,
                        job,
                        trigger.at("metricType"),
                        "metricType Value gives a ScaledJob no target per job, so no job is created for "
                                + trigger.called(),
                        "use AverageValue, or leave metricType out");
            }
        }
        strategy(job, report);
        if (scaled.areBoundsKnown() && scaled.min().orElse(0) > scaled.most()) {
            report.add(
                    MIN_ABOVE_MAX,
                    job,
                    scaled.at("minReplicaCount"),
                    "minReplicaCount is " + scaled.min().orElse(0) + " and maxReplicaCount " + scaled.most() + ": KEDA"
                            + " keeps " + scaled.most() + " and lets twice as many run",
                    "set the minimum to the maximum or below");
        }
        if (job.name().length() > LONGEST_LABEL) {
            report.add(
                    NAME,
                    job,
                    job.position("metadata", "name"),
                    "the name has " + job.name().length() + " characters, and a label of the jobs at most "
                            + LONGEST_LABEL,
                    "shorten it");
        }
    }

    private static void strategy(ScaledJob job, LintReport report) {
        String word = job.strategy();
        String percentage = job.customScalingRunningJobPercentage().orElse("");
        boolean known = STRATEGIES.contains(word);
        if (!known || (word.equals("custom") && JobStrategy.of(word, percentage) != JobStrategy.CUSTOM)) {
            report.add(
                    STRATEGY,
                    job,
                    job.position("spec", "scalingStrategy", "strategy"),
                    known
                            ? "customScalingRunningJobPercentage is no number, so KEDA uses the default strategy"
                            : "KEDA does not know this strategy and uses the default one",
                    known
                            ? "set customScalingRunningJobPercentage to a text such as \"0.5\""
                            : "set it to default, custom, accurate or eager");
        }
        if (!CALCULATIONS.contains(job.multipleScalersCalculation())) {
            report.add(
                    STRATEGY,
                    job,
                    job.position("spec", "scalingStrategy", "multipleScalersCalculation"),
                    "KEDA does not know this calculation and uses max",
                    "set it to max, min, avg or sum");
        }
    }
}
