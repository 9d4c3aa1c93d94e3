package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonFileTest {

    @Test
    void aFileThatBeginsWithABraceIsJson() {
        YamlFile file = YamlReader.read(
                "\n\t{\n\t\"a\": \"\\/\\ud83d\\ude00\\ud800\",\n\t\"b\": [1.0, -0, 1e3, 0.5, 12345678901234567890]}",
                "");

        assertThat(file.problems()).isEmpty();
        assertThat(file.documents())
                .containsExactly(Nodes.mapping(
                        "a",
                        Nodes.text("/😀\uFFFD"),
                        "b",
                        Nodes.list(
                                Nodes.scalar(Node.Type.INTEGER, "1"),
                                Nodes.scalar(Node.Type.INTEGER, "0"),
                                Nodes.scalar(Node.Type.INTEGER, "1000"),
                                Nodes.scalar(Node.Type.FLOAT, "0.5"),
                                Nodes.scalar(Node.Type.INTEGER, "12345678901234567000"))));
        assertThat(((Node.Mapping) file.documents().get(0))
                        .find("b", "1")
                        .orElseThrow()
                        .position())
                .hasToString("4:13");
    }

    @Test
    void objectsFollowEachOther() {
        assertThat(YamlReader.read("{\"a\":true} {\"b\":null}\n[1]null", "").documents())
                .hasSize(3);
        assertThat(YamlReader.read("{\"a\":1}\n---\nb: 2\n---\n{c: 3}\n", "").documents())
                .hasSize(3);
    }

    @Test
    void whatIsNoJsonMayBeYaml() {
        assertThat(YamlReader.read("{\"a\": 1, b: [2,],}\n", "").documents())
                .containsExactly(Nodes.mapping("a", one(1), "b", Nodes.list(one(2))));
        assertThat(YamlReader.read("{\"a\": 1}\nb: 2\n", "").documents()).hasSize(2);
    }

    @Test
    void brokenJsonIsExplainedAsJson() {
        assertThat(problem("{\"a\": 1")).startsWith("1:8: the JSON has no \",\" here");
        assertThat(problem("{\"a\": \"b\n\"c\": 1}")).startsWith("1:9: a text in JSON is not closed");
        assertThat(problem("{\"a\" 1}")).contains("no \":\" here");
        assertThat(problem("{\"a\": \"\\q\"}")).contains("JSON does not know an escape");
        assertThat(problem("{\"a\": \"\\u12\"}")).contains("no four hexadecimal digits");
        assertThat(problem("{\"a\": 1e400}")).contains("a number is too large");
        assertThat(problem("{\"a\": {\"b\": tru]}")).contains("a word that is no value");
        assertThat(problem("{\"a\": [1 2}")).startsWith("1:10: ");
        assertThat(problem("{a: [}")).doesNotContain("JSON");
    }

    @Test
    void behindTwoObjectsOfJsonThereIsNoYaml() {
        YamlFile file = YamlReader.read("{\"a\":1}\n{\"b\":2}\nc: 3\n---\nd: 4\n", "");

        assertThat(file.documents()).hasSize(3);
        assertThat(file.problems()).singleElement().asString().startsWith("3:1: ");
    }

    private static Node one(int value) {
        return Nodes.scalar(Node.Type.INTEGER, String.valueOf(value));
    }

    private static String problem(String json) {
        return YamlReader.read(json, "").problems().get(0).toString();
    }
}
