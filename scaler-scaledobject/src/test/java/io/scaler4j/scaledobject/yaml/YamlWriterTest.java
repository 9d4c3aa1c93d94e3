package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class YamlWriterTest {

    private static final int NODES = 20_000;

    @Test
    void whatIsWrittenIsReadAsTheSameNode() {
        long seed = Long.getLong("scaler4j.seed", System.nanoTime());
        var random = new Random(seed);
        for (int i = 0; i < NODES; i++) {
            Node node = Nodes.random(random, 4);
            String yaml = YamlWriter.write(node);
            YamlFile file = YamlReader.read(yaml, "");
            List<Node> expected = node.equals(Nodes.scalar(Node.Type.NULL, "null")) ? List.of() : List.of(node);

            assertThat(file.problems())
                    .as("-Dscaler4j.seed=%d:%n%s", seed, yaml)
                    .isEmpty();
            assertThat(file.documents())
                    .as("-Dscaler4j.seed=%d:%n%s", seed, yaml)
                    .isEqualTo(expected);
            assertThat(YamlWriter.write(node)).isEqualTo(yaml);
        }
    }

    @Test
    void everyTextOfTwoHardCharactersIsReadAgain() {
        String hard = "aA0-+.~?:,[]{}#&*!|>'\"%@`=<\\/$_ \t\n\r\u0000\u0085\u00a0\u2028\ufeffé";
        for (char first : hard.toCharArray()) {
            for (char second : hard.toCharArray()) {
                String text = "" + first + second;
                Node node = Nodes.mapping(
                        text, Nodes.list(Nodes.text(text), Nodes.text("x" + text), Nodes.text(text + "\nx")));

                YamlFile file = YamlReader.read(YamlWriter.write(node), "");

                assertThat(file.documents()).as(YamlWriter.write(node)).containsExactly(node);
            }
        }
    }

    @Test
    void aScaledObjectIsWrittenAsPeopleWriteIt() {
        Node node = Nodes.mapping(
                "apiVersion", Nodes.text("keda.sh/v1alpha1"),
                "kind", Nodes.text("ScaledObject"),
                "metadata", Nodes.mapping("name", Nodes.text("orders"), "labels", Nodes.mapping()),
                "spec",
                        Nodes.mapping(
                                "maxReplicaCount", Nodes.scalar(Node.Type.INTEGER, "10"),
                                "triggers",
                                        Nodes.list(Nodes.mapping(
                                                "type", Nodes.text("prometheus"),
                                                "metadata",
                                                        Nodes.mapping(
                                                                "query", Nodes.text("sum(\n  rate(x[5m])\n)\n"),
                                                                "threshold", Nodes.text("10"),
                                                                "ignoreNullValues", Nodes.text("no"))))));

        assertThat(YamlWriter.write(node)).isEqualTo("""
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata:
                          name: orders
                          labels: {}
                        spec:
                          maxReplicaCount: 10
                          triggers:
                            - type: prometheus
                              metadata:
                                query: |
                                  sum(
                                    rate(x[5m])
                                  )
                                threshold: "10"
                                ignoreNullValues: "no"
                        """);
    }

    @Test
    void documentsStandBetweenSeparators() {
        String yaml = YamlWriter.writeAll(List.of(Nodes.mapping("a", Nodes.text("b")), Nodes.list(Nodes.text("---"))));

        assertThat(yaml).isEqualTo("a: b\n---\n- \"---\"\n");
        assertThat(YamlReader.read(yaml, "").documents()).hasSize(2);
    }

    @Test
    void aBlockEndsAsItsTextDoes() {
        assertThat(YamlWriter.write(Nodes.mapping("a", Nodes.text("b\nc")))).isEqualTo("a: |-\n  b\n  c\n");
        assertThat(YamlWriter.write(Nodes.mapping("a", Nodes.text("b\n")))).isEqualTo("a: |\n  b\n");
        assertThat(YamlWriter.write(Nodes.mapping("a", Nodes.text("b\n\n")))).isEqualTo("a: |+\n  b\n\n");
        assertThat(YamlWriter.write(Nodes.mapping("a", Nodes.text("b \nc")))).isEqualTo("a: \"b \\nc\"\n");
    }

    @Test
    void minusZeroKeepsItsSign() {
        Node node = YamlReader.read("a: -0.0\n", "").documents().get(0);

        assertThat(YamlWriter.write(node)).isEqualTo("a: -0.0\n");
        assertThat(YamlReader.read(YamlWriter.write(node), "").documents()).containsExactly(node);
    }
}
