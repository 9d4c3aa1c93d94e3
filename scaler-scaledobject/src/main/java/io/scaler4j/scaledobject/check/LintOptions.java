package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.schema.Names;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionType;
import io.scaler4j.spi.ScalerProvider;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rules about the keys of a trigger's metadata. Immutable. */
final class LintOptions {

    static final LintRule UNKNOWN_OPTION = new LintRule(
            "unknown-option",
            "an option that the trigger type does not have",
            "KEDA ignores options that it does not know. A typing error therefore leaves the default in place, without"
                    + " a word.");
    static final LintRule FIELD_IN_METADATA = new LintRule(
            "field-in-metadata",
            "a field of the object among the options of a trigger",
            "minReplicaCount, fallback, authenticationRef and the like are fields of spec or of the trigger. Among the"
                    + " options of a trigger they are ignored.");
    static final LintRule SECRET_IN_METADATA = new LintRule(
            "authentication-option-in-metadata",
            "an option of a TriggerAuthentication among the options of a trigger",
            "Some options are read from a TriggerAuthentication only. In the metadata they are ignored, and a secret"
                    + " stands in the file.");
    static final LintRule OPTION_WITHOUT_EFFECT = new LintRule(
            "option-without-effect",
            "an option that KEDA does not read",
            "KEDA derives the names of metrics itself since version 2.10; the option metricName of Prometheus is"
                    + " ignored. So are host and port of Redis beside address.");

    static final List<LintRule> RULES =
            List.of(UNKNOWN_OPTION, FIELD_IN_METADATA, SECRET_IN_METADATA, OPTION_WITHOUT_EFFECT);

    private static final String FROM_ENVIRONMENT = "FromEnv";
    /** Where each field belongs. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("minReplicaCount", "spec"),
            Map.entry("maxReplicaCount", "spec"),
            Map.entry("idleReplicaCount", "spec"),
            Map.entry("pollingInterval", "spec"),
            Map.entry("cooldownPeriod", "spec"),
            Map.entry("initialCooldownPeriod", "spec"),
            Map.entry("fallback", "spec"),
            Map.entry("behavior", "spec.advanced.horizontalPodAutoscalerConfig"),
            Map.entry("authenticationRef", "the trigger, beside metadata"),
            Map.entry("metricType", "the trigger, beside metadata"),
            Map.entry("useCachedMetrics", "the trigger, beside metadata"));

    private record Known(
            Map<String, Option<?>> inMetadata, Set<String> names, Set<String> elsewhere, boolean passesOn) {

        static Known of(ScalerProvider provider) {
            var inMetadata = new HashMap<String, Option<?>>();
            var names = new TreeSet<String>();
            var elsewhere = new TreeSet<String>();
            for (Option<?> option : provider.options()) {
                for (String name : option.names()) {
                    if (option.places().contains(Option.Place.TRIGGER)) {
                        inMetadata.put(name, option);
                        names.add(name);
                    } else {
                        elsewhere.add(name);
                    }
                    if (option.places().contains(Option.Place.ENVIRONMENT)) {
                        inMetadata.put(name + FROM_ENVIRONMENT, option);
                        names.add(name + FROM_ENVIRONMENT);
                    }
                }
            }
            return new Known(inMetadata, names, elsewhere, provider.passesOn());
        }
    }

    private final Map<String, Known> byType = new HashMap<>();

    LintOptions(Collection<ScalerProvider> providers) {
        providers.forEach(provider -> byType.put(provider.type(), Known.of(provider)));
    }

    void check(LintTrigger trigger, LintReport report) {
        Known known = byType.get(trigger.type());
        trigger.view().source().get("metadata").ifPresent(node -> {
            if (node instanceof Node.Mapping metadata) {
                metadata.entries().forEach(entry -> check(trigger, entry.key(), known, report));
            }
        });
    }

    private static void check(LintTrigger trigger, String key, @Nullable Known known, LintReport report) {
        String place = FIELDS.get(key);
        if (place != null && (known == null || !known.inMetadata().containsKey(key))) {
            report.add(
                    FIELD_IN_METADATA,
                    trigger.owner(),
                    trigger.atOption(key),
                    key + " is no option of a trigger, so it is ignored in the metadata of " + trigger.called(),
                    "move it to " + place);
        } else if (trigger.type().equals("prometheus") && key.equals("metricName")) {
            report.add(
                    OPTION_WITHOUT_EFFECT,
                    trigger.owner(),
                    trigger.atOption(key),
                    "metricName is ignored: KEDA names the metric itself",
                    "leave it out; to name the trigger in a formula set its field name");
        } else if (isBesideAddress(trigger, key)) {
            report.add(
                    OPTION_WITHOUT_EFFECT,
                    trigger.owner(),
                    trigger.atOption(key),
                    key + " is ignored beside address",
                    "leave it out, or write host and port in place of address");
        } else if (known == null) {
            LintKedaOptions.meant(trigger.type(), key)
                    .ifPresent(option -> unknown(trigger, key, "did you mean " + option + "?", report));
        } else if (!known.inMetadata().containsKey(key)) {
            unknown(trigger, key, known, report);
        }
    }

    private static boolean isBesideAddress(LintTrigger trigger, String key) {
        return (trigger.type().equals("redis") || trigger.type().equals("redis-streams"))
                && (key.equals("host") || key.equals("port"))
                && !trigger.option("address").isEmpty();
    }

    private static void unknown(LintTrigger trigger, String key, Known known, LintReport report) {
        if (known.elsewhere().contains(key)) {
            report.add(
                    SECRET_IN_METADATA,
                    trigger.owner(),
                    trigger.atOption(key),
                    key + " of type " + trigger.type() + " is read from a TriggerAuthentication only, so it is ignored"
                            + " here",
                    "move it to a TriggerAuthentication and name that in authenticationRef");
            return;
        }
        if (known.passesOn()) {
            return;
        }
        String wayOut = Names.nearest(key, known.names())
                .map(near -> "did you mean " + near + "?")
                .orElse("leave it out; the documentation of the type lists its options");
        unknown(trigger, key, wayOut, report);
    }

    private static void unknown(LintTrigger trigger, String key, String wayOut, LintReport report) {
        report.add(
                UNKNOWN_OPTION,
                trigger.owner(),
                trigger.atOption(key),
                "type " + trigger.type() + " has no option " + key + ", so it is ignored",
                wayOut);
    }

    /** Whether the type itself refuses a number for being too small, so that the file is invalid. */
    boolean refuses(String type, String key, String text) {
        Known known = byType.get(type);
        Option<?> option = known == null ? null : known.inMetadata().get(key);
        return option != null
                && option.type() == OptionType.INTEGER
                && option.least().isPresent()
                && LintTrigger.number(text)
                        .filter(number -> number.longValue() < option.least().getAsLong())
                        .isPresent();
    }
}
