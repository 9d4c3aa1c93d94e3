package io.scaler4j.spi;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parts of an option's declaration that have a usual value.
 *
 * @param aliases further names
 * @param places where the option may be given, in the order in which they count
 * @param required whether it must be given
 * @param own whether KEDA does not have it
 * @param defaultWords how the documentation describes the default; empty for the default itself
 * @param sentence the description
 * @param words those allowed, sorted; empty where any text is
 * @param least the smallest number allowed
 * @param most the largest number allowed
 */
record OptionDetails(
        List<String> aliases,
        List<Option.Place> places,
        boolean required,
        boolean own,
        String defaultWords,
        String sentence,
        Set<String> words,
        OptionalLong least,
        OptionalLong most) {

    static final OptionDetails NONE = new OptionDetails(
            List.of(),
            List.of(Option.Place.TRIGGER),
            false,
            false,
            "",
            "",
            Set.of(),
            OptionalLong.empty(),
            OptionalLong.empty());

    OptionDetails alsoNamed(List<String> others) {
        return new OptionDetails(others, places, required, own, defaultWords, sentence, words, least, most);
    }

    OptionDetails from(List<Option.Place> others) {
        return new OptionDetails(aliases, others, required, own, defaultWords, sentence, words, least, most);
    }

    OptionDetails asRequired() {
        return new OptionDetails(aliases, places, true, own, defaultWords, sentence, words, least, most);
    }

    OptionDetails asOwn() {
        return new OptionDetails(aliases, places, required, true, defaultWords, sentence, words, least, most);
    }

    OptionDetails defaultIs(String description) {
        Objects.requireNonNull(description, "words must not be null; they describe the default");
        return new OptionDetails(aliases, places, required, own, description, sentence, words, least, most);
    }

    OptionDetails says(String description) {
        Objects.requireNonNull(description, "sentence must not be null; it describes the option");
        return new OptionDetails(aliases, places, required, own, defaultWords, description, words, least, most);
    }

    OptionDetails words(Set<String> allowed) {
        Set<String> sorted = Collections.unmodifiableSet(new TreeSet<>(allowed));
        return new OptionDetails(aliases, places, required, own, defaultWords, sentence, sorted, least, most);
    }

    OptionDetails bounds(OptionalLong smallest, OptionalLong largest) {
        return new OptionDetails(aliases, places, required, own, defaultWords, sentence, words, smallest, largest);
    }
}
