package io.scaler4j.scaledobject;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.policy.ActivationMode;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.DeactivationMode;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.manifest.PauseAnnotations;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlWriter;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes an autoscaler as a {@code ScaledObject} of KEDA. {@link ScaledObjects} reads an equal specification from it,
 * with the same sources and secrets. What KEDA cannot express is refused, all of it at once.
 *
 * <pre>{@code
 * String yaml = ScaledObjectWriter.of(spec).trigger(lag, "kafka-credentials").write();
 * }</pre>
 *
 * <p>A plan does not tell its options, so the {@link TriggerSpec}s that the plans were made of are given beside the
 * specification; a trigger that was read from a file and has no source is written as it was read. No secret is written.
 * Not thread-safe.
 */
public final class ScaledObjectWriter {

    /** KEDA puts {@code keda-hpa-} in front for the name of the HPA. */
    private static final int LONGEST_NAME = 54;

    private final AutoscalerSpec spec;
    private final Map<String, WrittenTrigger> triggers = new LinkedHashMap<>();
    private final Problems problems;

    private ScaledObjectWriter(AutoscalerSpec spec) {
        this.spec = spec;
        problems = Problems.of("autoscaler \"" + spec.name() + "\" as a ScaledObject");
    }

    /**
     * Starts to write.
     *
     * @param spec what is to be written
     * @return a writer to be told the options of the triggers
     */
    public static ScaledObjectWriter of(AutoscalerSpec spec) {
        return new ScaledObjectWriter(
                Objects.requireNonNull(spec, "spec must not be null; AutoscalerSpec.builder makes one"));
    }

    /**
     * Tells the options of a trigger that needs no authentication.
     *
     * @param trigger what its plan was made of; its name is that of the plan's metric
     * @return this writer
     */
    public ScaledObjectWriter trigger(TriggerSpec trigger) {
        return trigger(trigger, "");
    }

    /**
     * Tells the options of a trigger.
     *
     * @param trigger what its plan was made of; its name is that of the plan's metric
     * @param authenticationRef the {@code TriggerAuthentication} with its authentication parameters
     * @return this writer
     */
    public ScaledObjectWriter trigger(TriggerSpec trigger, String authenticationRef) {
        Objects.requireNonNull(trigger, "trigger must not be null; TriggerSpec.builder makes one");
        Objects.requireNonNull(authenticationRef, "authenticationRef must not be null; leave it out for none");
        triggers.put(trigger.name(), new WrittenTrigger(trigger, authenticationRef));
        return this;
    }

    /**
     * Writes.
     *
     * @return YAML of one object, which ends with a line feed
     * @throws InvalidConfigurationException with everything that a ScaledObject cannot express, and every trigger whose
     *     options were not told
     */
    public String write() {
        Node.Mapping object = object();
        problems.throwIfAny();
        return YamlWriter.write(object);
    }

    private Node.Mapping object() {
        WrittenPolicy.check(spec, LONGEST_NAME, problems);
        var written = new MappingBuilder().put("scaleTargetRef", WrittenPolicy.target(spec));
        long polling = WrittenPolicy.seconds("idleInterval", spec.idleInterval(), problems);
        problems.check(
                polling >= 1, "idleInterval must be at least 1 s, was " + WrittenPolicy.text(spec.idleInterval()));
        written.put("pollingInterval", polling);
        WrittenPolicy.details(spec.policy(), problems).ifPresent(policy -> write(policy, written));
        fallback().ifPresent(fallback -> written.put("fallback", fallback(fallback)));
        written.put("triggers", spec.triggers().stream().map(this::trigger).toList());
        return new MappingBuilder()
                .put("apiVersion", "keda.sh/v1alpha1")
                .put("kind", "ScaledObject")
                .put("metadata", WrittenPolicy.metadata(spec, annotations(spec.control())))
                .put("spec", written)
                .build();
    }

