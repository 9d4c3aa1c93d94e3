package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class YamlLimitsTest {

    @Test
    void aFileHasAtMost8Mebibytes() {
        var bytes = new byte[YamlReader.MOST_BYTES];
        Arrays.fill(bytes, (byte) '#');
        var more = Arrays.copyOf(bytes, bytes.length + 1);

        assertThat(YamlReader.read(bytes, "").problems()).isEmpty();
        assertThat(YamlReader.read(more, "").problems())
                .singleElement()
                .asString()
                .isEqualTo("1:1: the file has more than 8388608 bytes; split it into several files");
        assertThat(YamlReader.read("#".repeat(YamlReader.MOST_BYTES + 1), "").problems())
                .hasSize(1);
    }

    @Test
    void aFileHasAtMost20000Documents() {
        YamlFile most = YamlReader.read("a: 1\n---\n".repeat(YamlReader.MOST_DOCUMENTS), "");
        YamlFile more = YamlReader.read("a: 1\n---\n".repeat(YamlReader.MOST_DOCUMENTS + 1), "");

        assertThat(most.problems()).isEmpty();
        assertThat(most.documents()).hasSize(YamlReader.MOST_DOCUMENTS);
        assertThat(more.documents()).hasSize(YamlReader.MOST_DOCUMENTS);
        assertThat(more.problems())
                .singleElement()
                .asString()
                .startsWith("40001:1: the file has more than 20000 documents, and those from here on are not read");
        assertThat(YamlReader.read("{}".repeat(YamlReader.MOST_DOCUMENTS + 1), "")
                        .problems())
                .hasSize(1);
    }

    @Test
    void aDocumentIsAtMost200LevelsDeep() {
        for (String[] brackets : new String[][] {{"[", "]"}, {"{a: ", "}"}, {"{\"a\":", "}"}, {"- ", ""}}) {
            String most = brackets[0].repeat(YamlReader.MOST_DEPTH) + "1" + brackets[1].repeat(YamlReader.MOST_DEPTH);
            String more =
                    brackets[0].repeat(YamlReader.MOST_DEPTH + 1) + "1" + brackets[1].repeat(YamlReader.MOST_DEPTH + 1);

            assertThat(YamlReader.read(most, "").problems()).as(most).isEmpty();
            assertThat(YamlReader.read(more, "").problems())
                    .singleElement()
                    .asString()
                    .contains("the document is nested more than 200 levels deep");
        }
    }

    @Test
    void aliasesDoNotGoDeeper() {
        var yaml = new StringBuilder("a0: &a0 [1]\n");
        for (int i = 1; i <= 250; i++) {
            yaml.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }

        assertThat(YamlReader.read(yaml.toString(), "").problems())
                .singleElement()
                .asString()
                .startsWith("200:")
                .contains("nested more than 200 levels");
    }

    @Test
    void aDocumentHasAtMost250000ValuesWithItsAliases() {
        String thousand = "a: &a [" + "1,".repeat(998) + "]\nb: [";

        assertThat(YamlReader.read(thousand + "*a,".repeat(240) + "]\n", "").problems())
                .isEmpty();
        assertThat(YamlReader.read(thousand + "*a,".repeat(260) + "]\n", "").problems())
                .singleElement()
                .asString()
                .startsWith("2:")
                .contains("the document has more than 250000 values once its aliases are resolved");
        assertThat(YamlReader.read("{\"a\":[" + "1,".repeat(YamlReader.MOST_NODES) + "1]}", "")
                        .problems())
                .hasSize(1);
    }

    @Test
    void notMoreThan100ProblemsOfADocumentAreListed() {
        assertThat(YamlReader.read("a: 1\n".repeat(1000) + "---\nb: 1\nb: 2\n", "")
                        .problems())
                .hasSize(102)
                .element(100)
                .asString()
                .contains("the document has more than 100 problems");
    }
}
