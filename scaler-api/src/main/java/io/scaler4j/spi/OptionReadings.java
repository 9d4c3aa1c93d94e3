package io.scaler4j.spi;

import io.scaler4j.config.Problems;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the text of each type of option is read. */
final class OptionReadings {

    static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private OptionReadings() {}

    /** Reads a value that is not blank. */
    interface Reading<T> {

        /** The meaning; empty, and a problem, if the text is wrong. */
        Optional<T> read(String name, OptionValue value, Problems problems);

        /** A text that is equal for equal meanings. */
        default String write(T meaning) {
            return String.valueOf(meaning);
        }
    }

    static Option<String> text(String name) {
        Reading<String> reading = (option, value, problems) -> {
            problems.check(
                    !value.isPadded(),
                    option + " must not begin or end with white space, was " + value.quoted() + "; leave it out");
            return Optional.of(value.stripped());
        };
        return new Option<>(name, OptionType.TEXT, "", reading, OptionDetails.NONE);
    }

    static Option<String> expression(String name) {
        return new Option<>(
                name,
                OptionType.EXPRESSION,
                "",
                (option, value, problems) -> Optional.of(value.stripped()),
                OptionDetails.NONE);
    }

    static Option<String> removed(String name) {
        return new Option<>(
                name, OptionType.REMOVED, "", (option, value, problems) -> Optional.of(""), OptionDetails.NONE);
    }

    static Option<List<String>> list(String name) {
        Reading<List<String>> reading = (option, value, problems) ->
                Optional.of(Arrays.stream(value.stripped().split(",", -1))
                        .map(OptionValue::strip)
                        .toList());
        return new Option<>(name, OptionType.LIST, List.of(), reading, OptionDetails.NONE);
    }

    static <T> Option<T> integer(String name, long orElse, long least, @Nullable Long most, LongFunction<T> meaning) {
        Reading<T> reading = new Reading<>() {
            @Override
            public Optional<T> read(String option, OptionValue value, Problems problems) {
                Optional<Long> number = whole(value.stripped());
                problems.check(
                        number.isPresent(),
                        option + " must be a whole number of at most 64 bits, was " + value.shown());
                return number.filter(n -> problems.check(
                                        n >= least, option + " must be at least " + least + ", was " + value.shown())
                                && problems.check(
                                        most == null || n <= most,
                                        option + " must be at most " + most + ", was " + value.shown()))
                        .map(meaning::apply);
            }

            @Override
            public String write(T read) {
                return String.valueOf(read instanceof Duration time ? time.toSeconds() : read);
            }
        };
        return new Option<>(
                name,
                OptionType.INTEGER,
                meaning.apply(orElse),
                reading,
                OptionDetails.NONE.bounds(
                        least == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(least),
                        most == null ? OptionalLong.empty() : OptionalLong.of(most)));
    }

    private static Optional<Long> whole(String text) {
        try {
            return INTEGER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // too large for 64 bits
        }
    }

    static Option<Double> number(String name, double orElse) {
        Reading<Double> reading = (option, value, problems) -> {
            String text = value.stripped();
            double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
            boolean right = problems.check(
                    Double.isFinite(number), option + " must be a number such as 100 or 0.5, was " + value.shown());
            return right ? Optional.of(number) : Optional.empty();
        };
        return new Option<>(name, OptionType.NUMBER, orElse, reading, OptionDetails.NONE);
    }

    static Option<Boolean> flag(String name, boolean orElse) {
        Reading<Boolean> reading = (option, value, problems) -> {
            boolean on = TRUE.contains(value.stripped());
            boolean right = problems.check(
                    on || FALSE.contains(value.stripped()), option + " must be true or false, was " + value.shown());
            return right ? Optional.of(on) : Optional.empty();
        };
        return new Option<>(name, OptionType.FLAG, orElse, reading, OptionDetails.NONE);
    }

    static <T> Option<T> word(String name, Map<String, T> words, T orElse) {
        Map<String, T> meanings = new TreeMap<>(words);
        Reading<T> reading = new Reading<>() {
            @Override
            public Optional<T> read(String option, OptionValue value, Problems problems) {
                String word = value.stripped();
                T meaning = meanings.get(word);
                if (meaning == null) {
                    problems.add(option + " must be one of " + meanings.keySet() + ", was " + value.shown()
                            + Nearest.suggestion(word, meanings.keySet()));
                }
                return Optional.ofNullable(meaning);
            }

            @Override
            public String write(T meaning) {
                return meanings.entrySet().stream()
                        .filter(each -> each.getValue().equals(meaning))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse("");
            }
        };
        return new Option<>(name, OptionType.WORD, orElse, reading, OptionDetails.NONE.words(meanings.keySet()));
    }

    static Option<Duration> duration(
            String name, Duration orElse, Function<String, Optional<Duration>> parser, String expected) {
        Reading<Duration> reading = (option, value, problems) -> {
            Optional<Duration> duration = parser.apply(value.stripped());
            problems.check(duration.isPresent(), option + " must be " + expected + ", was " + value.shown());
            return duration;
        };
        return new Option<>(name, OptionType.DURATION, orElse, reading, OptionDetails.NONE);
    }

    /** A default as a user would write it: nothing for texts and lists, a whole number without a fraction. */
    static String text(OptionType type, String canonical) {
        return switch (type) {
            case TEXT, EXPRESSION, LIST, REMOVED -> "";
            case NUMBER -> canonical.replaceFirst("\\.0$", "");
            default -> canonical;
        };
    }
}
