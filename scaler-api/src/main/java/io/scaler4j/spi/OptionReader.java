package io.scaler4j.spi;

import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Secrets;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Reads the declared options of one trigger, and collects every problem until {@link #verify()} or {@link #plan}. It
 * reads texts and nothing else: no file, no host, no server. Not thread-safe.
 *
 * <p>An option is looked for in its places, in their order; the first value that is not blank counts. Metadata that no
 * option declares is a problem, which names the nearest option there is.
 *
 * <p>KEDA drops white space at both ends of every value. Here nothing is cut silently:
 *
 * <ul>
 *   <li>Around numbers, switches, words, durations, the parts of a list, expressions and PEM texts white space means
 *       nothing and is dropped.
 *   <li>Line ends at the end of an authentication parameter or of an environment variable are dropped, since files end
 *       with one.
 *   <li>Other {@linkplain Option#text texts} that begin or end with white space are refused with a sentence.
 *   <li>Control characters that are no white space are a part of the value, and so is everything inside it.
 * </ul>
 *
 * <p>Values from the authentication parameters are never printed, nor are the secrets among other values, wherever they
 * are quoted; see {@link Masking}.
 */
public final class OptionReader {

    private final TriggerSpec spec;
    private final List<Option<?>> options;
    private final OptionValues values;
    private final Problems problems;
    private final Secrets secrets;
    private Map<String, String> passedOn = Map.of();
    private boolean passesOn;

    private OptionReader(TriggerSpec spec, List<Option<?>> options) {
        this.spec = spec;
        this.options = List.copyOf(options);
        values = spec.values();
        secrets = values.secrets();
        problems = Problems.of(spec.toString(), secrets::mask);
        values.problems().forEach(problems::add);
        options.stream()
                .filter(option -> option.type() == OptionType.REMOVED && values.isInMetadata(option.name()))
                .forEach(option -> problems.add(option.name() + " is no option any more; " + option.description()));
    }

    /**
     * Starts to read a trigger.
     *
     * @param spec the options as text
     * @param options every option of the trigger's type
     * @return a reader without problems, apart from values that are null, options that are removed, and authentication
     *     parameters that could not be read
     */
    public static OptionReader of(TriggerSpec spec, List<Option<?>> options) {
        Objects.requireNonNull(spec, "spec must not be null; TriggerSpec.builder makes one");
        Objects.requireNonNull(options, "options must not be null; they are what the provider declares");
        return new OptionReader(spec, options);
    }

    /**
     * Returns a reader of the same options, with the authentication parameters as they are now: a secret may have been
     * replaced since.
     *
     * @return another reader, without problems
     */
    public OptionReader withCurrentAuthentication() {
        return new OptionReader(spec.withCurrentAuthentication(), options);
    }

    /** {@return what is read} */
    public TriggerSpec spec() {
        return spec;
    }

    /** {@return the collection that {@link #verify()} throws; add problems of several options together to it} */
    public Problems problems() {
        return problems;
    }

    /**
     * Reads an option.
     *
     * @param option declared by the provider
     * @param <T> what its text stands for
     * @return its meaning; the default if it is absent; the default, and a problem, if it is wrong or missing
     */
    public <T> T get(Option<T> option) {
        return option.isRequired() ? require(option) : find(option).orElse(option.orElse());
    }

    /**
     * Reads an option that may be absent.
     *
     * @param option declared by the provider
     * @param <T> what its text stands for
     * @return its meaning; empty if it is absent; empty, and a problem, if it is wrong
     */
    public <T> Optional<T> find(Option<T> option) {
        return value(option).flatMap(value -> option.reading().read(option.name(), value, problems));
    }

    /**
     * Reads an option that must be there because of others.
     *
     * @param option declared by the provider
     * @param <T> what its text stands for
     * @return its meaning; the default, and a problem, if it is missing or wrong
     */
    public <T> T require(Option<T> option) {
        problems.check(has(option), option.name() + " is missing; set it in " + describe(option));
        return find(option).orElse(option.orElse());
    }

    /**
     * Returns all metadata for a source that has options of its own. From then on metadata that no option declares is
     * no problem.
     *
     * @return the metadata as given, sorted. A name that ends in {@code FromEnv} has the value of the environment
     *     variable that it names, and is left out if that is not set or empty
     */
    public Map<String, String> passOn() {
        passesOn = true;
        passedOn = values.passedOn();
        return passedOn;
    }

    /**
     * Tells whether an option is given, right or wrong.
     *
     * @param option declared by the provider
     * @return true if one of its places has a value that is not blank
     */
    public boolean has(Option<?> option) {
        return value(option).isPresent();
    }

    private Optional<OptionValue> value(Option<?> option) {
        if (options.stream().noneMatch(declared -> declared.name().equals(option.name()))) {
            throw new IllegalArgumentException(option + " of type " + spec.type()
                    + " is not declared; the options() of its provider must list it");
        }
        return values.find(option);
    }

    /**
     * Returns what is wanted of a reading, in the form that KEDA's {@code trigger.metricType} says:
     * {@code AverageValue}, which is also meant by no word, or {@code Value}. Another word is a problem;
     * {@code Utilization} is for CPU and memory.
     *
     * @param wanted the option's number
     * @param option where it comes from, for the problem
     * @return the target; 1 per replica, and a problem, if the number makes no target
     */
    public MetricTarget target(double wanted, Option<?> option) {
        String metricType = spec.metricType();
        boolean total = metricType.equals("Value");
        problems.check(
                total || metricType.isEmpty() || metricType.equals("AverageValue"),
                "metricType must be AverageValue or Value for type " + spec.type() + ", was "
                        + Masking.quote(metricType));
        try {
            return total ? MetricTarget.value(wanted) : MetricTarget.averageValue(wanted);
        } catch (IllegalArgumentException e) {
            problems.add(option.name() + ": " + e.getMessage());
            return MetricTarget.averageValue(1);
        }
    }

    /**
     * Refuses the trigger if any option was wrong, or if the metadata has options that no one declares. A sentence
     * about the latter names the nearest option there is. Authentication parameters may be shared with other triggers,
     * so one that no one declares is refused only if it looks like a typing error of one that is not given.
     *
     * @throws InvalidConfigurationException with all problems
     */
    public void verify() {
        Set<String> known = known();
        List<String> unknown = values.metadata().keySet().stream()
                .filter(option -> !passesOn && !known.contains(option))
                .sorted()
                .toList();
        Optional<String> first =
                unknown.stream().filter(option -> !isDeclared(option)).findFirst();
        unknown.forEach(option -> problems.add(unknown(option, known)
                + (first.filter(option::equals).isPresent() ? "; known are " + shown(known) : "")));
        values.authenticationNames().forEach(this::checkAuthentication);
        problems.throwIfAny();
    }

    /** Others of the target may need parameters that this trigger does not know, so only a typing error is one. */
    private void checkAuthentication(String parameter) {
        Set<String> absent = options.stream()
                .filter(option -> option.places().contains(Place.AUTHENTICATION) && !has(option))
                .flatMap(option -> option.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!isDeclared(parameter)) {
            Nearest.typedAs(parameter, absent)
                    .ifPresent(near -> problems.add(Masking.address(parameter)
                            + " is not an authentication parameter of type " + spec.type() + "; did you mean " + near
                            + "?"));
        }
    }

    private boolean isDeclared(String name) {
        return options.stream().anyMatch(option -> option.names().contains(name));
    }

    /** Every name that the metadata may have. */
    private Set<String> known() {
        Set<String> known = new TreeSet<>();
        for (Option<?> option : options) {
            for (String name : option.names()) {
                if (option.places().contains(Place.TRIGGER)) {
                    known.add(name);
                }
                if (option.places().contains(Place.ENVIRONMENT)) {
                    known.add(name + OptionValues.FROM_ENVIRONMENT);
                }
            }
        }
        return known;
    }

    private String unknown(String unknown, Set<String> known) {
        String refusal = Masking.address(unknown) + " is not an option of type " + spec.type();
        return isDeclared(unknown)
                ? refusal + "'s metadata; set it in the authentication parameters"
                : refusal + Nearest.suggestion(unknown, known);
    }

    /** Said once for a trigger. */
    private List<String> shown(Set<String> known) {
        return known.stream()
                .filter(name -> !name.endsWith(OptionValues.FROM_ENVIRONMENT) && !isRemoved(name))
                .toList();
    }

    private boolean isRemoved(String name) {
        return options.stream()
                .anyMatch(option ->
                        option.type() == OptionType.REMOVED && option.name().equals(name));
    }

    /**
     * Ends the reading: refuses the trigger as {@link #verify()} does, or makes a plan of it. Two such plans are equal
     * if their type, their metric and the meaning of all their options are equal; secrets are compared by digests.
     *
     * @param metric what is wanted of the readings
     * @param metricName KEDA's name of the metric by the trigger's position, see {@link TriggerPlan#metricName}
     * @param open opens the scaler, see {@link TriggerPlan#open}; it may be called more than once, on any thread
     * @return an immutable plan
     * @throws InvalidConfigurationException with all problems
     */
    public TriggerPlan plan(MetricSpec metric, IntFunction<String> metricName, Function<TriggerContext, Scaler> open) {
        Objects.requireNonNull(metric, "metric must not be null; MetricSpec.of makes one");
        Objects.requireNonNull(metricName, "metricName must not be null; it names the metric as KEDA does");
        Objects.requireNonNull(open, "open must not be null; it opens the scaler");
        verify();
        return new ReadPlan(spec.toString(), spec.type(), metric, settings(), metricName, open);
    }

    /** Equal for options that mean the same, and of no use for finding out a secret. */
    private String settings() {
        List<String> parts =
                new ArrayList<>(List.of(spec.metricType(), spec.podIdentity().orElse("")));
        options.forEach(option -> parts.add(option.name() + '=' + meaning(option)));
        passedOn.forEach((option, value) -> parts.addAll(List.of(option, value)));
        return Secrets.fingerprint(parts);
    }

    private <T> String meaning(Option<T> option) {
        var unheard = Problems.of("options that have been read");
        return values.find(option)
                .map(value -> option.reading()
                        .read(option.name(), value, unheard)
                        .map(option::canonical)
                        .orElse(value.stripped()))
                .orElseGet(option::meaningOfAbsence);
    }

    /** The type and the name, without any value. */
    @Override
    public String toString() {
        return spec.toString();
    }

    private static String describe(Option<?> option) {
        return option.places().stream()
                .map(place -> switch (place) {
                    case TRIGGER -> "the trigger's metadata";
                    case AUTHENTICATION -> "the authentication parameters";
                    case ENVIRONMENT ->
                        "the environment variable named by " + option.name() + OptionValues.FROM_ENVIRONMENT;
                })
                .collect(Collectors.joining(" or "));
    }
}
