package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key and every value of a document in any style has its line and its column. */
class PlacesTest {

    private static final int FILES = 3_000;

    private final long seed = Long.getLong("scaler4j.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void everyPartHasItsPlace(String lineBreak) {
        for (int i = 0; i < FILES; i++) {
            var styled = new StyledYaml(random);
            var expected = new ArrayList<Node>();
            for (int documents = 1 + random.nextInt(3); documents > 0; documents--) {
                expected.add(styled.document());
            }
            String text = styled.text().replace("\n", lineBreak);
            YamlFile file = YamlReader.read(text, "styled.yaml");
            String description = "-Dscaler4j.seed=%d, file %d:%n%s".formatted(seed, i, styled.text());
            assertThat(file.problems()).as(description).isEmpty();
            assertThat(places(file.documents())).as(description).isEqualTo(places(expected));
            assertThat(file.documents()).as(description).isEqualTo(expected);
        }
    }

    private static List<String> places(List<Node> documents) {
        var places = new ArrayList<String>();
        documents.forEach(document -> add("", document, places));
        return places;
    }

    private static void add(String path, Node node, List<String> places) {
        places.add(path + " at " + node.position());
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                places.add(path + "/" + entry.key() + " key at " + entry.keyPosition());
                add(path + "/" + entry.key(), entry.value(), places);
            }
        } else if (node instanceof Node.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                add(path + "[" + i + "]", sequence.items().get(i), places);
            }
        }
    }
}
