package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.cli.text.PlainJson;
import io.scaler4j.cli.text.Table;
import io.scaler4j.cli.text.Wrapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text for screens and JSON, with any content. */
class TextPropertiesTest {

    private static String word(SplittableRandom random) {
        return "x".repeat(random.nextInt(1, 14));
    }

    private static String sentence(SplittableRandom random) {
        var words = new ArrayList<String>();
        for (int i = random.nextInt(1, 40); i > 0; i--) {
            words.add(word(random));
        }
        return String.join(" ", words);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void wrappingLosesNoWordAndExceedsNoScreen(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            String sentence = sentence(random);
            String indent = " ".repeat(random.nextInt(6));
            int columns = random.nextInt(20, 120);
            var out = new StringBuilder();
            Wrapping.append(sentence, indent, columns, out);
            assertThat(String.join(" ", out.toString().strip().split("\\s+"))).isEqualTo(sentence);
            assertThat(out.toString().lines())
                    .allSatisfy(line -> assertThat(line).startsWith(indent).hasSizeLessThanOrEqualTo(columns));
            assertThat(out.toString()).endsWith("\n");
        }
    }

    /** As few lines as possible: no first word of a line fits on the line before. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void wrappingFillsItsLines(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            int columns = random.nextInt(20, 90);
            var out = new StringBuilder();
            Wrapping.append(sentence(random), "", columns, out);
            List<String> lines = out.toString().lines().toList();
            for (int line = 1; line < lines.size(); line++) {
                int first = lines.get(line).split(" ", 2)[0].length();
                assertThat(lines.get(line - 1).length() + 1 + first).isGreaterThan(columns);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theCellsOfATableStandBelowEachOther(long seed) {
        var random = new SplittableRandom(seed);
        int columns = random.nextInt(2, 6);
        var rows = new ArrayList<List<String>>();
        for (int row = 0; row < 12; row++) {
            var cells = new ArrayList<String>();
            for (int cell = 0; cell < columns; cell++) {
                cells.add(word(random));
            }
            rows.add(cells);
        }
        var table = new Table(rows.get(0));
        rows.subList(1, rows.size()).forEach(table::add);
        List<String> lines = table.text(500).lines().toList();
        assertThat(lines).hasSize(12);
        assertThat(lines.stream().map(String::length).distinct())
                .as("the last column stands right")
                .hasSize(1);
        for (int row = 0; row < 12; row++) {
            assertThat(List.of(lines.get(row).strip().split("\\s+"))).isEqualTo(rows.get(row));
            assertThat(lines.get(row)).startsWith(rows.get(row).get(0));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void jsonReadBackIsTheMap(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        Map<String, Object> map = map(random, 4);
        String line = PlainJson.line(map);
        assertThat(line).doesNotContain("\n");
        assertThat(Parsed.json(line)).isEqualTo(map);
    }

    private static Map<String, Object> map(SplittableRandom random, int depth) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            map.put(text(random) + i, value(random, depth - 1));
        }
        return map;
    }

    private static Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> text(random);
            case 1 -> random.nextInt(2000) / 8.0 - 100;
            case 2 -> random.nextBoolean();
            case 3 -> map(random, depth);
            default -> {
                var list = new ArrayList<Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
        };
    }

    /** With what JSON has to escape. */
    private static String text(SplittableRandom random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append("ab\"\\\n\t\u0001{}[],:ü€\uD83D\uDE80"
                    .codePoints()
                    .skip(random.nextInt(16))
                    .mapToObj(Character::toString)
                    .findFirst()
                    .orElse(""));
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "a, 'a,b', true",
        "b, 'a,b', true",
        "c, 'a,b', false",
        "'', 'a,b', false",
        "A, 'a,b', false",
        "c, 'a,b,c', true",
        "d, 'a,b,c', false"
    })
    void oneOfAFewWordsIsTakenAndAllAreNamedOtherwise(String value, String words, boolean taken) {
        String[] all = words.split(",", -1);
        if (taken) {
            Choice.check("--x", value, all);
        } else {
            String named = words.replaceAll(",([^,]+)$", " or $1").replace(",", ", ");
            assertThatThrownBy(() -> Choice.check("--x", value, all))
                    .isInstanceOf(MisuseException.class)
                    .hasMessage("--x must be " + named + ", was '" + value + "'");
        }
    }
}
