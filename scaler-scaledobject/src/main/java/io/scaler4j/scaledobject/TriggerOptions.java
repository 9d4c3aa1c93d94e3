package io.scaler4j.scaledobject;

import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionType;
import io.scaler4j.spi.ScalerProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options of triggers beside what they mean: which a source knows, and what KEDA does where one is absent. */
final class TriggerOptions {

    static final String FROM_ENVIRONMENT = "FromEnv";

    private TriggerOptions() {}

    /** The rule of a cron window as KEDA has it, unless the file or the reader says otherwise. */
    static Map<String, String> asInKeda(String type, Map<String, String> options) {
        if (!type.equals("cron") || options.containsKey("rule")) {
            return options;
        }
        var withRule = new LinkedHashMap<>(options);
        withRule.put("rule", "nextEvent");
        return withRule;
    }

    /** Whether one of the options exists here alone. */
    static boolean hasOwn(ScalerProvider provider, Map<String, String> options) {
        return provider.options().stream().filter(Option::isOwn).anyMatch(option -> options.containsKey(option.name()));
    }

    /** Without what the source does not know, or does not read from the metadata; the lint names it. */
    static Map<String, String> known(ScalerProvider provider, Map<String, String> options) {
        if (provider.passesOn()) {
            return options;
        }
        var known = new LinkedHashMap<>(options);
        known.keySet().retainAll(names(provider));
        return known;
    }

    private static Set<String> names(ScalerProvider provider) {
        return provider.options().stream()
                .filter(option -> option.type() != OptionType.REMOVED)
                .flatMap(TriggerOptions::inMetadata)
                .collect(Collectors.toSet());
    }

    private static Stream<String> inMetadata(Option<?> option) {
        Stream<String> own = option.places().contains(Option.Place.TRIGGER) ? option.names().stream() : Stream.empty();
        Stream<String> variables = option.places().contains(Option.Place.ENVIRONMENT)
                ? option.names().stream().map(name -> name + FROM_ENVIRONMENT)
                : Stream.empty();
        return Stream.concat(own, variables);
    }

    /** The values of the variables that options name; what is absent is a finding. */
    static Map<String, String> environment(TriggerText trigger, SecretSource secrets, Findings findings) {
        var environment = new LinkedHashMap<String, String>();
        trigger.options().forEach((option, value) -> {
            String variable = value.strip();
            if (option.endsWith(FROM_ENVIRONMENT) && !variable.isEmpty()) {
                secrets.find(SecretRef.environment(variable))
                        .ifPresentOrElse(
                                found -> environment.put(variable, found),
                                () -> missing(
                                        option, variable, trigger.source().position("metadata", option), findings));
            }
        });
        return environment;
    }

    private static void missing(String option, String variable, Position at, Findings findings) {
        if (SecretRef.isVariable(variable)) {
            findings.add(
                    ReadingRule.ENVIRONMENT_VARIABLE,
                    at,
                    option + " names the environment variable " + variable + ", which cannot be found",
                    Authentications.READ_ENVIRONMENT);
        } else {
            findings.add(
                    ReadingRule.ENVIRONMENT_VARIABLE,
                    at,
                    option + " is no name of letters, digits and '_', and no environment variable of that name can be"
                            + " found",
                    "write the variable's name; a secret itself belongs into an object of kind Secret");
        }
    }
}
