package io.scaler4j.examples.options;

import static java.util.stream.Collectors.joining;

import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionType;
import java.util.List;

/** Options as a table of Markdown. */
final class OptionTable {

    private OptionTable() {}

    static String of(List<Option<?>> options) {
        String rows = options.stream()
                .filter(option -> option.type() != OptionType.REMOVED)
                .map(OptionTable::row)
                .collect(joining());
        return "| option | where | value | default | meaning |\n| --- | --- | --- | --- | --- |\n" + rows;
    }

    private static String row(Option<?> option) {
        String names = option.names().stream().map(name -> "`" + name + "`").collect(joining(", "));
        return "| " + names + " | " + places(option) + " | " + value(option) + " | " + defaultOf(option) + " | "
                + option.description() + (option.isOwn() ? " Not in KEDA." : "") + " |\n";
    }

    private static String places(Option<?> option) {
        return option.places().stream()
                .map(place -> switch (place) {
                    case TRIGGER -> "T";
                    case AUTHENTICATION -> "A";
                    case ENVIRONMENT -> "E";
                })
                .collect(joining(", "));
    }

    private static String value(Option<?> option) {
        return switch (option.type()) {
            case TEXT, EXPRESSION -> "text";
            case LIST -> "list";
            case INTEGER -> "whole number" + bounds(option);
            case NUMBER -> "number";
            case FLAG -> "`true`, `false`";
            case WORD -> option.words().stream().map(word -> "`" + word + "`").collect(joining(", "));
            case DURATION -> "duration";
            case REMOVED -> "";
        };
    }

    private static String bounds(Option<?> option) {
        return (option.least().isPresent() ? ", at least " + option.least().getAsLong() : "")
                + (option.most().isPresent() ? ", at most " + option.most().getAsLong() : "");
    }

    private static String defaultOf(Option<?> option) {
        return option.isRequired() ? "required" : option.defaultText();
    }
}
