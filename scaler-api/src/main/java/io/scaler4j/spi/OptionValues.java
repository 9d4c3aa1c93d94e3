package io.scaler4j.spi;

import io.scaler4j.config.Masking;
import io.scaler4j.connect.Secrets;
import io.scaler4j.spi.Option.Place;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options of a trigger where they were given. Immutable. */
final class OptionValues {

    static final String FROM_ENVIRONMENT = "FromEnv";

    private final Map<String, String> metadata = new HashMap<>();
    private final Map<String, String> authentication = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Set<String> problems = new TreeSet<>();

    /** @param problem why there are no authentication parameters */
    OptionValues(
            Map<String, String> metadata,
            Map<String, String> authentication,
            Map<String, String> environment,
            Optional<String> problem) {
        problem.ifPresent(problems::add);
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
                problems.add("an option " + place + " has no name; leave it out");
            } else if (value == null) {
                problems.add(name + " " + place + " must not be null; leave it out, or give it a value");
            } else {
                to.put(name, value);
            }
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // more is allowed of what is read only
    private static Map<@Nullable String, @Nullable String> nullable(Map<String, String> map) {
        return (Map<@Nullable String, @Nullable String>) (Map<?, ?>) map;
    }

    /** What is wrong with the options as a whole. */
    Set<String> problems() {
        return problems;
    }

    Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    Map<String, String> environment() {
        return Collections.unmodifiableMap(environment);
    }

    /** Sorted. */
    Set<String> authenticationNames() {
        return new TreeSet<>(authentication.keySet());
    }

    boolean isInMetadata(String option) {
        return metadata.containsKey(option);
    }

    /** The first value that is not blank: places count before names. */
    Optional<OptionValue> find(Option<?> option) {
        return option.places().stream()
                .flatMap(place -> option.names().stream().map(name -> lookUp(name, place)))
                .filter(value -> !value.stripped().isEmpty())
                .findFirst();
    }

    private OptionValue lookUp(String option, Place place) {
        return switch (place) {
            case TRIGGER -> new OptionValue(metadata.getOrDefault(option, ""), false);
            case AUTHENTICATION ->
                new OptionValue(OptionValue.withoutLineEnds(authentication.getOrDefault(option, "")), true);
            case ENVIRONMENT ->
                new OptionValue(OptionValue.withoutLineEnds(ofEnvironment(option + FROM_ENVIRONMENT)), false);
        };
    }

    /** Sorted; the values of environment variables in place of their names. */
    Map<String, String> passedOn() {
        var all = new TreeMap<String, String>();
        metadata.forEach((option, value) -> {
            String resolved = option.endsWith(FROM_ENVIRONMENT) ? environment.getOrDefault(value, "") : value;
            if (!option.endsWith(FROM_ENVIRONMENT) || !resolved.isEmpty()) {
                all.put(option, resolved);
            }
        });
        return Collections.unmodifiableMap(all);
    }

    private String ofEnvironment(String option) {
        return environment.getOrDefault(OptionValue.strip(metadata.getOrDefault(option, "")), "");
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

    @Override
    public boolean equals(Object other) {
        return other instanceof OptionValues that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return List.of(metadata, authentication, environment, problems);
    }

    /** How many there are, and none of them. */
    @Override
    public String toString() {
        return metadata.size() + " options, " + authentication.size() + " authentication parameters";
    }
}
