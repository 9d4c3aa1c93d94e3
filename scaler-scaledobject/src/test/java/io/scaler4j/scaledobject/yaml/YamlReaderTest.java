package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

    @Test
    void everythingHasItsPlace() {
        YamlFile file =
                YamlReader.read("# c\nkind: X\nspec:\n  items:\n  - a\n  - {b: 'c'}\n---\n\n  d: 1\n", "f.yaml");
        var first = (Node.Mapping) file.documents().get(0);
        var second = (Node.Mapping) file.documents().get(1);

        assertThat(first.position()).hasToString("f.yaml:2:1");
        assertThat(first.find("spec").orElseThrow().position()).hasToString("f.yaml:4:3");
        assertThat(first.find("spec", "items").orElseThrow().position()).hasToString("f.yaml:5:3");
        assertThat(first.find("spec", "items", "0").orElseThrow().position()).hasToString("f.yaml:5:5");
        assertThat(first.find("spec", "items", "1", "b").orElseThrow().position())
                .hasToString("f.yaml:6:9");
        assertThat(first.entry("spec").orElseThrow().keyPosition()).hasToString("f.yaml:3:1");
        assertThat(second.entry("d").orElseThrow().keyPosition()).hasToString("f.yaml:9:3");
        assertThat(second.get("d").orElseThrow().position()).hasToString("f.yaml:9:6");
    }

    @Test
    void positionsCountCharactersAndNotTheirHalves() {
        YamlFile file = YamlReader.read("\uFEFF'😀': [é, 'b']\n", "");

        assertThat(mapping(file).find("😀", "1").orElseThrow().position()).hasToString("1:10");
    }

    @Test
    void aScalarKeepsItsSourceAndItsQuotes() {
        Node.Mapping mapping =
                mapping(YamlReader.read("a: 1_000\nb: 'no'\nc: yes\nd: ~\ne: |\n  x\nf: 1e3\ng: 0.5\n", ""));

        assertThat(scalar(mapping, "a")).isEqualTo(Nodes.scalar(Node.Type.INTEGER, "1000"));
        assertThat(scalar(mapping, "a").source()).isEqualTo("1_000");
        assertThat(scalar(mapping, "a").quoted()).isFalse();
        assertThat(scalar(mapping, "b")).isEqualTo(Nodes.text("no"));
        assertThat(scalar(mapping, "b").quoted()).isTrue();
        assertThat(scalar(mapping, "c")).isEqualTo(Nodes.scalar(Node.Type.BOOLEAN, "true"));
        assertThat(scalar(mapping, "c").source()).isEqualTo("yes");
        assertThat(scalar(mapping, "d")).isEqualTo(Nodes.scalar(Node.Type.NULL, "null"));
        assertThat(scalar(mapping, "e").quoted()).isTrue();
        assertThat(scalar(mapping, "f")).isEqualTo(Nodes.scalar(Node.Type.INTEGER, "1000"));
        assertThat(scalar(mapping, "g")).isEqualTo(Nodes.scalar(Node.Type.FLOAT, "0.5"));
    }

    @Test
    void aKeyThatStandsTwiceIsAProblemThatNamesBothPlaces() {
        assertThat(problems("a:\n  b: 1\n  c: 2\n  b: 3\n"))
                .containsExactly(
                        "f:4:3: the key \"b\" stands a second time, first at 2:3; kubectl drops the first value"
                                + " without a word: remove one of them");
        assertThat(problems("1: a\n\"1\": b\n")).singleElement().asString().contains("first at 1:1");
        assertThat(problems("{a: 1, a: 2, b: 3, b: 4}\n")).hasSize(2);
        assertThat(problems("{\"a\": 1, \"a\": 2}")).singleElement().asString().startsWith("f:1:10: the key \"a\"");
    }

    @Test
    void twoObjectsWithoutASeparatorAreOneProblem() {
        String yaml =
                "apiVersion: v1\nkind: A\nmetadata: {}\nspec: 1\napiVersion: v1\nkind: B\nmetadata: {}\nspec: 2\n";

        assertThat(problems(yaml))
                .containsExactly(
                        "f:5:1: apiVersion stands a second time, first at 1:1; two objects are in one document, and"
                                + " the API server would mix them: put a line --- before the second one");
        assertThat(problems("a: {kind: X, kind: Y}\n"))
                .singleElement()
                .asString()
                .contains("the key \"kind\"");
    }

    @Test
    void mergesReplaceWhatStandsBeforeThemAndTheFirstOfAListWins() {
        String yaml = "a: &a {x: 1, w: 2}\nb: &b {w: 3, z: 4}\nc:\n  <<: [*a, *b]\n  z: 5\nd:\n  x: 6\n  <<: *a\n";
        Node.Mapping mapping = mapping(YamlReader.read(yaml, ""));

        assertThat(mapping.get("c")).contains(Nodes.mapping("x", number(1), "w", number(2), "z", number(5)));
        assertThat(mapping.get("d")).contains(Nodes.mapping("x", number(1), "w", number(2)));
        assertThat(((Node.Mapping) mapping.get("c").orElseThrow())
                        .entry("w")
                        .orElseThrow()
                        .keyPosition())
                .hasToString("1:14");
        assertThat(problems("a: {<<: 5}\n"))
                .singleElement()
                .asString()
                .contains("f:1:9: the value of << is no mapping");
        assertThat(problems("<<: {a: 1}\na: 2\na: 3\n")).hasSize(1);
    }

    @Test
    void anAliasIsTheNodeItself() {
        Node.Mapping mapping = mapping(YamlReader.read("a: &x [1]\nb: *x\n&k c: *k\n", ""));

        assertThat(mapping.get("b").orElseThrow()).isSameAs(mapping.get("a").orElseThrow());
        assertThat(mapping.get("c")).contains(Nodes.text("c"));
        assertThat(problems("a: *b\n")).singleElement().asString().startsWith("f:1:4: the alias names an anchor");
        assertThat(problems("a: &b [*b]\n")).singleElement().asString().contains("would never end");
        assertThat(problems("a: &b 1\n---\nc: *b\n")).singleElement().asString().startsWith("f:3:4");
    }

    @Test
    void aDocumentWithAProblemDoesNotSpoilTheOthers() {
        YamlFile file = YamlReader.read("a: 1\n---\nb: [\n---\nc: 3\n--- d\ne: 4\n---\nf: 5\n", "f");

        assertThat(file.documents())
                .containsExactly(
                        Nodes.mapping("a", number(1)), Nodes.mapping("c", number(3)), Nodes.mapping("f", number(5)));
        assertThat(file.problems().stream().map(problem -> problem.position().line()))
                .containsExactly(4, 6);
    }

    @Test
    void allProblemsOfADocumentAreFound() {
        assertThat(problems("a: .inf\nb: !!int x\n~: c\n\"d\": \"\\/\"\na: 1\n18446744073709551615: e\n"))
                .extracting(sentence -> sentence.substring(0, sentence.indexOf(' ')))
                .containsExactly("f:1:4:", "f:2:4:", "f:3:1:", "f:4:6:", "f:5:1:", "f:6:1:");
    }

    @Test
    void emptyDocumentsAreNoDocuments() {
        for (String yaml : List.of(
                "", "\n", "---\n", "---\n---\n", "# c\n", "~\n", "null", "---\n# c\n---\n", "\uFEFF", " \r\n")) {
            assertThat(YamlReader.read(yaml, "")).as(yaml).isEqualTo(new YamlFile(List.of(), List.of()));
        }
    }

    @Test
    void tabsInTheIndentationAreCalledTabs() {
        for (String yaml : List.of(
                "a:\n\tb: 1\n", "a:\n  b: 1\n \tc: 2\n", "-\ta\n", "a: 1\n\t\nb: 2\n", "a: |\n\tb\n", "\ta: 1")) {
            assertThat(problems(yaml))
                    .as(yaml)
                    .anyMatch(problem -> problem.contains("a tab stands in the indentation"));
        }
        for (String yaml : List.of(
                "a:\tb\n", "a: b\t# c\n", "a: 'b\tc'\n", "a:\t\t{b:\t1}\n", "a: [\n\t1\n]\n", "a: |\n  b\n  \tc\n")) {
            assertThat(problems(yaml)).as(yaml).isEmpty();
        }
    }

    @Test
    void placeholdersOfTemplatesAreCalledSo() {
        for (String yaml : List.of(
                "a: {{ .Values.x }}\n",
                "a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\n",
                "a:\n{{ include \"x\" . | indent 2 }}\nb: 1\n",
                "a: 1\n${EXTRA}\nb: 2\n",
                "{{- if x }}\na: 1\n{{- end }}\n",
                "a: 1\n<% x %>\n")) {
            assertThat(problems(yaml)).as(yaml).first().asString().contains("a placeholder of a template stands here");
        }
        assertThat(problems("a: ${X}\nb: \"{{ x }}\"\n")).isEmpty();
    }

    @Test
    void whatKubectlIgnoresIsAProblem() {
        assertThat(problems("a: 1\n...\nb: 2\n")).singleElement().asString().contains("kubectl ignores the text");
        assertThat(problems("[1] b: 2\n")).isNotEmpty();
        assertThat(problems("a: 1\n...\n# c\n")).isEmpty();
        assertThat(problems("%YAML 1.1\n---\na: 1\n"))
                .singleElement()
                .asString()
                .contains("directive");
    }

    @Test
    void aProblemSaysWhatToDo() {
        assertThat(problems("a: b: c\n")).singleElement().asString().startsWith("f:1:5: a colon with a space");
        assertThat(problems("a: 1\nb\nc: 2\n")).singleElement().asString().startsWith("f:2:1: a line is no key");
        assertThat(problems("a: @b\n")).singleElement().asString().startsWith("f:1:4: no value begins with");
        assertThat(problems("a: 'b\n")).singleElement().asString().contains("a quote is not closed");
        assertThat(problems("a: [b\n")).singleElement().asString().contains("a bracket is not closed");
        assertThat(problems("a:\n  b: 1\n c: 2\n")).singleElement().asString().contains("indentation does not fit");
        assertThat(problems("a: \"\\q\"\n")).singleElement().asString().contains("an escape in double quotes");
        assertThat(problems("a: \"\\UFFFFFFFF\"\n")).singleElement().asString().contains("an escape in double quotes");
        assertThat(problems("a: b\u0007\n")).singleElement().asString().startsWith("f:1:5: the character U+0007");
        assertThat(problems("a: b\u2028c\n")).singleElement().asString().startsWith("f:1:5: the character U+2028");
        assertThat(problems("? [a]\n: b\n")).singleElement().asString().contains("a key is a mapping or a list");
        assertThat(problems("a: {b: http://c?d}\n")).singleElement().asString().contains("a text with ?");
    }

    @Test
    void noSentenceShowsAValue() {
        for (String broken : List.of(
                "a: [s3cret\n",
                "a: s3cret: b\n",
                "a: !!int s3cret\n",
                "a: \"s3cret\\q\"\n",
                "s3cret\na: b\n",
                "a: 's3cret\n",
                "{\"a\": \"s3cret}",
                "a: &b s3cret\nc: *s3cret\n",
                "a: !s3cret! b\n",
                "a: @s3cret\n")) {
            assertThat(problems(broken)).as(broken).isNotEmpty().noneMatch(problem -> problem.contains("s3cret"));
            assertThat(YamlReader.read("a: s3cret\nb: [s3cret]\n", "").toString())
                    .doesNotContain("s3cret");
        }
    }

    static List<String> problems(String yaml) {
        return YamlReader.read(yaml, "f").problems().stream()
                .map(YamlProblem::toString)
                .toList();
    }

    private static Node.Mapping mapping(YamlFile file) {
        assertThat(file.problems()).isEmpty();
        return (Node.Mapping) file.documents().get(0);
    }

    private static Node.Scalar scalar(Node.Mapping mapping, String key) {
        return (Node.Scalar) mapping.get(key).orElseThrow();
    }

    private static Node number(int value) {
        return Nodes.scalar(Node.Type.INTEGER, String.valueOf(value));
    }
}
