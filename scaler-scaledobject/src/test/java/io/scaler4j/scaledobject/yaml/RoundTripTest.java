package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read again: files of several documents, JSON, other line breaks, other bytes. */
class RoundTripTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final long seed = Long.getLong("scaler4j.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private Node.Mapping mapping() {
        var entries = new ArrayList<Node.Entry>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            entries.add(new Node.Entry("k" + i, Nodes.NOWHERE, Nodes.random(random, 3)));
        }
        return new Node.Mapping(entries, Nodes.NOWHERE);
    }

    @Test
    void aFileOfSeveralDocumentsIsReadAsTheSameDocuments() {
        for (int i = 0; i < 2_000; i++) {
            var documents = new ArrayList<Node>();
            for (int left = random.nextInt(5); left > 0; left--) {
                documents.add(mapping());
            }
            String yaml = YamlWriter.writeAll(documents);
            YamlFile file = YamlReader.read(yaml, "");
            assertThat(file.problems())
                    .as("-Dscaler4j.seed=%d:%n%s", seed, yaml)
                    .isEmpty();
            assertThat(file.documents())
                    .as("-Dscaler4j.seed=%d:%n%s", seed, yaml)
                    .isEqualTo(documents);
            assertThat(YamlWriter.writeAll(file.documents())).isEqualTo(yaml);
        }
    }

    @Test
    void jsonAndYamlOfANodeAreTheSame() throws JsonProcessingException {
        for (int i = 0; i < 5_000; i++) {
            Node.Mapping node = mapping();
            String json = json(node);
            YamlFile file = YamlReader.read(json, "");
            assertThat(file.problems()).as("-Dscaler4j.seed=%d: %s", seed, json).isEmpty();
            assertThat(file.documents())
                    .as("-Dscaler4j.seed=%d: %s", seed, json)
                    .containsExactly(node);
        }
    }

    private static String json(Node node) throws JsonProcessingException {
        if (node instanceof Node.Mapping mapping) {
            var parts = new ArrayList<String>();
            for (Node.Entry entry : mapping.entries()) {
                parts.add(JSON.writeValueAsString(entry.key()) + ": " + json(entry.value()));
            }
            return "{" + String.join(", ", parts) + "}";
        }
        if (node instanceof Node.Sequence sequence) {
            var parts = new ArrayList<String>();
            for (Node item : sequence.items()) {
                parts.add(json(item));
            }
            return "[" + String.join(", ", parts) + "]";
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return scalar.type() == Node.Type.STRING ? JSON.writeValueAsString(scalar.text()) : scalar.text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void bytesOfEveryEncodingAreTheSame(String encoding) throws UnsupportedEncodingException {
        for (int i = 0; i < 300; i++) {
            Node.Mapping node = mapping();
            byte[] bytes = ("\ufeff" + YamlWriter.write(node)).getBytes(encoding);
            assertThat(YamlReader.read(bytes, "").documents())
                    .as("-Dscaler4j.seed=%d", seed)
                    .containsExactly(node);
        }
    }

    @Test
    void keysOfEveryLengthAreReadAgain() {
        for (int length = 1; length < 2_500; length += 1 + length / 10) {
            for (String letter : List.of("k", "ü", "\"", "😀", " ")) {
                String key = "k" + letter.repeat(length) + "k";
                Node node = Nodes.mapping(key, Nodes.mapping(key, Nodes.list(Nodes.text(key))));
                assertThat(YamlReader.read(YamlWriter.write(node), "").documents())
                        .as("%d times %s", length, letter)
                        .containsExactly(node);
            }
        }
    }

    @Test
    void theDeepestNodeThatIsReadIsWritten() {
        Node node = Nodes.text("x");
        for (int depth = 0; depth < YamlReader.MOST_DEPTH; depth++) {
            node = depth % 2 == 0 ? Nodes.list(node) : Nodes.mapping("k", node);
        }
        assertThat(YamlReader.read(YamlWriter.write(node), "").documents()).containsExactly(node);
    }

    @Test
    void everyCharacterIsReadAgainAsKeyAndAsValue() {
        String all =
                IntStream.rangeClosed(0, 0x2FFF).mapToObj(Character::toString).collect(Collectors.joining());
        for (int from = 0; from < all.length(); from += 16) {
            String text = all.substring(from, Math.min(all.length(), from + 16));
            Node node = Nodes.mapping(text, Nodes.list(Nodes.text(text), Nodes.text("a\n" + text + "\nb")));
            assertThat(YamlReader.read(YamlWriter.write(node), "").documents())
                    .as("from U+%04X", from)
                    .containsExactly(node);
        }
    }
}