    private void write(PolicyDetails policy, MappingBuilder written) {
        problems.check(
                policy.activation() == ActivationMode.MINIMAL,
                "activation must be MINIMAL, was " + policy.activation()
                        + "; KEDA activates to the minimum, as ScalingPolicy.likeKeda() does");
        problems.check(
                policy.deactivation() == DeactivationMode.IMMEDIATE,
                "deactivation must be IMMEDIATE, was " + policy.deactivation() + "; KEDA goes to zero in one step");
        problems.check(!policy.respectsManualZero(), "respectManualZero() cannot be written; KEDA wakes such a target");
        written.put("cooldownPeriod", WrittenPolicy.seconds("cooldown", policy.cooldown(), problems));
        written.put(
                "initialCooldownPeriod", WrittenPolicy.seconds("initialCooldown", policy.initialCooldown(), problems));
        policy.idleReplicas().ifPresent(idle -> written.put("idleReplicaCount", idle));
        written.put("minReplicaCount", policy.min()).put("maxReplicaCount", policy.max());
        var advanced = new MappingBuilder();
        WrittenPolicy.behavior(policy, problems)
                .ifPresent(behavior ->
                        advanced.put("horizontalPodAutoscalerConfig", new MappingBuilder().put("behavior", behavior)));
        policy.composite()
                .flatMap(composite -> Modifiers.write(composite, problems))
                .ifPresent(modifiers -> advanced.put("scalingModifiers", modifiers));
        Node.Mapping all = advanced.build();
        if (!all.entries().isEmpty()) {
            written.put("advanced", all);
        }
    }

    /** The one that every trigger has but those of resources. */
    private Optional<Fallback> fallback() {
        List<Optional<Fallback>> all = spec.triggers().stream()
                .filter(plan -> !isResource(plan))
                .map(plan -> plan.metric().fallback())
                .distinct()
                .toList();
        problems.check(all.size() <= 1, "fallback must be the same for every trigger; a ScaledObject has one for all");
        problems.check(
                spec.triggers().stream()
                        .noneMatch(plan ->
                                isResource(plan) && plan.metric().fallback().isPresent()),
                "a trigger of type cpu or memory must have no fallback; KEDA does not use it");
        Optional<Fallback> fallback = all.stream().flatMap(Optional::stream).findFirst();
        problems.check(
                fallback.flatMap(Fallback::failingFor).isEmpty(),
                "afterFailingFor(..) of a fallback cannot be written; KEDA counts failures, use afterFailures(..)");
        return fallback;
    }

    private static MappingBuilder fallback(Fallback fallback) {
        String behavior = ScaledObjectConversion.BEHAVIORS.entrySet().stream()
                .filter(word -> word.getValue() == fallback.behavior())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("static");
        return new MappingBuilder()
                .put("failureThreshold", fallback.failureThreshold())
                .put("replicas", fallback.replicas())
                .put("behavior", behavior);
    }

    private boolean isResource(TriggerPlan plan) {
        WrittenTrigger told = triggers.get(plan.metric().trigger());
        return told != null
                ? TriggerText.RESOURCES.contains(told.spec().type())
                : plan instanceof UnopenedPlan unopened && TriggerText.RESOURCES.contains(unopened.type());
    }

    private Node.Mapping trigger(TriggerPlan plan) {
        MetricSpec metric = plan.metric();
        @Nullable WrittenTrigger told = triggers.get(metric.trigger());
        if (told != null) {
            return told.write(metric, isResource(plan), problems);
        }
        if (plan instanceof UnopenedPlan unopened
                && unopened.source().get("metadata").isPresent()) {
            return unopened.source();
        }
        problems.add("the options of trigger \"" + metric.trigger()
                + "\" are not known; give the TriggerSpec that its plan was made of with trigger(..)");
        return new MappingBuilder().build();
    }

    private static Map<String, String> annotations(Control control) {
        var annotations = new LinkedHashMap<String, String>();
        if (control.pausedAt().isPresent()) {
            annotations.put(
                    PauseAnnotations.PAUSED_REPLICAS,
                    Integer.toString(control.pausedAt().getAsInt()));
        } else {
            putIf(control.isPaused(), PauseAnnotations.PAUSED, annotations);
        }
        putIf(control.isScaleInPaused(), PauseAnnotations.PAUSED_SCALE_IN, annotations);
        putIf(control.isScaleOutPaused(), PauseAnnotations.PAUSED_SCALE_OUT, annotations);
        putIf(control.isActivationForced(), PauseAnnotations.FORCE_ACTIVATION, annotations);
        return annotations;
    }

    private static void putIf(boolean asked, String annotation, Map<String, String> annotations) {
        if (asked) {
            annotations.put(annotation, "true");
        }
    }
}
