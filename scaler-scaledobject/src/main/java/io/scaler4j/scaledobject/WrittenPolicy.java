package io.scaler4j.scaledobject;

import io.scaler4j.config.Problems;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.policy.RateLimit;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.Tolerance;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.yaml.Node;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parts that a ScaledObject and an HPA have in common, and what neither can express. */
final class WrittenPolicy {

    private static final Duration SYNC_PERIOD = Duration.ofSeconds(15);
    private static final Duration LEGACY_WINDOW = Duration.ofSeconds(300);
    private static final int QUANTITY_PLACES = 9;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    private WrittenPolicy() {}

    /** What an autoscaler of this library has, and no object of a cluster. */
    static void check(AutoscalerSpec spec, int longestName, Problems problems) {
        problems.check(
                spec.name().length() <= longestName && NAME.matcher(spec.name()).matches(),
                "name must be at most " + longestName + " lower-case letters, digits, - and ., was \"" + spec.name()
                        + "\"; give the autoscaler such a name");
        problems.check(
                spec.interval().equals(SYNC_PERIOD),
                "interval must be 15 s, that of an HPA, was " + text(spec.interval()) + "; leave it out");
        problems.check(
                spec.targetRef().isPresent(), "targetRef is missing; an object of a cluster names what it scales");
        problems.check(!spec.isDryRun(), "dryRun cannot be written; a cluster always writes");
        problems.check(
                spec.schedules().isEmpty(),
                "schedules cannot be written; for a minimum at certain times use a trigger of type cron");
        problems.check(
                spec.readTimeout().isEmpty() && spec.targetTimeout().isEmpty(),
                "readTimeout and targetTimeout cannot be written; a cluster has its own, leave them out");
    }

    /** Empty, and a problem, for a policy of another author. */
    static Optional<PolicyDetails> details(ScalingPolicy policy, Problems problems) {
        Optional<PolicyDetails> details = PolicyDetails.of(policy);
        problems.check(
                details.isPresent(), "policy must be one that ScalingPolicy builds; another has no form as YAML");
        return details;
    }

    static MappingBuilder metadata(AutoscalerSpec spec, Map<String, String> annotations) {
        var metadata = new MappingBuilder().put("name", spec.name());
        if (!spec.namespace().isEmpty()) {
            metadata.put("namespace", spec.namespace());
        }
        return metadata.putAll("annotations", annotations);
    }

    static MappingBuilder target(AutoscalerSpec spec) {
        var target = new MappingBuilder();
        spec.targetRef()
                .ifPresent(ref -> target.put("apiVersion", ref.apiVersion())
                        .put("kind", ref.kind())
                        .put("name", ref.name()));
        return target;
    }

    /** Empty for the rules without a behavior. */
    static Optional<Node.Mapping> behavior(PolicyDetails policy, Problems problems) {
        if (policy.legacy()) {
            boolean usual = policy.scaleDown()
                    .stabilizationWindow()
                    .filter(LEGACY_WINDOW::equals)
                    .isPresent();
            problems.check(
                    usual && policy.tolerance().equals(Tolerance.DEFAULT),
                    "legacy() can be written with its window of 300 s and a tolerance of 0.1 alone; a behavior has"
                            + " fields for others, so set scaleUp(..) or scaleDown(..) in its place");
            return Optional.empty();
        }
        return Optional.of(new MappingBuilder()
                .put(
                        "scaleUp",
                        rules("scaleUp", policy.scaleUp(), policy.tolerance().up(), problems))
                .put(
                        "scaleDown",
                        rules(
                                "scaleDown",
                                policy.scaleDown(),
                                policy.tolerance().down(),
                                problems))
                .build());
    }

    private static MappingBuilder rules(String direction, ScalingRules rules, double tolerance, Problems problems) {
        var written = new MappingBuilder();
        rules.stabilizationWindow()
                .ifPresent(window -> written.put(
                        "stabilizationWindowSeconds", seconds(direction + "'s stabilizationWindow", window, problems)));
        written.put("selectPolicy", word(rules));
        if (tolerance != Tolerance.DEFAULT.up()) {
            written.put("tolerance", tolerance(direction, tolerance, problems));
        }
        List<Node.Mapping> limits = rules.limits().stream()
                .map(limit -> limit(direction, limit, problems))
                .toList();
        return written.put("policies", limits);
    }

    private static String word(ScalingRules rules) {
        return switch (rules.select()) {
            case MAX -> "Max";
            case MIN -> "Min";
            case DISABLED -> "Disabled";
        };
    }

    private static Node.Mapping limit(String direction, RateLimit limit, Problems problems) {
        return new MappingBuilder()
                .put("type", limit.unit() == RateLimit.Unit.PERCENT ? "Percent" : "Pods")
                .put("value", limit.amount())
                .put("periodSeconds", seconds(direction + "'s period of a limit", limit.period(), problems))
                .build();
    }

    /** An HPA reads a quantity, whose double may be a hair off; one that is read as this number, or a problem. */
    private static String tolerance(String direction, double tolerance, Problems problems) {
        BigDecimal quantity = BigDecimal.valueOf(tolerance)
                .setScale(QUANTITY_PLACES, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        var rules = ScalingRules.builder().tolerance(quantity.doubleValue()).build();
        double read = PolicyDetails.of(ScalingPolicy.builder().scaleUp(rules).build())
                .orElseThrow()
                .tolerance()
                .up();
        problems.check(
                read == tolerance,
                "tolerance " + tolerance + " of " + direction + " cannot be written; an HPA has quantities, so set it"
                        + " with tolerance(..) of the rules, with at most 9 decimals");
        return quantity.toPlainString();
    }

    static long seconds(String option, Duration time, Problems problems) {
        problems.check(
                time.equals(Duration.ofSeconds(time.toSeconds())) && time.toSeconds() <= Integer.MAX_VALUE,
                option + " must be whole seconds, was " + text(time));
        return Math.min(time.toSeconds(), Integer.MAX_VALUE);
    }

    static String text(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }

    /** An amount of milli-units as Kubernetes writes it. */
    static String quantity(MetricTarget target) {
        double number = target instanceof MetricTarget.AverageValue average
                ? average.milli() / 1000.0
                : target instanceof MetricTarget.Value total ? total.milli() / 1000.0 : 0;
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
