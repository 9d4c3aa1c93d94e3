package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in one text: whatever a name is, it can be written so that it is read again. */
class EscapedListTest {

    private static final long SEEDS = 300;
    private static final String CHARACTERS = "ab,= \\\t\nä";

    private static String name(SplittableRandom random) {
        return random.ints(1 + random.nextInt(8), 0, CHARACTERS.length())
                .mapToObj(index -> CHARACTERS.substring(index, index + 1))
                .collect(Collectors.joining());
    }

    /** As the documentation says: a backslash before a comma, a blank, an equals sign or a backslash. */
    private static String escaped(String name) {
        return name.replaceAll("[,= \\\\]", "\\\\$0");
    }

    private static boolean hasOuterBlank(String name) {
        return Character.isWhitespace(name.charAt(0)) && name.charAt(0) != ' '
                || Character.isWhitespace(name.charAt(name.length() - 1)) && name.charAt(name.length() - 1) != ' ';
    }

    @Test
    void namesThatAreEscapedAreReadAsTheyAre() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            List<String> names = new ArrayList<>();
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                String name = name(random);
                if (!hasOuterBlank(name)) { // only the blank itself can be escaped
                    names.add(name);
                    parts.add(" ".repeat(random.nextInt(3)) + escaped(name) + " ".repeat(random.nextInt(3)));
                }
            }
            if (!names.isEmpty()) {
                assertThat(EscapedList.split(String.join(",", parts)).stream().map(EscapedList::name))
                        .as("seed %s: %s", seed, parts)
                        .isEqualTo(names);
            }
        }
    }

    @Test
    void theEqualsSignsOfANameAreNoSeparators() {
        for (long seed = 0; seed < SEEDS; seed++) {
            String name = name(new SplittableRandom(seed));
            String part = escaped(name) + "=0.5";
            assertThat(EscapedList.lastEquals(part))
                    .as("seed %s: %s", seed, part)
                    .isEqualTo(escaped(name).length());
            assertThat(EscapedList.lastEquals(escaped(name)))
                    .as("seed %s: %s", seed, name)
                    .isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, delimiter = '|', textBlock = """
            a\\b|a\\b
            a\\|a\\
            \\\\|\\
            \\=|=
            '\\ a\\ '|' a '
            """)
    void aBackslashBeforeAnythingElseIsAPartOfTheName(String part, String name) {
        assertThat(EscapedList.name(part)).isEqualTo(name);
    }

    @Test
    void emptyPartsAreParts() {
        assertThat(EscapedList.split("")).containsExactly("");
        assertThat(EscapedList.split("a,,b,")).containsExactly("a", "", "b", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\", "a\\\\\\", "\\"})
    void aBackslashAtTheEndTakesNothing(String text) {
        assertThat(EscapedList.endsOpen(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\\\\", "a\\ ", "\\,"})
    void otherEndsAreClosed(String text) {
        assertThat(EscapedList.endsOpen(text)).isFalse();
    }
}
