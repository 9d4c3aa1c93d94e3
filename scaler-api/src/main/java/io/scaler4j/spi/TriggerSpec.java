package io.scaler4j.spi;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.metric.MetricTarget;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A trigger as text: a type, and options as a KEDA {@code ScaledObject} has them. Providers read it with the typed
 * methods, which collect every problem until {@link #verify()}.
 *
 * <p>An option is looked for in the places given, in that order; the first value that is not blank counts, trimmed.
 * Every name that is asked for becomes known; {@link #verify()} reports the others. Values from the authentication
 * parameters are never printed. Not thread-safe.
 */
public final class TriggerSpec {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private final String type;
    private final String name;
    private final String metricType;
    private final String podIdentity;
    private final Map<String, String> metadata;
    private final Supplier<Map<String, String>> secrets;
    private final Map<String, String> authentication;
    private final Map<String, String> environment;
    private final Set<String> known = new HashSet<>();
    private final Problems problems;

    TriggerSpec(TriggerSpecBuilder builder, Map<String, String> resolved) {
        type = builder.type;
        name = builder.name.isBlank() ? builder.type : builder.name;
        metricType = builder.metricType.trim();
        podIdentity = builder.podIdentity.trim();
        metadata = Map.copyOf(builder.metadata);
        secrets = builder.authentication;
        authentication = Map.copyOf(resolved);
        environment = Map.copyOf(builder.environment);
        problems = Problems.of(toString());
    }

    /**
     * The same options, with the authentication parameters as they are now: a secret may have been exchanged since.
     *
     * @return another spec, of which nothing has been read and which has no problems yet
     */
    public TriggerSpec withCurrentAuthentication() {
        return builder(type)
                .name(name)
                .metricType(metricType)
                .podIdentity(podIdentity)
                .metadata(metadata)
                .authentication(secrets)
                .environment(environment)
                .build();
    }

    /** Where an option may be given. */
    public enum Place {
        /** The trigger's metadata. */
        TRIGGER,
        /** The authentication parameters; their values are secrets. */
        AUTHENTICATION,
        /** The environment variable that the metadata names under {@code <option>FromEnv}. */
        ENVIRONMENT
    }

    private record Found(String value, Place place) {
        String shown() {
            return place == Place.AUTHENTICATION ? "***" : "\"" + value + "\"";
        }
    }

    /**
     * Starts a trigger.
     *
     * @param type as in KEDA's {@code trigger.type}
     * @return a builder without options
     */
    public static TriggerSpecBuilder builder(String type) {
        return new TriggerSpecBuilder(type);
    }

    /**
     * The trigger type.
     *
     * @return as in KEDA's {@code trigger.type}
     */
    public String type() {
        return type;
    }

    /**
     * The trigger's name.
     *
     * @return the type, if none was given
     */
    public String name() {
        return name;
    }

    /**
     * The identity of the cloud that the trigger is to be read under, by the word of its provider.
     *
     * @return KEDA: {@code podIdentity.provider} of the authentication; empty if there is none, also for {@code none}
     */
    public Optional<String> podIdentity() {
        return podIdentity.isEmpty() || podIdentity.equals("none") ? Optional.empty() : Optional.of(podIdentity);
    }

    /**
     * What is wanted of a reading, in the form that KEDA's {@code trigger.metricType} says: {@code AverageValue}, which
     * is also meant by no word, or {@code Value}. Another word is a problem; {@code Utilization} is for CPU and memory.
     *
     * @param wanted the option's number
     * @param option its name, for the problem
     * @return the target; 1 per replica, and a problem, if the number makes no target
     */
    public MetricTarget target(double wanted, String option) {
        boolean total = metricType.equals("Value");
        problems.check(
                total || metricType.isEmpty() || metricType.equals("AverageValue"),
                "metricType must be AverageValue or Value for type " + type + ", was \"" + metricType + "\"");
        try {
            return total ? MetricTarget.value(wanted) : MetricTarget.averageValue(wanted);
        } catch (IllegalArgumentException e) {
            problems.add(option + ": " + e.getMessage());
            return MetricTarget.averageValue(1);
        }
    }

    /**
     * In which form the number wanted is meant, for types that allow other words than {@link #target} does.
     *
     * @return KEDA's {@code trigger.metricType}, trimmed; empty if not given
     */
    public String metricType() {
        return metricType;
    }

    /**
     * Refuses an option that was there once, even if it is empty.
     *
     * @param option its name
     * @param instead what to do in its place; the sentence ends with it
     */
    public void removed(String option, String instead) {
        if (metadata.containsKey(option)) {
            known.add(option);
            problems.add(option + " is no option any more; " + instead);
        }
    }

    /**
     * Where to add a problem of one's own.
     *
     * @return the collection that {@link #verify()} throws
     */
    public Problems problems() {
        return problems;
    }

    /**
     * Reads a text.
     *
     * @param option its name
     * @param places where to look, {@link Place#TRIGGER} if none are given
     * @return the trimmed text, or empty if absent or blank
     */
    public Optional<String> text(String option, Place... places) {
        return find(option, places).map(Found::value);
    }

    /**
     * Reads a text that must be there.
     *
     * @param option its name
     * @param places where to look
     * @return the trimmed text; empty text and a problem if absent
     */
    public String requiredText(String option, Place... places) {
        Optional<String> value = text(option, places);
        if (value.isEmpty()) {
            problems.add(option + " is missing; set it in " + describe(option, places));
        }
        return value.orElse("");
    }

    /**
     * Reads a list: text split at commas, each part trimmed.
     *
     * @param option its name
     * @param places where to look
     * @return the parts, or an empty list if absent
     */
    public List<String> list(String option, Place... places) {
        return text(option, places).map(TriggerSpec::split).orElse(List.of());
    }

    /**
     * Reads a list that must be there.
     *
     * @param option its name
     * @param places where to look
     * @return the parts; an empty list and a problem if absent
     */
    public List<String> requiredList(String option, Place... places) {
        String value = requiredText(option, places);
        return value.isEmpty() ? List.of() : split(value);
    }

    /**
     * Reads a whole number.
     *
     * @param option its name
     * @param orElse the default
     * @param least the smallest number allowed
     * @param places where to look
     * @return the number; the default, and a problem, if it is none or too small
     */
    public long integer(String option, long orElse, long least, Place... places) {
        Optional<Found> found = find(option, places);
        if (found.isEmpty()) {
            return orElse;
        }
        if (found.get().value().matches("-?(0|[1-9][0-9]*)")) {
            try {
                long number = Long.parseLong(found.get().value());
                if (problems.check(
                        number >= least,
                        option + " must be at least " + least + ", was "
                                + found.get().shown())) {
                    return number;
                }
                return orElse;
            } catch (NumberFormatException e) {
                // too large for 64 bits: the sentence below
            }
        }
        problems.add(option + " must be a whole number of at most 64 bits, was "
                + found.get().shown());
        return orElse;
    }

    /**
     * Reads a switch: {@code 1 t T TRUE true True} or {@code 0 f F FALSE false False}.
     *
     * @param option its name
     * @param orElse the default
     * @param places where to look
     * @return the switch; the default, and a problem, for another text
     */
    public boolean flag(String option, boolean orElse, Place... places) {
        Optional<Found> found = find(option, places);
        if (found.isEmpty()) {
            return orElse;
        }
        boolean on = TRUE.contains(found.get().value());
        problems.check(
                on || FALSE.contains(found.get().value()),
                option + " must be true or false, was " + found.get().shown());
        return on;
    }

    /**
     * Reads one of several words.
     *
     * @param option its name
     * @param words what each word stands for; case matters
     * @param orElse the default
     * @param places where to look
     * @param <T> what the words stand for
     * @return the meaning; the default, and a problem, for another word
     */
    public <T> T choice(String option, Map<String, T> words, T orElse, Place... places) {
        Optional<Found> found = find(option, places);
        if (found.isEmpty()) {
            return orElse;
        }
        T meaning = words.get(found.get().value());
        if (meaning == null) {
            problems.add(option + " must be one of " + new TreeSet<>(words.keySet()) + ", was "
                    + found.get().shown());
            return orElse;
        }
        return meaning;
    }

    /**
     * Refuses the trigger if any option was wrong, or if the metadata has options that nobody asked for.
     *
     * @throws InvalidConfigurationException with all problems
     */
    public void verify() {
        metadata.keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .forEach(key -> problems.add(key + " is not an option of type " + type + "; known are "
                        + known.stream()
                                .filter(word -> !word.endsWith("FromEnv"))
                                .sorted()
                                .toList()));
        problems.throwIfAny();
    }

    /** The type and the name, without any value. */
    @Override
    public String toString() {
        return "trigger \"" + name + "\" (" + type + ")";
    }

    /** Looks everywhere, so that every name becomes known; the first place counts. */
    private Optional<Found> find(String option, Place... places) {
        Optional<Found> first = Optional.empty();
        for (Place place : places.length == 0 ? new Place[] {Place.TRIGGER} : places) {
            String value = lookUp(option, place);
            if (first.isEmpty() && !value.isEmpty()) {
                first = Optional.of(new Found(value, place));
            }
        }
        return first;
    }

    private String lookUp(String option, Place place) {
        return switch (place) {
            case TRIGGER -> valueOf(metadata, option);
            case AUTHENTICATION -> authentication.getOrDefault(option, "").trim();
            case ENVIRONMENT -> {
                String variable = valueOf(metadata, option + "FromEnv");
                yield variable.isEmpty()
                        ? ""
                        : environment.getOrDefault(variable, "").trim();
            }
        };
    }

    private String valueOf(Map<String, String> map, String key) {
        known.add(key);
        return map.getOrDefault(key, "").trim();
    }

    private static List<String> split(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::trim).toList();
    }

    private static String describe(String option, Place... places) {
        return Arrays.stream(places.length == 0 ? new Place[] {Place.TRIGGER} : places)
                .map(place -> switch (place) {
                    case TRIGGER -> "the trigger's metadata";
                    case AUTHENTICATION -> "the authentication parameters";
                    case ENVIRONMENT -> "the environment variable named by " + option + "FromEnv";
                })
                .collect(Collectors.joining(" or "));
    }
}
