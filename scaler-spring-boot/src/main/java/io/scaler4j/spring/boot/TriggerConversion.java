package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.PolicyConversion.set;

import io.scaler4j.Scaler;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.Tolerance;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.spi.TriggerSpecBuilder;
import io.scaler4j.spring.boot.TriggerProperties.FallbackProperties;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes plans of the properties of triggers. */
final class TriggerConversion {

    private final ScalerCatalog catalog;
    private final NamedBeans beans;
    private final Map<String, String> environment;

    TriggerConversion(ScalerCatalog catalog, NamedBeans beans, Map<String, String> environment) {
        this.catalog = catalog;
        this.beans = beans;
        this.environment = environment;
    }

    /** Returns the plan; empty if something is wrong, which is collected then. */
    Optional<TriggerPlan> plan(TriggerProperties given, SentenceCollector problems) {
        if (!problems.check(
                (given.type() == null) != (given.scaler() == null),
                "a trigger has either a type or a scaler; give one of them")) {
            return Optional.empty();
        }
        Optional<Fallback> fallback = fallback(given, problems.at(".fallback"));
        Optional<TriggerPlan> plan = given.type() != null ? ofType(given, problems) : ofScaler(given, problems);
        if (plan.isEmpty() || (fallback.isEmpty() && given.fallback() != null)) {
            return Optional.empty();
        }
        return problems.attempt(() -> {
            MetricSpec metric = plan.get().metric();
            metric = fallback.isPresent() ? metric.fallback(fallback.get()) : metric;
            metric = given.tolerance() == null ? metric : metric.tolerance(Tolerance.of(given.tolerance()));
            return with(metric, plan.get());
        });
    }

    private static TriggerPlan with(MetricSpec metric, TriggerPlan plan) {
        if (metric.equals(plan.metric())) {
            return plan;
        }
        return plan instanceof ScalerPlan bean ? new ScalerPlan(metric, bean.scaler()) : new MetricPlan(metric, plan);
    }

    private Optional<TriggerPlan> ofType(TriggerProperties given, SentenceCollector problems) {
        boolean plain = problems.check(
                Stream.of(given.averageValue(), given.value(), given.utilization(), given.activationThreshold())
                        .allMatch(Objects::isNull),
                "average-value, value, utilization and activation-threshold belong to a trigger with a scaler; a type"
                        + " has its numbers in its metadata, named as in KEDA");
        TriggerSpecBuilder builder = TriggerSpec.builder(Objects.requireNonNull(given.type()))
                .metadata(given.metadata())
                .authentication(given.authentication())
                .environment(environment);
        set(given.name(), builder::name);
        set(given.metricType(), builder::metricType);
        Optional<TriggerPlan> plan = problems.attempt(() -> catalog.plan(builder.build()));
        return plain ? plan : Optional.empty();
    }

    private Optional<TriggerPlan> ofScaler(TriggerProperties given, SentenceCollector problems) {
        boolean plain = problems.check(
                given.metadata().isEmpty() && given.authentication().isEmpty() && given.metricType() == null,
                "metadata, authentication and metric-type belong to a trigger with a type; a scaler is configured as a"
                        + " bean");
        String bean = Objects.requireNonNull(given.scaler());
        Optional<Scaler> scaler = beans.find("scaler", bean, Scaler.class, problems);
        Optional<MetricSpec> metric = metric(given, bean, problems);
        return plain && scaler.isPresent() && metric.isPresent()
                ? Optional.of(new ScalerPlan(metric.get(), scaler.get()))
                : Optional.empty();
    }

    private static Optional<MetricSpec> metric(TriggerProperties given, String bean, SentenceCollector problems) {
        long targets = Stream.of(given.averageValue(), given.value(), given.utilization())
                .filter(Objects::nonNull)
                .count();
        if (!problems.check(
                targets == 1,
                "a trigger with a scaler has one of average-value, value and utilization, there are " + targets
                        + "; give the one that says what is wanted of its value")) {
            return Optional.empty();
        }
        return problems.attempt(() -> {
            MetricSpec metric = MetricSpec.of(given.name() == null ? bean : given.name(), target(given));
            return given.activationThreshold() == null ? metric : metric.activatesAbove(given.activationThreshold());
        });
    }

    private static MetricTarget target(TriggerProperties given) {
        if (given.averageValue() != null) {
            return MetricTarget.averageValue(given.averageValue());
        }
        return given.value() != null
                ? MetricTarget.value(given.value())
                : MetricTarget.utilization(Objects.requireNonNull(given.utilization()));
    }

    private static Optional<Fallback> fallback(TriggerProperties trigger, SentenceCollector problems) {
        FallbackProperties given = trigger.fallback();
        if (given == null) {
            return Optional.empty();
        }
        problems.check(
                given.failureThreshold() == null || given.failingFor() == null,
                "failure-threshold and failing-for exclude each other; give one of them");
        Integer replicas = given.replicas();
        if (replicas == null) {
            problems.add("replicas is missing; give the count to fall back to");
            return Optional.empty();
        }
        return problems.attempt(() -> {
            Fallback fallback = Fallback.replicas(replicas);
            fallback = given.behavior() == null ? fallback : fallback.behavior(given.behavior());
            fallback = given.failureThreshold() == null ? fallback : fallback.afterFailures(given.failureThreshold());
            return given.failingFor() == null ? fallback : fallback.afterFailingFor(given.failingFor());
        });
    }
}
