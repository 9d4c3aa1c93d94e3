package io.scaler4j.scaledobject.check;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules about the numbers that triggers aim at. */
final class LintThresholds {

    static final LintRule ACTIVATION_AT_OR_ABOVE_TARGET = new LintRule(
            "activation-at-or-above-target",
            "an activation threshold at or above the target",
            "Between the two numbers the target stays at 0, although the metric asks for a replica or more.");
    static final LintRule TARGET_NOT_POSITIVE = new LintRule(
            "target-not-positive",
            "a target of 0 or below",
            "The HPA divides by the target. It refuses a target of 0, and below 0 more work means fewer replicas.");
    static final LintRule VALUE_FOR_QUEUE = new LintRule(
            "value-multiplies",
            "metricType Value for a number that does not fall with more replicas",
            "With Value the HPA multiplies the current replicas by value / target. A queue, a lag or a schedule does not"
                    + " get smaller with the next replica, so the count grows to the maximum.");

    static final List<LintRule> RULES = List.of(ACTIVATION_AT_OR_ABOVE_TARGET, TARGET_NOT_POSITIVE, VALUE_FOR_QUEUE);

    private static final String ACTIVATION = "activation";
    private static final Map<String, String> DEFAULTS =
            Map.of("kafka/lagThreshold", "10", "redis/listLength", "5", "redis-cluster/listLength", "5");
    private static final Set<String> TARGETS = Set.of(
            "threshold",
            "value",
            "targetValue",
            "queueLength",
            "lagThreshold",
            "listLength",
            "streamLength",
            "lagCount",
            "messageCount",
            "targetQueryValue",
            "queryValue",
            "length");
    private static final Set<String> SCHEDULES_AND_LAGS = Set.of("cron", "kafka", "apache-kafka");

    private LintThresholds() {}

    static boolean isActivation(String key) {
        return key.startsWith(ACTIVATION)
                && key.length() > ACTIVATION.length()
                && Character.isUpperCase(key.charAt(ACTIVATION.length()));
    }

    static void check(LintScaled scaled, LintTrigger trigger, LintOptions options, LintReport report) {
        trigger.metadata().forEach((key, text) -> {
            if (isActivation(key)) {
                if (!scaled.neverIdle()) {
                    activation(trigger, key, text, report);
                }
            } else if (TARGETS.contains(key) && !options.refuses(trigger.type(), key, text)) {
                target(trigger, key, text, report);
            }
        });
        if (trigger.view().metricType().equals("Value") && SCHEDULES_AND_LAGS.contains(trigger.type())) {
            report.add(
                    VALUE_FOR_QUEUE,
                    trigger.owner(),
                    trigger.at("metricType"),
                    "metricType Value multiplies the current replicas by what " + trigger.type()
                            + " reads over the target, again in each turn, up to the maximum",
                    "use AverageValue, or leave metricType out");
        }
    }

    private static void activation(LintTrigger trigger, String key, String text, LintReport report) {
        String target =
                key.substring(ACTIVATION.length(), ACTIVATION.length() + 1).toLowerCase(Locale.ROOT)
                        + key.substring(ACTIVATION.length() + 1);
        String given =
                trigger.metadata().getOrDefault(target, DEFAULTS.getOrDefault(trigger.type() + "/" + target, ""));
        Optional<BigDecimal> wanted = LintTrigger.number(given);
        Optional<BigDecimal> activation = LintTrigger.number(text);
        if (wanted.isPresent()
                && activation.isPresent()
                && activation.get().signum() > 0
                && activation.get().compareTo(wanted.get()) >= 0
                && !trigger.view().metricType().equals("Value")) {
            report.add(
                    ACTIVATION_AT_OR_ABOVE_TARGET,
                    trigger.owner(),
                    trigger.atOption(key),
                    key + " is " + text.strip() + " and " + target + " is " + given.strip() + ": up to " + text.strip()
                            + " the target stays at 0, although " + given.strip() + " is work for a replica",
                    "set " + key + " below " + target + ", or leave it out");
        }
    }

    private static void target(LintTrigger trigger, String key, String text, LintReport report) {
        if (LintTrigger.number(text).filter(number -> number.signum() <= 0).isPresent()) {
            report.add(
                    TARGET_NOT_POSITIVE,
                    trigger.owner(),
                    trigger.atOption(key),
                    key + " is " + text.strip() + ", and the HPA divides by it",
                    "set it to what one replica can do, above 0");
        }
    }
}
