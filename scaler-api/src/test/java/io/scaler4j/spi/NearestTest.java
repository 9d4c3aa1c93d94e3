package io.scaler4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> NAMES =
            List.of("bootstrapServers", "consumerGroup", "lagThreshold", "activationLagThreshold", "topic", "sasl");

    private static String edited(SplittableRandom random, String name) {
        int at = random.nextInt(name.length() - 1);
        String letter = Seeds.word(random, "qwxz", 1);
        return switch (random.nextInt(4)) {
            case 0 -> name.substring(0, at) + name.substring(at + 1);
            case 1 -> name.substring(0, at) + letter + name.substring(at);
            case 2 -> name.substring(0, at) + letter + name.substring(at + 1);
            default -> name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
        };
    }

    @Test
    void oneTypingErrorInALongNameIsUnderstoodWhateverItIs() {
        Seeds.each((random, replay) -> {
            String name = Seeds.any(random, NAMES.subList(0, 4));
            String typed = edited(random, name);
            if (!typed.equals(name)) {
                assertThat(Nearest.to(typed, NAMES)).as("%s: %s", replay, typed).contains(name);
            }
        });
    }

    @Test
    void caseAndSeparatorsMeanNothing() {
        Seeds.each((random, replay) -> {
            String name = Seeds.any(random, NAMES);
            String typed = name.replaceAll("(?=[A-Z])", Seeds.any(random, List.of("-", "_", ".", " ")));
            String other = random.nextBoolean() ? typed.toUpperCase(Locale.ROOT) : typed.toLowerCase(Locale.ROOT);
            if (!other.equals(name)) {
                assertThat(Nearest.to(other, NAMES)).as("%s: %s", replay, other).contains(name);
            }
        });
    }

    @Test
    void theOrderOfTheKnownNamesMeansNothing() {
        Seeds.each((random, replay) -> {
            List<String> names = new ArrayList<>(NAMES);
            Collections.shuffle(names, new Random(random.nextLong()));
            String typed = edited(random, Seeds.any(random, NAMES));
            assertThat(Nearest.to(typed, names)).as("%s: %s", replay, typed).isEqualTo(Nearest.to(typed, NAMES));
        });
    }

    @Test
    void aNameIsNeverSuggestedInPlaceOfItself() {
        for (String name : NAMES) {
            assertThat(Nearest.to(name, List.of(name))).isEmpty();
        }
        assertThat(Nearest.to("topic", List.of("topic", "topics"))).contains("topics");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "servers, bootstrapServers", // shares a word
        "lagThresholds, lagThreshold", // another ending
        "threshold, lagThreshold", // of two that share it, the shorter
        "lagTreshhold, lagThreshold", // two errors
        "grpoup, ''", // two errors are too many for so short a name
        "tpc, ''",
        "'', ''",
        "'-', ''",
        "zzzzzzzzzzzz, ''"
    })
    void whatIsNearIsNamedAndNothingElse(String typed, String meant) {
        assertThat(Nearest.to(typed, NAMES).orElse("")).isEqualTo(meant);
        assertThat(Nearest.suggestion(typed, NAMES)).isEqualTo(meant.isEmpty() ? "" : "; did you mean " + meant + "?");
    }

    @Test
    void twoLettersThatAreSwappedAreOneErrorAtEitherEndToo() {
        assertThat(Nearest.to("opic", List.of("poci")))
                .as("two letters off, not one")
                .isEmpty();
        assertThat(Nearest.to("potic", List.of("topic"))).as("not neighbours").isEmpty();
        assertThat(Nearest.to("otpic", List.of("topic"))).contains("topic");
        assertThat(Nearest.to("topci", List.of("topic"))).contains("topic");
    }

    @Test
    void ofTwoNamesAtTheSameDistanceTheFirstOfTheAlphabetIsTaken() {
        assertThat(Nearest.to("listLengtx", List.of("listLengty", "listLengtb")))
                .contains("listLengtb");
    }
}
