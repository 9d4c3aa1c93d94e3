package io.scaler4j.scaledobject;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a source makes of one trigger. It is tried twice: without a name, since KEDA's name of the metric follows from
 * the options, and with that name.
 */
final class PlanAttempts {

    private final ScalerCatalog catalog;
    private final TriggerText trigger;
    private final Credentials credentials;
    private final Map<String, String> environment;
    private final boolean hasSource;
    private final boolean withoutSampler;
    private final Attempt unnamed;

    /** A plan, or why there is none. */
    private record Attempt(Optional<TriggerPlan> plan, List<String> problems) {}

    PlanAttempts(
            ScalerCatalog catalog,
            Optional<ScalerProvider> provider,
            TriggerText trigger,
            Credentials credentials,
            Map<String, String> environment) {
        this.catalog = catalog;
        this.trigger = trigger;
        this.credentials = credentials;
        this.environment = environment;
        hasSource = provider.isPresent();
        withoutSampler = hasSource && trigger.isResource() && !TriggerOptions.hasOwn(provider.get(), trigger.options());
        unnamed = attempt("");
    }

    TriggerText trigger() {
        return trigger;
    }

    private Attempt attempt(String name) {
        return attempt(name, credentials::parameters);
    }

    private Attempt attempt(String name, Supplier<Map<String, String>> parameters) {
        Map<String, String> options = withoutSampler ? PodSelectors.withStandIn(trigger.options()) : trigger.options();
        TriggerSpec spec = TriggerSpec.builder(trigger.type())
                .name(name)
                .metricType(trigger.metricType())
                .podIdentity(credentials.podIdentity())
                .metadata(options)
                .authentication(parameters)
                .environment(environment)
                .build();
        try {
            return new Attempt(Optional.of(catalog.plan(spec)), List.of());
        } catch (InvalidConfigurationException e) {
            return new Attempt(Optional.empty(), e.problems());
        }
    }

    /** The trigger's own name, or else KEDA's name of the metric. */
    String name() {
        return trigger.name().isBlank() ? metricName().at(trigger.index()) : trigger.name();
    }

    MetricName metricName() {
        if (trigger.isResource()) {
            return new MetricName(trigger.type(), false);
        }
        return unnamed.plan()
                .map(MetricName::of)
                .orElseGet(() -> new MetricName(KnownMetrics.metricName(trigger.type(), trigger.options()), true));
    }

    /** What a source refuses, but not what follows from a secret that was not found. Tells whether there is any. */
    boolean report(Findings unresolved, Findings findings) {
        if (!hasSource) {
            return false;
        }
        Set<String> options = unresolvedOptions(unresolved);
        List<String> sentences = unnamed.problems().stream()
                .filter(sentence -> !options.contains(sentence.split(" ", 2)[0]))
                .filter(sentence -> credentials.isComplete() || !sentence.contains(" is missing; "))
                .filter(sentence -> !isOfAbsentModule(sentence))
                .toList();
        var refusals = new ArrayList<>(sentences);
        KedaDifferences.refuses(trigger).ifPresent(refusals::add);
        boolean isInvalid = false;
        for (String sentence : refusals) {
            boolean isTaken = KedaDifferences.takes(trigger, sentence);
            ReadingRule rule = isTaken ? ReadingRule.TRIGGER_REFUSED : ReadingRule.TRIGGER_OPTIONS;
            findings.add(rule, trigger.positionOf(sentence), sentence);
            isInvalid |= !isTaken;
        }
        return isInvalid;
    }

    private Set<String> unresolvedOptions(Findings unresolved) {
        var options = new HashSet<>(credentials.missing());
        unresolved.list().stream()
                .filter(finding -> finding.rule().equals(ReadingRule.ENVIRONMENT_VARIABLE.id()))
                .map(Finding::sentence)
                .map(sentence -> sentence.substring(0, sentence.indexOf(TriggerOptions.FROM_ENVIRONMENT)))
                .forEach(options::add);
        return options;
    }

    /** No mistake of the file. */
    private static boolean isOfAbsentModule(String sentence) {
        return sentence.startsWith("sampler ") && sentence.contains(" comes with the module ");
    }

    /** Says that nothing reads the trigger. */
    void reportMissing(String name, Scaled object, Findings findings) {
        if (!withoutSampler) {
            unnamed.problems().stream()
                    .filter(sentence -> !hasSource || isOfAbsentModule(sentence))
                    .forEach(sentence -> findings.add(
                            ReadingRule.TRIGGER_SOURCE,
                            trigger.source().position("type"),
                            sentence,
                            "use a source that is at hand, or in Java bind(\"" + name + "\", scaler)"));
        } else {
            String workload =
                    object.target().map(ref -> ref.kind() + " " + ref.name()).orElse("target");
            findings.add(
                    ReadingRule.TRIGGER_SOURCE,
                    trigger.source().position("type"),
                    "nothing says which pods the " + trigger.type() + " trigger \"" + name + "\" measures",
                    "read the file of the " + workload
                            + " together with this one, or in Java give the reader defaults(\""
                            + trigger.type() + "\", Map.of(\"labelSelector\", ..)) or bind(\"" + name
                            + "\", scaler)");
        }
    }

    Optional<TriggerPlan> plan(String name) {
        return unnamed.plan().isEmpty() ? Optional.empty() : attempt(name).plan();
    }

    /** What is wanted, as far as the source or the options say. */
    Optional<MetricSpec> metric(String name) {
        return unnamed.plan()
                .or(() -> attempt("", this::standIns).plan())
                .map(plan -> plan.metric().named(name))
                .or(() -> trigger.isResource()
                        ? ResourceMetrics.metric(name, trigger)
                        : KnownMetrics.metric(name, trigger.type(), trigger.metricType(), trigger.options()));
    }

    /** Any text for a secret that was not found, since no wanted number depends on it. */
    private Map<String, String> standIns() {
        Map<String, String> parameters = credentials.parameters();
        credentials.missing().forEach(parameter -> parameters.put(parameter, "x"));
        return parameters;
    }
}
