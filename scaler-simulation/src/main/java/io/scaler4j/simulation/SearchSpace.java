package io.scaler4j.simulation;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.ActivationMode;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.policy.RateLimit;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.SelectPolicy;
import io.scaler4j.policy.Tolerance;
import io.scaler4j.registry.AutoscalerSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The policies among which a search chooses: the specification with other targets, bounds, windows, rates and another
 * cooldown. A choice is the number of an option for each dimension.
 */
final class SearchSpace {

    /** Targets from a quarter to four times the present one. */
    private static final int TARGET_STEPS = 8;

    private static final int STEPS_PER_DOUBLING = 4;
    private static final MathContext DIGITS = new MathContext(3);
    private static final int MOST_MINIMA = 40;
    private static final List<Duration> DOWN_WINDOWS = seconds(0, 15, 30, 60, 120, 180, 300, 600, 900, 1800, 3600);
    private static final List<Duration> UP_WINDOWS = seconds(0, 15, 30, 60, 120, 300);
    private static final List<Duration> COOLDOWNS = seconds(0, 30, 60, 120, 300, 600, 1200, 1800);
    private static final Duration QUARTER = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final List<RateLimit> HPA_UP =
            List.of(RateLimit.replicas(4, QUARTER), RateLimit.percent(100, QUARTER));
    private static final List<RateLimit> HPA_DOWN = List.of(RateLimit.percent(100, QUARTER));
    private static final List<List<RateLimit>> UP_RATES = List.of(
            HPA_UP,
            List.of(RateLimit.percent(100, MINUTE)),
            List.of(RateLimit.replicas(1, MINUTE)),
            List.of(RateLimit.replicas(2, MINUTE)),
            List.of(RateLimit.replicas(4, MINUTE)),
            List.of(RateLimit.percent(400, QUARTER), RateLimit.replicas(16, QUARTER)));
    private static final List<List<RateLimit>> DOWN_RATES = List.of(
            HPA_DOWN,
            List.of(RateLimit.percent(50, MINUTE)),
            List.of(RateLimit.percent(25, MINUTE)),
            List.of(RateLimit.percent(10, MINUTE)),
            List.of(RateLimit.replicas(1, MINUTE)));

    private final AutoscalerSpec spec;
    private final PolicyDetails details;
    private final List<MetricSpec> metrics;
    private final List<Integer> tunable;
    private final List<SearchDimension<?>> dimensions = new ArrayList<>();
    private final SearchDimension<Integer> minimum;
    private final SearchDimension<Duration> cooldown;
    private final SearchDimension<Duration> downWindow;
    private final SearchDimension<Duration> upWindow;
    private final SearchDimension<List<RateLimit>> upRates;
    private final SearchDimension<List<RateLimit>> downRates;
    private final List<SearchDimension<Double>> targets = new ArrayList<>();

    /**
     * @param changesTargets whether the wanted numbers may change: not where they are what an objective is measured by
     * @throws IllegalArgumentException for a policy that the library did not build, which has no parts to change
     */
    SearchSpace(AutoscalerSpec spec, boolean changesTargets) {
        this.spec = spec;
        details = PolicyDetails.of(spec.policy())
                .orElseThrow(() -> new IllegalArgumentException("the policy of autoscaler \"" + spec.name()
                        + "\" cannot be searched, because ScalingPolicy.builder() did not make it"));
        metrics = SpecifiedSimulation.metrics(spec);
        tunable = IntStream.range(0, metrics.size())
                .filter(i -> !(metrics.get(i).target() instanceof MetricTarget.Utilization))
                .filter(i -> changesTargets && details.composite().isEmpty())
                .boxed()
                .toList();
        tunable.forEach(i -> targets.add(added(target(metrics.get(i)))));
        minimum = added(SearchDimension.ordered("minReplicaCount", minima(details), details.min(), false));
        cooldown = added(
                spec.policy().canBeIdle() && details.activation() != ActivationMode.NONE
                        ? SearchDimension.ordered("cooldownPeriod", COOLDOWNS, details.cooldown(), true)
                        : fixed("cooldownPeriod", details.cooldown()));
        downWindow = added(SearchDimension.ordered(
                "scaleDown.stabilizationWindowSeconds", DOWN_WINDOWS, window(details.scaleDown(), 300), true));
        upWindow = added(SearchDimension.ordered(
                "scaleUp.stabilizationWindowSeconds", UP_WINDOWS, window(details.scaleUp(), 0), true));
        upRates = added(rates("scaleUp.policies", details.scaleUp(), HPA_UP, UP_RATES));
        downRates = added(rates("scaleDown.policies", details.scaleDown(), HPA_DOWN, DOWN_RATES));
    }

    private <T> SearchDimension<T> added(SearchDimension<T> dimension) {
        dimensions.add(dimension);
        return dimension;
    }

    private static <T> SearchDimension<T> fixed(String name, T now) {
        return new SearchDimension<>(name, List.of(now), 0, false);
    }

    private static List<Duration> seconds(int... seconds) {
        return IntStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
    }

    private static Duration window(ScalingRules rules, int orElse) {
        return rules.stabilizationWindow().orElse(Duration.ofSeconds(orElse));
    }

    private SearchDimension<List<RateLimit>> rates(
            String name, ScalingRules rules, List<RateLimit> usual, List<List<RateLimit>> options) {
        List<RateLimit> now = details.legacy() || rules.limits().isEmpty() ? usual : rules.limits();
        return rules.select() == SelectPolicy.DISABLED && !details.legacy()
                ? fixed(name, now)
                : SearchDimension.unordered(name, now, options);
    }

