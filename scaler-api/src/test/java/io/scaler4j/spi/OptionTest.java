package io.scaler4j.spi;

import static io.scaler4j.spi.Option.Place.AUTHENTICATION;
import static io.scaler4j.spi.Option.Place.ENVIRONMENT;
import static io.scaler4j.spi.Option.Place.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a declaration says of itself. */
class OptionTest {

    private static final Option<Long> LENGTH = Option.integer("queueLength", 5, 1);

    @Test
    void anOptionIsGivenInTheMetadataUnlessSaidOtherwiseAndNeedNotBe() {
        assertThat(LENGTH.name()).isEqualTo("queueLength");
        assertThat(LENGTH.names()).containsExactly("queueLength");
        assertThat(LENGTH.places()).containsExactly(TRIGGER);
        assertThat(LENGTH.isRequired()).isFalse();
        assertThat(LENGTH.isOwn()).isFalse();
        assertThat(LENGTH.orElse()).isEqualTo(5);
        assertThat(LENGTH.description()).isEmpty();
        assertThat(LENGTH).hasToString("option queueLength (INTEGER)");
    }

    static Stream<UnaryOperator<Option<Long>>> changes() {
        return Stream.of(
                option -> option.from(AUTHENTICATION),
                option -> option.alsoNamed("length"),
                Option::required,
                Option::own,
                option -> option.defaultIs("as many as there are"),
                option -> option.says("Messages."));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everyChangeIsACopyThatKeepsAllElse(UnaryOperator<Option<Long>> change) {
        List<Object> before = facts(LENGTH);
        Option<Long> changed = change.apply(LENGTH);
        assertThat(facts(LENGTH)).isEqualTo(before);
        List<Object> after = facts(changed);
        assertThat(after).hasSameSizeAs(before);
        long differing = IntStream.range(0, before.size())
                .filter(i -> !before.get(i).equals(after.get(i)))
                .count();
        assertThat(differing).as("%s and %s", before, after).isEqualTo(1);
    }

    private static List<Object> facts(Option<?> option) {
        return List.of(
                option.name(),
                option.type(),
                option.names(),
                option.places(),
                option.isRequired(),
                option.isOwn(),
                option.orElse(),
                option.defaultText(),
                option.words(),
                option.least(),
                option.most(),
                option.description());
    }

    @Test
    void theLaterPlacesAndNamesReplaceThoseGivenBefore() {
        assertThat(LENGTH.from(AUTHENTICATION).from(ENVIRONMENT, TRIGGER).places())
                .containsExactly(ENVIRONMENT, TRIGGER);
        assertThat(LENGTH.alsoNamed("a").alsoNamed("b", "c").names()).containsExactly("queueLength", "b", "c");
        assertThatIllegalArgumentException()
                .isThrownBy(LENGTH::from)
                .withMessage("option queueLength needs a place where it may be given");
    }

    @Test
    void listsOfADeclarationAreUnmodifiable() {
        assertThatThrownBy(() -> LENGTH.names().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> LENGTH.places().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Option.word("w", Map.of("a", 1), 1).words().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void eachTypeIsDeclaredWithItsDefault() {
        assertThat(facts(Option.text("n")).subList(1, 2)).containsExactly(OptionType.TEXT);
        assertThat(Option.text("n").orElse()).isEmpty();
        assertThat(Option.expression("n").type()).isEqualTo(OptionType.EXPRESSION);
        assertThat(Option.expression("n").orElse()).isEmpty();
        assertThat(Option.list("n").type()).isEqualTo(OptionType.LIST);
        assertThat(Option.list("n").orElse()).isEmpty();
        assertThat(Option.number("n", 0.25).type()).isEqualTo(OptionType.NUMBER);
        assertThat(Option.flag("n", true).type()).isEqualTo(OptionType.FLAG);
        assertThat(Option.seconds("n", 30, 1, 60).type()).isEqualTo(OptionType.INTEGER);
        assertThat(Option.seconds("n", 30, 1, 60).orElse()).hasSeconds(30);
        assertThat(Option.word("n", Map.of("a", 1), 2).type()).isEqualTo(OptionType.WORD);
        assertThat(Option.removed("n", "leave it out").type()).isEqualTo(OptionType.REMOVED);
        assertThat(Option.removed("n", "leave it out").description()).isEqualTo("leave it out");
    }

    @Test
    void theDefaultIsWrittenAsAUserWouldWriteIt() {
        assertThat(Option.number("n", 0.25).defaultText()).isEqualTo("0.25");
        assertThat(Option.number("n", 100).defaultText()).isEqualTo("100");
        assertThat(Option.number("n", 10.05).defaultText()).isEqualTo("10.05");
        assertThat(Option.flag("n", true).defaultText()).isEqualTo("true");
        assertThat(Option.seconds("n", 90, 1, 600).defaultText()).isEqualTo("90");
        assertThat(Option.list("n").defaultText()).isEmpty();
        assertThat(Option.expression("n").defaultText()).isEmpty();
        assertThat(Option.removed("n", "x").defaultText()).isEmpty();
        assertThat(Option.word("n", Map.of("b", 1, "a", 2), 1).defaultText()).isEqualTo("b");
        assertThat(Option.word("n", Map.of("b", 1), 7).defaultText())
                .as("no word stands for it")
                .isEmpty();
    }

    @Test
    void boundsAreToldWhereThereAreAny() {
        assertThat(LENGTH.least()).hasValue(1);
        assertThat(LENGTH.most()).isEmpty();
        assertThat(Option.integer("n", 0, Long.MIN_VALUE).least()).isEmpty();
        assertThat(Option.integer("n", 0, Long.MIN_VALUE, 9).most()).hasValue(9);
        assertThat(Option.seconds("n", 30, 2, 60).least()).hasValue(2);
        assertThat(Option.text("n").least()).isEmpty();
    }

    @Test
    void theWordsAreSortedAndAsTheyWereAtTheDeclaration() {
        Map<String, Integer> words = new TreeMap<>(Map.of("latest", 1, "earliest", 2));
        Option<Integer> option = Option.word("policy", words, 1);
        words.put("none", 3);
        assertThat(option.words()).containsExactly("earliest", "latest");
        assertThat(OptionReader.of(
                                TriggerSpec.builder("kafka")
                                        .metadata(Map.of("policy", "none"))
                                        .build(),
                                List.of(option))
                        .find(option))
                .isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nullIsRefusedWithTheNameOfWhatIsMissing() {
        assertThatNullPointerException().isThrownBy(() -> Option.text(null)).withMessageStartingWith("name must not");
        assertThatNullPointerException()
                .isThrownBy(() -> Option.word("n", Map.of("a", 1), null))
                .withMessage("the default of an option must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> Option.duration("n", null, text -> Optional.of(Duration.ZERO), "x"))
                .withMessage("the default of an option must not be null");
        assertThatNullPointerException().isThrownBy(() -> LENGTH.says(null)).withMessageStartingWith("sentence must");
        assertThatNullPointerException()
                .isThrownBy(() -> LENGTH.defaultIs(null))
                .withMessageStartingWith("words must");
    }
}
