package io.scaler4j.spi;

import io.scaler4j.config.Masking;
import io.scaler4j.connect.Secrets;
import io.scaler4j.spi.TriggerSpec.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options of a trigger where they were given, and which of them are known by now. Not thread-safe. */
final class OptionValues {

    private static final String FROM_ENVIRONMENT = "FromEnv";

    private final Map<String, String> metadata = new HashMap<>();
    private final Map<String, String> authentication = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Set<String> nulls = new TreeSet<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> knownOfAuthentication = new HashSet<>();

    OptionValues(Map<String, String> metadata, Map<String, String> authentication, Map<String, String> environment) {
        copy(metadata, this.metadata, "in the trigger's metadata");
        copy(authentication, this.authentication, "in the authentication parameters");
        copy(environment, this.environment, "in the environment");
    }

    /** Maps of other authors may have nulls, whatever their type says. */
    private void copy(Map<String, String> from, Map<String, String> to, String place) {
        for (Map.Entry<@Nullable String, @Nullable String> entry :
                nullable(from).entrySet()) {
            String name = entry.getKey();
            String value = entry.getValue();
            if (name == null) {
                nulls.add("an option " + place + " has no name; leave it out");
            } else if (value == null) {
                nulls.add(name + " " + place + " must not be null; leave it out, or give it a value");
                known.add(name);
            } else {
                to.put(name, value);
            }
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // more is allowed of what is read only
    private static Map<@Nullable String, @Nullable String> nullable(Map<String, String> map) {
        return (Map<@Nullable String, @Nullable String>) (Map<?, ?>) map;
    }

    /** What is wrong with the maps themselves. */
    Set<String> nulls() {
        return nulls;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Whether the metadata has an option that is known to be one no more. */
    boolean removed(String option) {
        if (!metadata.containsKey(option)) {
            return false;
        }
        known.add(option);
        return true;
    }

    /** Looks everywhere, so that every name becomes known; the first place counts. */
    Optional<OptionValue> find(String option, Place... places) {
        Optional<OptionValue> first = Optional.empty();
        for (Place place : places.length == 0 ? new Place[] {Place.TRIGGER} : places) {
            OptionValue value = lookUp(option, place);
            if (first.isEmpty() && !value.stripped().isEmpty()) {
                first = Optional.of(value);
            }
        }
        return first;
    }

    private OptionValue lookUp(String option, Place place) {
        return switch (place) {
            case TRIGGER -> {
                known.add(option);
                yield new OptionValue(metadata.getOrDefault(option, ""), false);
            }
            case AUTHENTICATION -> {
                knownOfAuthentication.add(option);
                yield new OptionValue(OptionValue.withoutLineEnds(authentication.getOrDefault(option, "")), true);
            }
            case ENVIRONMENT -> {
                known.add(option + FROM_ENVIRONMENT);
                yield new OptionValue(OptionValue.withoutLineEnds(ofEnvironment(option + FROM_ENVIRONMENT)), false);
            }
        };
    }

    private String ofEnvironment(String option) {
        return environment.getOrDefault(OptionValue.strip(metadata.getOrDefault(option, "")), "");
    }

    /** Options of the metadata that nobody asked for, sorted. */
    List<String> unknown() {
        return metadata.keySet().stream()
                .filter(option -> !known.contains(option))
                .sorted()
                .toList();
    }

    /** Whether an option is looked for among the authentication parameters, and only there. */
    boolean isOfAuthentication(String option) {
        return knownOfAuthentication.contains(option);
    }

    Optional<String> nearest(String option) {
        return Nearest.to(option, known);
    }

    /** The options, without those that name a variable; sorted. */
    List<String> known() {
        return known.stream()
                .filter(option -> !option.endsWith(FROM_ENVIRONMENT))
                .sorted()
                .toList();
    }

    /** What no sentence may show, wherever it was pasted. */
    Secrets secrets() {
        Stream<String> hidden = Stream.of(metadata, authentication)
                .flatMap(map -> map.entrySet().stream())
                .flatMap(option -> secretsOf(option.getKey(), option.getValue()));
        Stream<String> ofEnvironment = metadata.keySet().stream()
                .filter(option -> option.endsWith(FROM_ENVIRONMENT))
                .flatMap(option -> secretsOf(
                        option.substring(0, option.length() - FROM_ENVIRONMENT.length()), ofEnvironment(option)));
        return Secrets.of(Stream.concat(hidden, ofEnvironment).toList());
    }

    private static Stream<String> secretsOf(String option, String value) {
        Stream<String> whole = Masking.isSecret(option) ? Stream.of(value, OptionValue.strip(value)) : Stream.of();
        return Stream.concat(whole, Masking.secretsIn(value).stream());
    }
}
