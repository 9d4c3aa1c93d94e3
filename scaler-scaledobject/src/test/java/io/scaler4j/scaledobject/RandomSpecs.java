package io.scaler4j.scaledobject;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.Composite;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.FallbackBehavior;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.SelectPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.registry.AutoscalerSpecBuilder;
import io.scaler4j.scaledobject.formula.Formula;
import io.scaler4j.spi.TargetRef;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Specifications at random that a ScaledObject, or an HPA, can express. */
final class RandomSpecs {

    /** Where the samples of resources come from. */
    static final Map<String, String> SAMPLES = Map.of("sampler", "process", "request", "2");

    private final SplittableRandom random;
    final List<TriggerSpec> triggers = new ArrayList<>();

    RandomSpecs(long seed) {
        random = new SplittableRandom(seed);
    }

    AutoscalerSpec ofKeda() {
        for (int i = random.nextInt(3); i >= 0; i--) {
            triggers.add(trigger(i));
        }
        boolean onlyResources = triggers.stream().allMatch(RandomSpecs::isResource);
        int min = (onlyResources ? 1 : 0) + random.nextInt(4);
        ScalingPolicy.Builder policy = ScalingPolicy.likeKeda()
                .replicas(min, Math.max(1, min) + random.nextInt(30))
                .cooldown(seconds(600))
                .initialCooldown(seconds(600));
        if (min > 0 && !onlyResources && random.nextBoolean()) {
            policy.idleReplicas(random.nextInt(min));
        }
        behavior(policy);
        boolean formula = random.nextInt(4) == 0 && !onlyResources;
        if (formula) {
            policy.composite(composite());
        }
        var spec = AutoscalerSpec.builder("orders-" + random.nextInt(100))
                .policy(policy.build())
                .idleInterval(Duration.ofSeconds(1 + random.nextInt(90)))
                .control(control())
                .targetRef(random.nextBoolean() ? "shop" : "", target());
        Fallback fallback = random.nextBoolean() ? null : fallback(formula);
        for (TriggerSpec trigger : triggers) {
            TriggerPlan plan = Catalogs.ALL.plan(trigger);
            boolean plain = fallback == null || isResource(trigger);
            spec.trigger(plain ? plan : new MetricPlan(plan, plan.metric().fallback(fallback)));
        }
        return spec.build();
    }