    private static SearchDimension<Double> target(MetricSpec metric) {
        double now = number(metric.target());
        List<Double> options = IntStream.rangeClosed(-TARGET_STEPS, TARGET_STEPS)
                .mapToObj(step -> now * Math.pow(2, (double) step / STEPS_PER_DOUBLING))
                .map(value -> new BigDecimal(value, DIGITS).doubleValue())
                .filter(value -> value >= 0.001)
                .toList();
        return SearchDimension.ordered("target of " + metric.trigger(), options, now, true);
    }

    private static double number(MetricTarget target) {
        return target instanceof MetricTarget.AverageValue average
                ? average.perReplica()
                : ((MetricTarget.Value) target).total();
    }

    /** From the present minimum upwards: below it other reasons may count than traffic. */
    private static List<Integer> minima(PolicyDetails details) {
        int least = details.min();
        int steps = Math.min(MOST_MINIMA, details.max() - least);
        return IntStream.rangeClosed(0, steps)
                .map(step -> least + (int) Math.round((double) step * (details.max() - least) / Math.max(1, steps)))
                .distinct()
                .boxed()
                .toList();
    }

    // ---- choices

    List<SearchDimension<?>> dimensions() {
        return dimensions;
    }

    int[] current() {
        return dimensions.stream().mapToInt(SearchDimension::current).toArray();
    }

    private <T> T chosen(SearchDimension<T> dimension, int[] choice) {
        return dimension.options().get(choice[dimensions.indexOf(dimension)]);
    }

    private boolean isChanged(int[] choice, SearchDimension<?>... among) {
        return Stream.of(among).anyMatch(each -> choice[dimensions.indexOf(each)] != each.current());
    }

    List<MetricSpec> metrics(int[] choice) {
        var changed = new ArrayList<>(metrics);
        for (int i = 0; i < targets.size(); i++) {
            SearchDimension<Double> target = targets.get(i);
            if (isChanged(choice, target)) {
                MetricSpec metric = metrics.get(tunable.get(i));
                changed.set(tunable.get(i), withTarget(metric, chosen(target, choice)));
            }
        }
        return changed;
    }

    private static MetricSpec withTarget(MetricSpec metric, double number) {
        MetricTarget target = metric.target() instanceof MetricTarget.AverageValue
                ? MetricTarget.averageValue(number)
                : MetricTarget.value(number);
        MetricSpec changed = MetricSpec.of(metric.trigger(), target).activatesAbove(metric.activationThreshold());
        changed = metric.tolerance().map(changed::tolerance).orElse(changed);
        changed = metric.fallback().map(changed::fallback).orElse(changed);
        return metric.isAbstaining() ? changed.abstains() : changed;
    }

    ScalingPolicy policy(int[] choice) {
        boolean rules = isChanged(choice, downWindow, upWindow, upRates, downRates);
        if (!rules && !isChanged(choice, minimum, cooldown)) {
            return spec.policy();
        }
        ScalingPolicy.Builder policy = ScalingPolicy.builder()
                .replicas(chosen(minimum, choice), details.max())
                .activation(details.activation())
                .deactivation(details.deactivation());
        if (details.activation() != ActivationMode.NONE) {
            policy.cooldown(chosen(cooldown, choice)).initialCooldown(details.initialCooldown());
        }
        details.idleReplicas().ifPresent(policy::idleReplicas);
        details.composite().ifPresent(policy::composite);
        if (details.respectsManualZero()) {
            policy.respectManualZero();
        }
        return (details.legacy() && !rules ? legacy(policy) : ruled(policy, choice)).build();
    }

    private ScalingPolicy.Builder legacy(ScalingPolicy.Builder policy) {
        Tolerance tolerance = details.tolerance();
        return policy.legacy().tolerance(tolerance.up());
    }

    private ScalingPolicy.Builder ruled(ScalingPolicy.Builder policy, int[] choice) {
        return policy.scaleUp(rules(
                        details.scaleUp(),
                        chosen(upWindow, choice),
                        chosen(upRates, choice),
                        details.tolerance().up()))
                .scaleDown(rules(
                        details.scaleDown(),
                        chosen(downWindow, choice),
                        chosen(downRates, choice),
                        details.tolerance().down()));
    }

    private ScalingRules rules(ScalingRules before, Duration window, List<RateLimit> limits, double tolerance) {
        ScalingRules.Builder rules = ScalingRules.builder()
                .stabilizationWindow(window)
                .select(details.legacy() ? SelectPolicy.MAX : before.select())
                .tolerance(tolerance);
        for (RateLimit limit : limits) {
            if (limit.unit() == RateLimit.Unit.PERCENT) {
                rules.percent(limit.amount(), limit.period());
            } else {
                rules.replicas(limit.amount(), limit.period());
            }
        }
        return rules.build();
    }

    static String text(Object option) {
        if (option instanceof Duration duration) {
            return Long.toString(duration.toSeconds());
        }
        if (option instanceof List<?> limits) {
            return limits.stream().map(Object::toString).collect(Collectors.joining(" or "));
        }
        return option instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : String.valueOf(option);
    }

    String text(int dimension, int choice) {
        return text(dimensions.get(dimension).options().get(choice));
    }
}
