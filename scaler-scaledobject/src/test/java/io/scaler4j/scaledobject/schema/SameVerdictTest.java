package io.scaler4j.scaledobject.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.schema.Violation.Code;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An editor with the JSON schema refuses what the reader refuses, and nothing else: random documents with random
 * changes, many of them values that are null. Two things no JSON schema can say: that a minimum is above a maximum, and
 * that the number in a text is negative.
 */
class SameVerdictTest {

    private static final int DOCUMENTS = 400;

    private final long seed = Long.getLong("scaler4j.seed", System.nanoTime());

    static List<KindSchema> kinds() {
        return KindSchema.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSchemaForEditorsAndTheReaderAgree(KindSchema kind) throws IOException {
        JsonSchemaCheck schema = JsonSchemaCheck.of(kind);
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            Node document = new ShapeDocuments(random).of(kind);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                document = changed(document, kind.shape(), random);
            }
            List<Violation> violations = ShapeCheck.of(document, kind.shape());
            if (violations.stream().anyMatch(violation -> violation.code() == Code.BOUNDS)) {
                continue;
            }
            String text = YamlWriter.write(document);
            assertThat(schema.violations(document).isEmpty())
                    .as(() -> "-Dscaler4j.seed=%d: reader %s for:%n%s".formatted(seed, violations, text))
                    .isEqualTo(violations.isEmpty());
            refused += violations.isEmpty() ? 0 : 1;
        }
        assertThat(refused).as("refused of %d", DOCUMENTS).isBetween(DOCUMENTS / 10, DOCUMENTS * 9 / 10);
    }

    private static Node changed(Node document, Shape shape, Random random) {
        List<Spot> spots = Spot.all(document, shape);
        if (spots.size() < 2) {
            return document;
        }
        Spot spot = spots.get(1 + random.nextInt(spots.size() - 1));
        List<PastBounds> past = PastBounds.of(spot.shape()).stream()
                .filter(PastBounds::isOfSchema)
                .toList();
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> spot.replacedIn(document, ShapeDocuments.scalar(Node.Type.NULL, "null"));
            case 3 ->
                past.isEmpty()
                        ? document
                        : spot.replacedIn(
                                document, past.get(random.nextInt(past.size())).node());
            case 4 ->
                spot.replacedIn(document, ShapeDocuments.scalar(Node.Type.FLOAT, random.nextBoolean() ? "7.0" : "7.5"));
            default -> withAnother(spot, document);
        };
    }

    /** With one more entry that is null; without the entry in a list. */
    private static Node withAnother(Spot spot, Node document) {
        if (!(spot.node() instanceof Node.Mapping mapping)) {
            return document;
        }
        var entries = new ArrayList<>(mapping.entries());
        entries.add(ShapeDocuments.entry("oneMore", ShapeDocuments.scalar(Node.Type.NULL, "null")));
        return spot.replacedIn(document, ShapeDocuments.mapping(entries));
    }
}
