package io.scaler4j.spi;

import io.scaler4j.spi.OptionReadings.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * One option of a trigger type, declared once: its name, the places where it may be given, its type, default, bounds
 * and allowed words, and a sentence that describes it. Providers list their options in {@link ScalerProvider#options()}
 * and read them with an {@link OptionReader}; the options tables of the documentation and the JSON schema are made of
 * the same declarations. Immutable.
 *
 * <pre>{@code
 * static final Option<String> SERVER = Option.text("server").from(TRIGGER, ENVIRONMENT).required()
 *         .says("Address of the queue server.");
 * static final Option<Long> LENGTH = Option.integer("queueLength", 5, 1).says("Messages wanted per replica.");
 * }</pre>
 *
 * @param <T> what the option's text stands for
 */
public final class Option<T> {

    /** Where an option may be given. */
    public enum Place {
        /** The trigger's metadata. */
        TRIGGER,
        /** The authentication parameters; their values are secrets. */
        AUTHENTICATION,
        /** The environment variable that the metadata names under {@code <option>FromEnv}. */
        ENVIRONMENT
    }

    private final String name;
    private final OptionType type;
    private final T orElse;
    private final Reading<T> reading;
    private final OptionDetails details;

    Option(String name, OptionType type, T orElse, Reading<T> reading, OptionDetails details) {
        this.name = Objects.requireNonNull(name, "name must not be null; it is the option's name in the metadata");
        this.type = type;
        this.orElse = Objects.requireNonNull(orElse, "the default of an option must not be null");
        this.reading = reading;
        this.details = details;
    }

    /**
     * Declares a text in which white space counts. White space at its ends is a problem.
     *
     * @param name the option's name
     * @return an option that is empty if absent
     */
    public static Option<String> text(String name) {
        return OptionReadings.text(name);
    }

    /**
     * Declares a text of which white space at its ends is no part.
     *
     * @param name the option's name
     * @return an option that is empty if absent
     */
    public static Option<String> expression(String name) {
        return OptionReadings.expression(name);
    }

    /**
     * Declares a list: text split at commas, each part without white space at its ends.
     *
     * @param name the option's name
     * @return an option that is an empty list if absent
     */
    public static Option<List<String>> list(String name) {
        return OptionReadings.list(name);
    }

    /**
     * Declares a whole number with a lower bound.
     *
     * @param name the option's name
     * @param orElse the default
     * @param least the smallest number allowed
     * @return the option
     */
    public static Option<Long> integer(String name, long orElse, long least) {
        return OptionReadings.integer(name, orElse, least, null, number -> number);
    }

    /**
     * Declares a whole number with two bounds.
     *
     * @param name the option's name
     * @param orElse the default
     * @param least the smallest number allowed
     * @param most the largest number allowed
     * @return the option
     */
    public static Option<Long> integer(String name, long orElse, long least, long most) {
        return OptionReadings.integer(name, orElse, least, most, number -> number);
    }

    /**
     * Declares a length of time as a whole number of seconds.
     *
     * @param name the option's name
     * @param orElse the default in seconds
     * @param least the shortest time allowed in seconds
     * @param most the longest time allowed in seconds
     * @return the option
     */
    public static Option<Duration> seconds(String name, long orElse, long least, long most) {
        return OptionReadings.integer(name, orElse, least, most, Duration::ofSeconds);
    }

    /**
     * Declares a decimal number, written as in JSON.
     *
     * @param name the option's name
     * @param orElse the default, finite
     * @return the option
     */
    public static Option<Double> number(String name, double orElse) {
        return OptionReadings.number(name, orElse);
    }

    /**
     * Declares a switch: {@code 1 t T TRUE true True} or {@code 0 f F FALSE false False}.
     *
     * @param name the option's name
     * @param orElse the default
     * @return the option
     */
    public static Option<Boolean> flag(String name, boolean orElse) {
        return OptionReadings.flag(name, orElse);
    }

    /**
     * Declares one of several words.
     *
     * @param name the option's name
     * @param words what each word stands for; case matters
     * @param orElse what is meant if the option is absent
     * @param <T> what the words stand for
     * @return the option
     */
    public static <T> Option<T> word(String name, Map<String, T> words, T orElse) {
        return OptionReadings.word(name, words, orElse);
    }

    /**
     * Declares a length of time in the form that a source uses.
     *
     * @param name the option's name
     * @param orElse the default
     * @param parser understands the text; empty if it is wrong
     * @param expected what the text must be, for the problem: {@code a duration such as 30s}
     * @return the option
     */
    public static Option<Duration> duration(
            String name, Duration orElse, Function<String, Optional<Duration>> parser, String expected) {
        return OptionReadings.duration(name, orElse, parser, expected);
    }

    /**
     * Declares an option that existed once. It is refused wherever it is given, even if it is empty.
     *
     * @param name the option's name
     * @param instead what to do in its place; the problem ends with it
     * @return the option, which reads as an empty text
     */
    public static Option<String> removed(String name, String instead) {
        return OptionReadings.removed(name).says(instead);
    }

    /**
     * Returns a copy that is looked for in these places, in this order; the first value that is not blank counts.
     *
     * @param places at least one; {@link Place#TRIGGER} alone unless set
     * @return a copy
     */
    public Option<T> from(Place... places) {
        if (places.length == 0) {
            throw new IllegalArgumentException("option " + name + " needs a place where it may be given");
        }
        return with(details.from(List.of(places)));
    }

    /**
     * Returns a copy with further names that mean the same. In each place the first name counts before the others.
     *
     * @param aliases the other names
     * @return a copy
     */
    public Option<T> alsoNamed(String... aliases) {
        return with(details.alsoNamed(List.of(aliases)));
    }

    /** {@return a copy that must be given} */
    public Option<T> required() {
        return with(details.asRequired());
    }

    /** {@return a copy that KEDA does not have} */
    public Option<T> own() {
        return with(details.asOwn());
    }

    /**
     * Returns a copy whose absence means something else than any value, or than its default alone.
     *
     * @param words what it means, for the documentation, as in {@code all topics of the group}
     * @return a copy
     */
    public Option<T> defaultIs(String words) {
        return with(details.defaultIs(words));
    }

    /**
     * Returns a copy with a description.
     *
     * @param sentence plain English, one sentence or two, for the tables of the documentation
     * @return a copy
     */
    public Option<T> says(String sentence) {
        return with(details.says(sentence));
    }

    private Option<T> with(OptionDetails changed) {
        return new Option<>(name, type, orElse, reading, changed);
    }

    /** {@return the name in the trigger's metadata or the authentication parameters} */
    public String name() {
        return name;
    }

    /** {@return the name, then further names that mean the same} */
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(details.aliases());
        return List.copyOf(names);
    }

    /** {@return where the option may be given, in the order in which the places count} */
    public List<Place> places() {
        return details.places();
    }

    /** {@return the form of the text} */
    public OptionType type() {
        return type;
    }

    /** {@return whether the option must be given} */
    public boolean isRequired() {
        return details.required();
    }

    /** {@return whether KEDA does not have this option} */
    public boolean isOwn() {
        return details.own();
    }

    /** {@return what the option means if it is absent} */
    public T orElse() {
        return orElse;
    }

    /** {@return the default as a user would write it; empty without a default} */
    public String defaultText() {
        return details.defaultWords().isEmpty() ? OptionReadings.text(type, canonical(orElse)) : details.defaultWords();
    }

    /** {@return the words allowed, sorted; empty unless the type is {@link OptionType#WORD}} */
    public Set<String> words() {
        return details.words();
    }

    /** {@return the smallest number allowed; empty if there is no bound} */
    public OptionalLong least() {
        return details.least();
    }

    /** {@return the largest number allowed; empty if there is no bound} */
    public OptionalLong most() {
        return details.most();
    }

    /** {@return the description: a sentence or two; for a removed option, what to do in its place} */
    public String description() {
        return details.sentence();
    }

    Reading<T> reading() {
        return reading;
    }

    /** A value as a text that is equal for equal values. */
    String canonical(T value) {
        return reading.write(value);
    }

    /** A text that equals that of the default, unless absence means something else. */
    String meaningOfAbsence() {
        return details.defaultWords().isEmpty() ? canonical(orElse) : "absent: " + details.defaultWords();
    }

    /** The name and the type. */
    @Override
    public String toString() {
        return "option " + name + " (" + type + ")";
    }
}
