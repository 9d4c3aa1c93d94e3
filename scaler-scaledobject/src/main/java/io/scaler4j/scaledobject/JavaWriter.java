package io.scaler4j.scaledobject;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.policy.ActivationMode;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.PolicyDetails;
import io.scaler4j.policy.RateLimit;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.policy.SelectPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.manifest.TriggerManifest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a ScaledObject as Java: a class with a method that makes an equal specification with builders, for those who
 * move from YAML to code. Secrets stay outside: what a {@code TriggerAuthentication} gives becomes a parameter.
 *
 * <p>Not thread-safe.
 */
public final class JavaWriter {

    private static final String IMPORTS = """
            import io.scaler4j.policy.Fallback;
            import io.scaler4j.policy.FallbackBehavior;
            import io.scaler4j.policy.ScalingPolicy;
            import io.scaler4j.policy.ScalingRules;
            import io.scaler4j.policy.SelectPolicy;
            import io.scaler4j.registry.AutoscalerSpec;
            import io.scaler4j.spi.ScalerCatalog;
            import io.scaler4j.spi.TargetRef;
            import io.scaler4j.spi.TriggerPlan;
            import io.scaler4j.spi.TriggerSpec;
            import java.time.Duration;
            import java.util.Map;
            """;

    private final ScaledObject object;
    private final AutoscalerSpec spec;
    private final Problems problems;
    private final StringBuilder out = new StringBuilder();

    private JavaWriter(ScaledObject object, AutoscalerSpec spec) {
        this.object = object;
        this.spec = spec;
        problems = Problems.of("ScaledObject " + object.name() + " as Java");
    }

    /**
     * Writes.
     *
     * @param object a ScaledObject
     * @param spec what it was read as
     * @return a file in the default package, whose class is named as the object
     * @throws InvalidConfigurationException with everything that has no builder here: a formula, annotations
     */
    public static String write(ScaledObject object, AutoscalerSpec spec) {
        Objects.requireNonNull(object, "object must not be null; it is a ScaledObject that was read");
        Objects.requireNonNull(spec, "spec must not be null; it comes of reading");
        return new JavaWriter(object, spec).write();
    }

    private String write() {
        PolicyDetails policy = WrittenPolicy.details(spec.policy(), problems).orElse(null);
        problems.check(
                spec.control().equals(Control.none()),
                "annotations that pause or force have no builder; call the methods of the autoscaler");
        problems.check(
                policy == null || policy.composite().isEmpty(),
                "scalingModifiers have no builder here; read the YAML with ScaledObjects");
        problems.throwIfAny();
        String body = method(Objects.requireNonNull(policy));
        IMPORTS.lines()
                .filter(line -> body.contains(line.substring(line.lastIndexOf('.') + 1, line.length() - 1)))
                .forEach(line -> out.append(line).append('\n'));
        return out + "\n/** Made of the ScaledObject " + object.name() + ". */\nfinal class " + className() + " {\n\n"
                + "    private " + className() + "() {}\n\n" + body + "}\n";
    }