    private TriggerSpec trigger(int number) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> kafka("lag" + number);
            case 2, 3 -> prometheus("rate" + number);
            case 4 -> cron("hours" + number);
            default -> cpu("use" + number);
        };
    }

    private static boolean isResource(TriggerSpec trigger) {
        return TriggerText.RESOURCES.contains(trigger.type());
    }

    private TriggerSpec cron(String name) {
        return TriggerSpec.builder("cron")
                .name(name)
                .metadata(Map.of(
                        "timezone",
                        random.nextBoolean() ? "UTC" : "Europe/Berlin",
                        "start",
                        random.nextInt(60) + " 6 * * 1-5",
                        "end",
                        "0 20 * * *",
                        "desiredReplicas",
                        Integer.toString(1 + random.nextInt(9)),
                        "rule",
                        "nextEvent"))
                .build();
    }

    /** With metrics that nothing here reads: those of a cluster's metrics API, and of pods without samples. */
    AutoscalerSpec ofHpa() {
        AutoscalerSpecBuilder spec = hpa(0);
        for (int i = random.nextInt(3); i >= 0; i--) {
            double wanted = (1 + random.nextInt(1_000_000)) / 1000.0;
            MetricTarget target = random.nextBoolean() ? MetricTarget.averageValue(wanted) : MetricTarget.value(wanted);
            spec.trigger(unopened(MetricSpec.of("metric-" + i, target)));
        }
        for (String type : random.nextBoolean() ? List.of("cpu", "memory") : List.of("memory")) {
            MetricTarget target = random.nextBoolean()
                    ? MetricTarget.utilization(1 + random.nextInt(200))
                    : MetricTarget.averageValue((1 + random.nextInt(5000)) / 1000.0);
            Map<String, String> options = random.nextBoolean() ? Map.of("containerName", "app") : Map.of();
            triggers.add(TriggerSpec.builder(type).metadata(options).build());
            spec.trigger(unopened(MetricSpec.of(type, target).abstains()));
        }
        return spec.build();
    }

    private static TriggerPlan unopened(MetricSpec metric) {
        return TriggerPlan.of(metric, context -> {
            throw new AssertionError("nothing is opened");
        });
    }

    /** With the processor time of {@link #SAMPLES}. */
    AutoscalerSpec ofProcessorTime() {
        TriggerSpec trigger = cpu("cpu");
        triggers.add(trigger);
        return hpa(1).trigger(Catalogs.ALL.plan(trigger)).build();
    }

    private AutoscalerSpecBuilder hpa(int leastMin) {
        int min = leastMin + random.nextInt(4);
        ScalingPolicy.Builder policy = ScalingPolicy.likeHpa().replicas(min, Math.max(1, min) + random.nextInt(30));
        behavior(policy);
        return AutoscalerSpec.builder("orders-" + random.nextInt(100))
                .policy(policy.build())
                .targetRef(random.nextBoolean() ? "shop" : "", target());
    }

    private TriggerSpec cpu(String name) {
        boolean utilization = random.nextBoolean();
        var metadata = new HashMap<>(SAMPLES);
        metadata.put("value", utilization ? "" + (1 + random.nextInt(200)) : (1 + random.nextInt(3000)) + "m");
        return TriggerSpec.builder("cpu")
                .name(name)
                .metricType(utilization ? "Utilization" : "AverageValue")
                .metadata(metadata)
                .build();
    }

    private TargetRef target() {
        return random.nextBoolean()
                ? TargetRef.deployment("orders")
                : new TargetRef("apps/v1", "StatefulSet", "orders");
    }

    private TriggerSpec kafka(String name) {
        var metadata = new HashMap<>(Map.of("bootstrapServers", "kafka:9092", "consumerGroup", "g", "topic", "t"));
        if (random.nextBoolean()) {
            metadata.put("lagThreshold", Integer.toString(1 + random.nextInt(100)));
            metadata.put("activationLagThreshold", Integer.toString(random.nextInt(10)));
        }
        return TriggerSpec.builder("kafka").name(name).metadata(metadata).build();
    }

    private TriggerSpec prometheus(String name) {
        var builder = TriggerSpec.builder("prometheus")
                .name(name)
                .metadata(Map.of(
                        "serverAddress",
                        "http://prometheus:9090",
                        "query",
                        "sum(rate(x{a=\"b\", c!~'d|#'}[2m]))\n  + 0 # " + random.nextInt(),
                        "threshold",
                        Double.toString((1 + random.nextInt(5000)) / 10.0)));
        return (random.nextBoolean() ? builder : builder.metricType(random.nextBoolean() ? "Value" : "AverageValue"))
                .build();
    }

    private Composite composite() {
        List<String> names = triggers.stream()
                .filter(trigger -> !isResource(trigger))
                .map(TriggerSpec::name)
                .toList();
        Formula formula = Formula.compile(String.join(" + ", names) + " + " + random.nextInt(9), names);
        double wanted = (1 + random.nextInt(5000)) / 1000.0;
        Composite composite = Composite.of(
                formula, random.nextBoolean() ? MetricTarget.averageValue(wanted) : MetricTarget.value(wanted));
        return random.nextBoolean() ? composite : composite.activatesAbove(random.nextInt(90) / 8.0 - 2);
    }

    private Fallback fallback(boolean formula) {
        FallbackBehavior[] behaviors = FallbackBehavior.values();
        FallbackBehavior behavior = behaviors[random.nextInt(formula ? behaviors.length : behaviors.length - 1)];
        return Fallback.replicas(random.nextInt(9))
                .afterFailures(random.nextInt(6))
                .behavior(behavior);
    }

    private Control control() {
        Control control = Control.none().forceActivation(random.nextInt(4) == 0);
        control = random.nextInt(4) == 0 ? control.pauseScaleIn() : control;
        control = random.nextInt(4) == 0 ? control.pauseScaleOut() : control;
        return switch (random.nextInt(4)) {
            case 0 -> control.pause();
            case 1 -> control.pauseAt(random.nextInt(9));
            default -> control;
        };
    }

    private void behavior(ScalingPolicy.Builder policy) {
        if (random.nextInt(4) > 0) {
            policy.scaleUp(rules()).scaleDown(rules());
        }
    }

    private ScalingRules rules() {
        var rules = ScalingRules.builder().select(SelectPolicy.values()[random.nextInt(3)]);
        if (random.nextBoolean()) {
            rules.stabilizationWindow(seconds(3600));
        }
        if (random.nextBoolean()) {
            rules.tolerance(random.nextInt(2000) / 1000.0);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            Duration period = Duration.ofSeconds(1 + random.nextInt(1800));
            if (random.nextBoolean()) {
                rules.replicas(1 + random.nextInt(20), period);
            } else {
                rules.percent(1 + random.nextInt(300), period);
            }
        }
        return rules.build();
    }

    private Duration seconds(int most) {
        return Duration.ofSeconds(random.nextInt(most + 1));
    }
}
