package io.scaler4j.spi;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import io.scaler4j.metric.MetricTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A trigger as text: a type, and options as a KEDA {@code ScaledObject} has them. Providers read it with the typed
 * methods, which collect every problem until {@link #verify()}.
 *
 * <p>An option is looked for in the places given, in that order; the first value that is not blank counts. Every name
 * that is asked for becomes known; {@link #verify()} reports the others.
 *
 * <p>KEDA drops white space at both ends of every value. Here nothing is cut silently:
 *
 * <ul>
 *   <li>around numbers, switches, words, the parts of a list, {@linkplain #expression expressions} and PEM texts white
 *       space means nothing and is dropped;
 *   <li>line ends at the end of an authentication parameter or of an environment variable are dropped, since files end
 *       with one;
 *   <li>other {@linkplain #text texts} that begin or end with white space are refused with a sentence;
 *   <li>control characters that are no white space are a part of the value, and so is everything inside it.
 * </ul>
 *
 * <p>Values from the authentication parameters are never printed, nor are the secrets among other values, wherever they
 * are quoted; see {@link Masking}. Not thread-safe.
 */
public final class TriggerSpec {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private final String type;
    private final String name;
    private final String metricType;
    private final String podIdentity;
    private final Supplier<Map<String, String>> secrets;
    private final OptionValues values;
    private final Problems problems;

    TriggerSpec(TriggerSpecBuilder builder) {
        type = builder.type;
        name = builder.name.isBlank() ? builder.type : builder.name;
        metricType = builder.metricType.strip();
        podIdentity = builder.podIdentity.strip();
        secrets = builder.authentication;
        values = new OptionValues(
                builder.metadata,
                Objects.requireNonNull(
                        secrets.get(), "the authentication parameters must not be null; give none at all instead"),
                builder.environment);
        problems = Problems.of(toString(), sentence -> values.secrets().mask(sentence));
        values.nulls().forEach(problems::add);
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
                .metadata(values.metadata())
                .authentication(secrets)
                .environment(values.environment())
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
                "metricType must be AverageValue or Value for type " + type + ", was " + Masking.quote(metricType));
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
     * @return KEDA's {@code trigger.metricType} without white space at its ends; empty if not given
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
        if (values.removed(option)) {
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
     * Reads a text in which white space counts: a name, a user, a password. White space at its ends is a problem.
     *
     * @param option its name
     * @param places where to look, {@link Place#TRIGGER} if none are given
     * @return the text without white space at its ends, or empty if absent or blank
     */
    public Optional<String> text(String option, Place... places) {
        Optional<OptionValue> found = values.find(option, places);
        found.filter(OptionValue::isPadded)
                .ifPresent(value -> problems.add(option + " must not begin or end with white space, was "
                        + value.quoted()
                        + "; KEDA drops it, so leave it out"));
        return found.map(OptionValue::stripped);
    }

    /**
     * Reads a text that must be there, in which white space counts.
     *
     * @param option its name
     * @param places where to look
     * @return as for {@link #text}; empty text and a problem if absent
     */
    public String requiredText(String option, Place... places) {
        return required(text(option, places), option, places);
    }

    /**
     * Reads a text of which white space at its ends is no part: a URL, a query, a cron expression, a quantity.
     *
     * @param option its name
     * @param places where to look, {@link Place#TRIGGER} if none are given
     * @return the text without white space at its ends, or empty if absent or blank
     */
    public Optional<String> expression(String option, Place... places) {
        return values.find(option, places).map(OptionValue::stripped);
    }

    /**
     * Reads a text that must be there, of which white space at its ends is no part.
     *
     * @param option its name
     * @param places where to look
     * @return as for {@link #expression}; empty text and a problem if absent
     */
    public String requiredExpression(String option, Place... places) {
        return required(expression(option, places), option, places);
    }

    private String required(Optional<String> value, String option, Place... places) {
        if (value.isEmpty()) {
            problems.add(option + " is missing; set it in " + describe(option, places));
        }
        return value.orElse("");
    }

    /**
     * Reads a list: text split at commas, each part without white space at its ends.
     *
     * @param option its name
     * @param places where to look
     * @return the parts, or an empty list if absent
     */
    public List<String> list(String option, Place... places) {
        return expression(option, places).map(TriggerSpec::split).orElse(List.of());
    }

    /**
     * Reads a list that must be there.
     *
     * @param option its name
     * @param places where to look
     * @return the parts; an empty list and a problem if absent
     */
    public List<String> requiredList(String option, Place... places) {
        String value = requiredExpression(option, places);
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
        Optional<OptionValue> found = values.find(option, places);
        if (found.isEmpty()) {
            return orElse;
        }
        String shown = found.get().shown();
        if (found.get().stripped().matches("-?(0|[1-9][0-9]*)")) {
            try {
                long number = Long.parseLong(found.get().stripped());
                return problems.check(number >= least, option + " must be at least " + least + ", was " + shown)
                        ? number
                        : orElse;
            } catch (NumberFormatException e) {
                // too large for 64 bits: the sentence below
            }
        }
        problems.add(option + " must be a whole number of at most 64 bits, was " + shown);
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
        Optional<OptionValue> found = values.find(option, places);
        if (found.isEmpty()) {
            return orElse;
        }
        boolean on = TRUE.contains(found.get().stripped());
        problems.check(
                on || FALSE.contains(found.get().stripped()),
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
        Optional<OptionValue> found = values.find(option, places);
        if (found.isEmpty()) {
            return orElse;
        }
        String word = found.get().stripped();
        T meaning = words.get(word);
        if (meaning == null) {
            problems.add(option + " must be one of " + new TreeSet<>(words.keySet()) + ", was "
                    + found.get().shown() + didYouMean(Nearest.to(word, words.keySet())));
            return orElse;
        }
        return meaning;
    }

    private static String didYouMean(Optional<String> name) {
        return name.map(near -> "; did you mean " + near + "?").orElse("");
    }

    /**
     * Refuses the trigger if any option was wrong, or if the metadata has options that nobody asked for. A sentence
     * about the latter names the nearest option there is.
     *
     * @throws InvalidConfigurationException with all problems
     */
    public void verify() {
        values.unknown().forEach(option -> problems.add(unknown(option)));
        problems.throwIfAny();
    }

    private String unknown(String option) {
        String refusal = Masking.address(option) + " is not an option of type " + type;
        if (values.isOfAuthentication(option)) {
            return refusal + "'s metadata; set it in the authentication parameters";
        }
        return refusal + didYouMean(values.nearest(option)) + "; known are " + values.known();
    }

    /** The type and the name, without any value. */
    @Override
    public String toString() {
        return "trigger \"" + name + "\" (" + type + ")";
    }

    private static List<String> split(String value) {
        return Arrays.stream(value.split(",", -1)).map(OptionValue::strip).toList();
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
