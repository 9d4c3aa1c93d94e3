package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Merge keys, as the API server's parser resolves them. */
class MergeTest {

    private static final String ANCHORS = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz: &z {<<: *y, d: 5}\n";

    private static Node.Mapping result(String mapping) {
        YamlFile file = YamlReader.read(ANCHORS + "result:\n" + mapping.indent(2), "");
        assertThat(file.problems()).as(mapping).isEmpty();
        return (Node.Mapping)
                ((Node.Mapping) file.documents().get(0)).get("result").orElseThrow();
    }

    private static String shown(Node.Mapping mapping) {
        var parts = new ArrayList<String>();
        mapping.entries().forEach(entry -> parts.add(entry.key() + ((Node.Scalar) entry.value()).text()));
        return String.join(" ", parts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<<: *x                     | a1 b2",
                "<<: *z                     | b3 c4 d5",
                "<<: [*x, *y]               | b2 c4 a1",
                "<<: [*y, *x]               | a1 b3 c4",
                "<<: []                     | ''",
                "<<: {e: 6}                 | e6",
                "<<: [{e: 6}, {e: 7, f: 8}] | e6 f8",
                "!!merge <<: *x             | a1 b2",
                "\"<<\": text               | <<text",
                "'<<': 7                    | <<7",
                "{<<: *x}                   | a1 b2",
                "{<<: *x, a: 9}             | a9 b2",
            })
    void aMergeBringsTheEntriesOfMappings(String text, String expected) {
        assertThat(shown(result(text))).isEqualTo(expected);
    }

    @Test
    void aKeyBehindAMergeReplacesWhatIsMerged() {
        assertThat(shown(result("<<: *x\na: 9"))).isEqualTo("a9 b2");
        assertThat(shown(result("<<: [*x, *y]\nc: 9\nd: 8"))).isEqualTo("b2 c9 a1 d8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<<: 5", "<<: text", "<<: [*x, 5]", "<<: [[*x]]", "<<: ~", "<<: *result"})
    void otherValuesAreRefused(String text) {
        YamlFile file = YamlReader.read(ANCHORS + "result: &result\n" + text.indent(2), "f");
        assertThat(file.problems()).isNotEmpty();
        assertThat(file.problems().get(0).position().line()).isEqualTo(5);
    }

    @Test
    void mergedEntriesKeepThePlacesOfTheirAnchors() {
        Node.Mapping merged = result("<<: *x\ne: 7");
        assertThat(merged.entry("a").orElseThrow().keyPosition()).hasToString("1:8");
        assertThat(merged.get("b").orElseThrow().position()).hasToString("1:17");
        assertThat(merged.entry("e").orElseThrow().keyPosition()).hasToString("6:3");
        assertThat(merged.position()).hasToString("5:3");
    }

    @Test
    void anyRowOfMergesAndKeysIsResolvedFromTheTopToTheBottom() {
        long seed = Long.getLong("scaler4j.seed", System.nanoTime());
        var random = new Random(seed);
        Map<String, Map<String, String>> anchors =
                Map.of("x", Map.of("a", "1", "b", "2"), "y", Map.of("b", "3", "c", "4"));
        for (int i = 0; i < 2_000; i++) {
            var lines = new StringBuilder();
            var expected = new LinkedHashMap<String, String>();
            var merged = new ArrayList<String>();
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                String name = List.of("x", "y").get(random.nextInt(2));
                if (random.nextBoolean()) {
                    lines.append("<<: *").append(name).append('\n');
                    expected.putAll(anchors.get(name));
                    merged.addAll(anchors.get(name).keySet());
                } else {
                    String key = List.of("a", "b", "c").get(random.nextInt(3));
                    if (!expected.containsKey(key) || merged.contains(key)) {
                        lines.append(key).append(": 9\n");
                        expected.put(key, "9");
                        merged.removeIf(key::equals);
                    }
                }
            }
            if (!lines.isEmpty()) {
                var actual = new LinkedHashMap<String, String>();
                result(lines.toString())
                        .entries()
                        .forEach(entry -> actual.put(entry.key(), ((Node.Scalar) entry.value()).text()));
                assertThat(actual).as("-Dscaler4j.seed=%d:%n%s", seed, lines).isEqualTo(expected);
            }
        }
    }

    @Test
    void aKeyThatStandsTwiceIsAProblemBesideAMergeToo() {
        assertThat(YamlReader.read(ANCHORS + "r:\n  a: 1\n  <<: *y\n  a: 2\n", "f")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("f:7:3: the key \"a\" stands a second time, first at 5:3");
    }
}
