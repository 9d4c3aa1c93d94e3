package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What just fits each limit, what is one more, and where it is said. */
class YamlBoundariesTest {

    private static final int NODES = YamlReader.MOST_NODES;

    private static List<String> problems(String text) {
        return YamlReader.read(text, "f").problems().stream()
                .map(YamlProblem::toString)
                .toList();
    }

    @Test
    void aListHasOneValueFewerThanADocument() {
        assertThat(problems("- a\n".repeat(NODES - 1))).isEmpty();
        assertThat(problems("- a\n".repeat(NODES)))
                .singleElement()
                .asString()
                .startsWith("f:" + NODES + ":3: the document has more than 250000 values");
    }

    @Test
    void keysCountAsValuesDo() {
        var fits = new StringBuilder();
        for (int i = 0; i < NODES / 2 - 1; i++) {
            fits.append('k').append(i).append(": a\n");
        }
        assertThat(problems(fits.toString())).isEmpty();
        // With the mapping itself there is one left.
        assertThat(problems(fits + "last: a\n")).singleElement().asString().startsWith("f:" + NODES / 2 + ":7: ");
    }

    @Test
    void eachDocumentHasItsOwnLimit() {
        String half = "- a\n".repeat(NODES / 2 + 10);
        assertThat(problems(half + "---\n" + half + "---\n" + half)).isEmpty();
        YamlFile file = YamlReader.read("- a\n".repeat(NODES) + "---\na: 1\n", "f");
        assertThat(file.problems()).hasSize(1);
        assertThat(file.documents()).containsExactly(Nodes.mapping("a", Nodes.scalar(Node.Type.INTEGER, "1")));
    }

    @Test
    void jsonHasTheSameLimits() {
        String items = "1,".repeat(NODES - 3);
        assertThat(problems("{\"a\":[" + items + "1]}")).isEmpty();
        assertThat(problems("{\"a\":[" + items + "1,1]}"))
                .singleElement()
                .asString()
                .contains("more than 250000 values");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void anAliasCountsAsMuchAsItsAnchor(int size) {
        String anchor = "a: &a [" + "1,".repeat(size) + "]\nb: [";
        // The mapping, two keys, the first list with its items, and the second list.
        int left = NODES - (1 + 2 + 1 + size + 1);
        int aliases = left / (size + 1);
        assertThat(problems(anchor + "*a,".repeat(aliases) + "]\n")).isEmpty();
        assertThat(problems(anchor + "*a,".repeat(aliases + 1) + "]\n"))
                .singleElement()
                .asString()
                .startsWith("f:2:" + (5 + 3 * aliases) + ": ");
    }

    @Test
    void theDepthIsThatOfTheDeepestValue() {
        String levels = "a:\n";
        var text = new StringBuilder();
        for (int depth = 0; depth < YamlReader.MOST_DEPTH - 1; depth++) {
            text.append(" ".repeat(depth)).append(levels);
        }
        String last = " ".repeat(YamlReader.MOST_DEPTH - 1);
        assertThat(problems(text + last + "a: 1\n")).isEmpty();
        assertThat(problems(text + last + "a: [1]\n"))
                .singleElement()
                .asString()
                .startsWith("f:200:204: the document is nested more than 200 levels deep");
        assertThat(problems(text + last + "a: []\n")).isEmpty();
    }

    @Test
    void anAliasAddsItsDepthAtItsPlace() {
        String deep = "a: &a " + "[".repeat(150) + "]".repeat(150) + "\n";
        assertThat(problems(deep + "b: " + "[".repeat(49) + "*a" + "]".repeat(49) + "\n"))
                .isEmpty();
        assertThat(problems(deep + "b: " + "[".repeat(51) + "*a" + "]".repeat(51) + "\n"))
                .singleElement()
                .asString()
                .startsWith("f:2:55: the document is nested more than 200 levels deep");
    }

    @Test
    void ofAHundredProblemsAllAreListed() {
        assertThat(problems("a: 1\n".repeat(101))).hasSize(100);
        assertThat(problems("a: 1\n".repeat(102)))
                .hasSize(101)
                .last()
                .asString()
                .startsWith("f:102:1: the document has more than 100 problems");
    }

    @Test
    void aFileMayHaveManyDocumentsOfJson() {
        String most = "{\"a\":1}\n".repeat(YamlReader.MOST_DOCUMENTS);
        assertThat(YamlReader.read(most, "").documents()).hasSize(YamlReader.MOST_DOCUMENTS);
        assertThat(problems(most + "{\"b\":2}"))
                .singleElement()
                .asString()
                .startsWith("f:20001:1: the file has more than 20000 documents");
    }

    @Test
    void keysMayBeAsLongAsTheFile() {
        String key = "k".repeat(100_000);
        YamlFile quoted = YamlReader.read("? \"" + key + "\"\n: 1\n", "");
        assertThat(quoted.problems()).isEmpty();
        assertThat(((Node.Mapping) quoted.documents().get(0)).get(key)).isPresent();
        assertThat(problems("? \"" + key + "\"\n: 1\n? \"" + key + "\"\n: 2\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.length()).isLessThan(400));
    }
}
