package io.scaler4j.scaledobject;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes plans of the triggers of files. Not thread-safe. */
final class TriggerPlanner {

    private final ReaderSettings settings;
    private final Authentications authentications;
    private final SecretSource secrets;
    private final PodSelectors selectors;
    private final Set<String> names = new TreeSet<>();

    TriggerPlanner(
            ReaderSettings settings, Authentications authentications, SecretSource secrets, PodSelectors selectors) {
        this.settings = settings;
        this.authentications = authentications;
        this.secrets = secrets;
        this.selectors = selectors;
    }

    /** Empty if the trigger is wrong, or nothing says what is wanted; the findings say which. */
    Optional<TriggerPlan> plan(TriggerText given, Scaled object, Findings findings) {
        var own = new Findings(findings.object());
        Optional<ScalerProvider> provider = settings.provider(given.type());
        TriggerText trigger = prepared(given, provider, object);
        Credentials credentials = authentications.of(trigger.source(), object.namespace(), own);
        Map<String, String> environment = TriggerOptions.environment(trigger, secrets, own);
        var attempts = new PlanAttempts(settings.catalog(), provider, trigger, credentials, environment);
        String name = object.unique(attempts.name(), trigger);
        Optional<Binding> binding = binding(object, name);
        if (binding.isPresent()) {
            return bound(binding.get(), name, attempts, object, findings);
        }
        int mark = findings.mark();
        findings.addAll(own.list());
        if (attempts.report(own, findings)) {
            return Optional.empty();
        }
        attempts.reportMissing(name, object, findings);
        Optional<TriggerPlan> plan = attempts.plan(name);
        if (plan.isPresent() && findings.reasonsSince(mark).isEmpty()) {
            MetricSpec metric = object.complete(plan.get().metric(), trigger);
            return Optional.of(metric.equals(plan.get().metric()) ? plan.get() : new MetricPlan(plan.get(), metric));
        }
        Optional<MetricSpec> metric = attempts.metric(name);
        if (metric.isEmpty() && own.reasonsSince(0).isEmpty()) {
            missingTarget(name, trigger, findings);
        }
        return metric.map(wanted -> new UnopenedPlan(
                object.complete(wanted, trigger),
                attempts.metricName(),
                trigger.type(),
                trigger.source().source(),
                findings.reasonsSince(mark)));
    }

    /** A metric of an HPA that only the metrics API of a cluster has. */
    Optional<TriggerPlan> planWithoutSource(HpaMetric metric, MetricTarget target, Scaled object, Findings findings) {
        String name = object.unique(metric.name(), metric.text());
        MetricSpec wanted = MetricSpec.of(name, target);
        MetricSpec spec = metric.isOfPods() ? wanted.abstains() : wanted;
        var metricName = new MetricName(metric.name(), false);
        Optional<Binding> binding = binding(object, name);
        if (binding.isPresent()) {
            MetricSpec chosen = binding.get()
                    .target()
                    .map(other -> MetricSpec.of(name, other))
                    .orElse(spec);
            return Optional.of(new BoundPlan(chosen, metricName, binding.get().scaler()));
        }
        int mark = findings.mark();
        findings.add(
                ReadingRule.TRIGGER_SOURCE,
                metric.source().position(),
                "the metric \"" + name + "\" of type " + metric.type() + " comes from the metrics API of a cluster,"
                        + " which is not read here",
                "use a trigger whose source is at hand, or in Java bind(\"" + name + "\", scaler)");
        return Optional.of(
                new UnopenedPlan(spec, metricName, metric.type(), metric.source(), findings.reasonsSince(mark)));
    }

    /** Bindings of the reader that no trigger has. */
    List<String> unusedBindings() {
        return settings.bindings().keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .toList();
    }

    /** The names that can be bound. */
    List<String> triggerNames() {
        return names.stream().filter(name -> !name.contains("/")).toList();
    }

    private Optional<Binding> binding(Scaled object, String name) {
        names.add(name);
        names.add(object.name() + "/" + name);
        return settings.binding(object.name(), name);
    }

    private TriggerText prepared(TriggerText given, Optional<ScalerProvider> provider, Scaled object) {
        Map<String, String> options = settings.withDefaults(given.type(), given.options());
        if (provider.isEmpty()) {
            return given.withOptions(options);
        }
        TriggerText trigger = given.withOptions(TriggerOptions.asInKeda(given.type(), options));
        TriggerText complete = trigger.isResource() ? selectors.select(provider.get(), trigger, object) : trigger;
        return settings.ignoreUnknownOptions()
                ? complete.withOptions(TriggerOptions.known(provider.get(), complete.options()))
                : complete;
    }

    private static Optional<TriggerPlan> bound(
            Binding binding, String name, PlanAttempts attempts, Scaled object, Findings findings) {
        Optional<MetricSpec> known = attempts.metric(name);
        Optional<MetricSpec> metric = binding.target()
                .map(target -> MetricSpec.of(name, target)
                        .activatesAbove(
                                known.map(MetricSpec::activationThreshold).orElse(0.0)))
                .or(() -> known);
        if (metric.isEmpty()) {
            missingTarget(name, attempts.trigger(), findings);
        }
        return metric.map(wanted ->
                new BoundPlan(object.complete(wanted, attempts.trigger()), attempts.metricName(), binding.scaler()));
    }

    private static void missingTarget(String name, TriggerText trigger, Findings findings) {
        findings.add(
                ReadingRule.TRIGGER_TARGET,
                trigger.source().position("metadata"),
                "nothing says what is wanted of trigger \"" + name + "\" (" + trigger.type() + ")",
                "bind it with a target, as in bind(\"" + name + "\", averageValue(50), scaler)");
    }
}