    private String className() {
        var name = new StringBuilder();
        for (String part : spec.name().split("[^A-Za-z0-9]+", -1)) {
            name.append(part.isEmpty() ? "" : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return (Character.isLetter(name.charAt(0)) ? name : name.insert(0, "Object")) + "Autoscaler";
    }

    private String method(PolicyDetails policy) {
        var text = new StringBuilder("    static AutoscalerSpec spec(ScalerCatalog catalog" + parameters() + ") {\n");
        text.append("        return AutoscalerSpec.builder(" + quoted(spec.name()) + ")\n");
        text.append("                .policy(" + policy(policy) + ")\n");
        text.append("                .interval(" + duration(spec.interval()) + ")\n");
        text.append("                .idleInterval(" + duration(spec.idleInterval()) + ")\n");
        for (int i = 0; i < object.triggers().size(); i++) {
            text.append("                .trigger(trigger" + i + "(catalog" + argument(i) + "))\n");
        }
        spec.targetRef()
                .ifPresent(target -> text.append("                .targetRef(" + quoted(spec.namespace())
                        + ", new TargetRef(" + quoted(target.apiVersion()) + ", " + quoted(target.kind()) + ", "
                        + quoted(target.name()) + "))\n"));
        text.append("                .build();\n    }\n");
        for (int i = 0; i < object.triggers().size(); i++) {
            text.append('\n').append(trigger(i));
        }
        return text.toString();
    }

    private boolean isAuthenticated(int index) {
        return object.triggers().get(index).authenticationName().isPresent();
    }

    private String argument(int index) {
        return isAuthenticated(index) ? ", authentication" + index : "";
    }

    private String parameters() {
        var parameters = new StringBuilder();
        for (int i = 0; i < object.triggers().size(); i++) {
            parameters.append(isAuthenticated(i) ? ", Map<String, String> authentication" + i : "");
        }
        return parameters.toString();
    }

    private String trigger(int index) {
        TriggerManifest trigger = object.triggers().get(index);
        Map<String, String> options = TriggerOptions.asInKeda(trigger.type(), trigger.metadata());
        var text = new StringBuilder("    private static TriggerPlan trigger" + index + "(ScalerCatalog catalog"
                + (isAuthenticated(index) ? ", Map<String, String> authentication" + index : "") + ") {\n");
        text.append("        TriggerPlan plan = catalog.plan(TriggerSpec.builder(" + quoted(trigger.type()) + ")\n");
        text.append("                .name("
                + quoted(spec.triggers().get(index).metric().trigger()) + ")\n");
        if (!trigger.metricType().isEmpty()) {
            text.append("                .metricType(" + quoted(trigger.metricType()) + ")\n");
        }
        text.append("                .metadata(Map.ofEntries(\n                        ");
        text.append(String.join(
                ",\n                        ",
                options.entrySet().stream()
                        .map(option -> "Map.entry(" + quoted(option.getKey()) + ", " + quoted(option.getValue()) + ")")
                        .toList()));
        text.append("))\n");
        text.append(isAuthenticated(index) ? "                .authentication(authentication" + index + ")\n" : "");
        text.append("                .build());\n");
        text.append(spec.triggers()
                .get(index)
                .metric()
                .fallback()
                .map(JavaWriter::withFallback)
                .orElse("        return plan;\n"));
        return text.append("    }\n").toString();
    }

    private static String withFallback(Fallback fallback) {
        return "        return TriggerPlan.of(\n                plan.metric()\n                        .fallback(Fallback.replicas("
                + fallback.replicas() + ")\n                                .afterFailures("
                + fallback.failureThreshold()
                + ")\n                                .behavior(FallbackBehavior."
                + fallback.behavior().name()
                + ")),\n                plan::open);\n";
    }

    private static String policy(PolicyDetails policy) {
        boolean keda = policy.activation() == ActivationMode.MINIMAL;
        var text = new StringBuilder("ScalingPolicy.").append(keda ? "likeKeda()" : "builder()");
        String next = "\n                        ";
        text.append(next + ".replicas(" + policy.min() + ", " + policy.max() + ")");
        policy.idleReplicas().ifPresent(idle -> text.append(next + ".idleReplicas(" + idle + ")"));
        text.append(next + ".cooldown(" + duration(policy.cooldown()) + ")");
        text.append(next + ".initialCooldown(" + duration(policy.initialCooldown()) + ")");
        if (!policy.legacy()) {
            text.append(next + ".scaleUp("
                    + rules(policy.scaleUp(), policy.tolerance().up()) + ")");
            text.append(next + ".scaleDown("
                    + rules(policy.scaleDown(), policy.tolerance().down()) + ")");
        }
        return text.append(next + ".build()").toString();
    }

    private static String rules(ScalingRules rules, double tolerance) {
        var text = new StringBuilder("ScalingRules.builder()");
        String next = "\n                                ";
        rules.stabilizationWindow()
                .ifPresent(window -> text.append(next + ".stabilizationWindow(" + duration(window) + ")"));
        for (RateLimit limit : rules.limits()) {
            text.append(next + (limit.unit() == RateLimit.Unit.PERCENT ? ".percent(" : ".replicas(") + limit.amount()
                    + ", " + duration(limit.period()) + ")");
        }
        if (rules.select() != SelectPolicy.MAX) {
            text.append(next + ".select(SelectPolicy." + rules.select().name() + ")");
        }
        return text.append(next + ".tolerance(" + tolerance + ")" + next + ".build()")
                .toString();
    }

    private static String duration(Duration time) {
        return time.toNanos() % 1_000_000_000 == 0
                ? "Duration.ofSeconds(" + time.toSeconds() + ")"
                : "Duration.ofNanos(" + time.toNanos() + "L)";
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> quoted.append(plainOrEscaped(character));
            }
        }
        return quoted.append('"').toString();
    }

    /** Control characters in octal: a Unicode escape of a line feed would end the line. */
    private static String plainOrEscaped(char character) {
        if (character < ' ') {
            return String.format(Locale.ROOT, "\\%03o", (int) character);
        }
        return character > '~' ? String.format(Locale.ROOT, "\\u%04x", (int) character) : String.valueOf(character);
    }
}
