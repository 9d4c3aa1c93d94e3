package io.scaler4j.scaledobject.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.schema.Violation.Code;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.scaledobject.yaml.YamlReader;
import io.scaler4j.scaledobject.yaml.YamlWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every kind in random documents: what fits is accepted by the reader and by the schema for editors, and
 * one change that does not fit is refused by both, at its place.
 */
class EveryFieldTest {

    private static final int DOCUMENTS = 5;
    private static final int MANY_DOCUMENTS = 4_000;
    /** A pod has so many fields that trying them all would take minutes. */
    private static final int MOST_SPOTS = 150;

    private final long seed = Long.getLong("scaler4j.seed", System.nanoTime());

    static List<KindSchema> kinds() {
        return KindSchema.all();
    }

    /** All, or as many of them at random as there is time for. */
    private List<Spot> spots(Node document, KindSchema kind) {
        var spots = new ArrayList<>(Spot.all(document, kind.shape()));
        Collections.shuffle(spots, new Random(seed));
        return spots.subList(0, Math.min(spots.size(), MOST_SPOTS));
    }

    private static JsonSchemaCheck schema(KindSchema kind) throws IOException {
        return JsonSchemaCheck.of(kind);
    }

    private List<Node> documents(KindSchema kind) {
        var random = new Random(seed);
        var documents = new ArrayList<Node>();
        for (int i = 0; i < DOCUMENTS; i++) {
            documents.add(read(new ShapeDocuments(random).of(kind)));
        }
        return documents;
    }

    /** As a file has it, with positions. */
    private Node read(Node document) {
        String yaml = YamlWriter.write(document);
        var file = YamlReader.read(yaml, "");
        assertThat(file.problems()).as("-Dscaler4j.seed=%d:%n%s", seed, yaml).isEmpty();
        assertThat(file.documents()).as("-Dscaler4j.seed=%d:%n%s", seed, yaml).containsExactly(document);
        return file.documents().get(0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatFitsIsAcceptedByTheReaderAndByTheSchemaForEditors(KindSchema kind) throws IOException {
        JsonSchemaCheck schema = schema(kind);
        for (Node document : documents(kind)) {
            assertThat(ShapeCheck.of(document, kind.shape()))
                    .as(() -> "-Dscaler4j.seed=%d:%n%s".formatted(seed, YamlWriter.write(document)))
                    .isEmpty();
            assertThat(schema.violations(document))
                    .as(() -> "-Dscaler4j.seed=%d:%n%s".formatted(seed, YamlWriter.write(document)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aValueOfAnotherTypeIsRefusedAtItsPlace(KindSchema kind) throws IOException {
        JsonSchemaCheck schema = schema(kind);
        for (Node document : documents(kind)) {
            for (Spot spot : spots(document, kind)) {
                for (Node wrong : ofAnotherType(spot.shape())) {
                    Node changed = read(spot.replacedIn(document, wrong));
                    check(kind, changed, Code.TYPE, spot.shown(), at(changed, spot));
                    assertThat(schema.violations(changed)).as(spot.shown()).isNotEmpty();
                }
            }
        }
    }

    private static List<Node> ofAnotherType(Shape shape) {
        Node text = ShapeDocuments.scalar(Node.Type.STRING, "7");
        Node whole = ShapeDocuments.scalar(Node.Type.INTEGER, "7");
        Node fraction = ShapeDocuments.scalar(Node.Type.FLOAT, "7.5");
        Node flag = ShapeDocuments.scalar(Node.Type.BOOLEAN, "true");
        Node list = ShapeDocuments.list(List.of());
        Node mapping = ShapeDocuments.mapping(List.of());
        if (shape instanceof Shape.Text) {
            return List.of(whole, fraction, flag, list, mapping);
        }
        if (shape instanceof Shape.Whole) {
            return List.of(text, fraction, flag, list, mapping);
        }
        if (shape instanceof Shape.Flag) {
            return List.of(text, whole, list, mapping);
        }
        if (shape instanceof Shape.Quantity quantity) {
            return quantity.fractions() ? List.of(flag, list, mapping) : List.of(fraction, flag, list, mapping);
        }
        if (shape instanceof Shape.Listing) {
            return List.of(text, whole, mapping);
        }
        if (shape instanceof Shape.WholeOrText) {
            return List.of(fraction, flag, list, mapping);
        }
        return shape instanceof Shape.Anything ? List.of() : List.of(text, whole, list);
    }

    private static Position at(Node document, Spot spot) {
        return spot.path().isEmpty()
                ? document.position()
                : ((Node.Mapping) document).find(spot.steps()).orElseThrow().position();
    }

    private void check(KindSchema kind, Node document, Code code, String path, Position position) {
        assertThat(ShapeCheck.of(document, kind.shape()))
                .as(() -> "-Dscaler4j.seed=%d:%n%s".formatted(seed, YamlWriter.write(document)))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.code()).isEqualTo(code);
                    assertThat(violation.path()).isEqualTo(path);
                    assertThat(violation.position()).isEqualTo(position);
                    assertThat(violation.sentence()).startsWith(path.isEmpty() ? "the document " : path + " ");
                    assertThat(violation.wayOut()).isNotBlank();
                });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsMissingIsRefusedAndNullCountsAsMissing(KindSchema kind) throws IOException {
        JsonSchemaCheck schema = schema(kind);
        Node nothing = ShapeDocuments.scalar(Node.Type.NULL, "null");
        for (Node document : documents(kind)) {
            for (Spot spot : spots(document, kind)) {
                if (spot.around() == null || spot.dependsOnOthers()) {
                    continue;
                }
                Node without = read(spot.replacedIn(document, null));
                Node nulled = read(spot.replacedIn(document, nothing));
                if (spot.isRequired()) {
                    var parent = spot.path().subList(0, spot.path().size() - 1);
                    Spot around = new Spot(parent, "", spot.shape(), spot.node(), null);
                    check(kind, without, Code.REQUIRED, spot.shown(), at(without, around));
                    assertThat(schema.violations(without)).as(spot.shown()).isNotEmpty();
                    check(kind, nulled, Code.REQUIRED, spot.shown(), keyOf(nulled, around, spot.name()));
                    assertThat(schema.violations(nulled)).as(spot.shown()).isNotEmpty();
                } else {
                    assertThat(ShapeCheck.of(without, kind.shape()))
                            .as(spot.shown())
                            .isEmpty();
                    assertThat(schema.violations(without)).as(spot.shown()).isEmpty();
                    assertThat(ShapeCheck.of(nulled, kind.shape()))
                            .as(spot.shown())
                            .isEmpty();
                    assertThat(schema.violations(nulled)).as(spot.shown()).isEmpty();
                }
            }
        }
    }

    private static Position keyOf(Node document, Spot around, String key) {
        Node mapping = around.path().isEmpty()
                ? document
                : ((Node.Mapping) document).find(around.steps()).orElseThrow();
        return ((Node.Mapping) mapping).entry(key).orElseThrow().keyPosition();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFieldThatIsNoneIsRefusedAndTheNearestIsNamed(KindSchema kind) throws IOException {
        JsonSchemaCheck schema = schema(kind);
        var random = new Random(seed);
        for (Node document : documents(kind)) {
            for (Spot spot : spots(document, kind)) {
                if (!(spot.shape() instanceof Shape.Structure structure) || structure.isOpen()) {
                    continue;
                }
                for (String name : structure.fields().keySet()) {
                    if (random.nextInt(4) > 0) {
                        continue;
                    }
                    String wrong = name + "Xy";
                    var entries = new ArrayList<>(((Node.Mapping) spot.node()).entries());
                    entries.add(ShapeDocuments.entry(wrong, ShapeDocuments.scalar(Node.Type.NULL, "null")));
                    Node changed = read(spot.replacedIn(document, ShapeDocuments.mapping(entries)));
                    String path = spot.shown() + (spot.path().isEmpty() ? "" : ".") + wrong;
                    check(kind, changed, Code.UNKNOWN, path, keyOf(changed, spot, wrong));
                    if (name.length() >= 6) {
                        assertThat(ShapeCheck.of(changed, kind.shape()).get(0).wayOut())
                                .isEqualTo("did you mean " + name + "?");
                    }
                    assertThat(schema.violations(changed)).as(path).isNotEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aNumberAWordOrATextPastItsBoundsIsRefused(KindSchema kind) throws IOException {
        JsonSchemaCheck schema = schema(kind);
        for (Node document : documents(kind)) {
            for (Spot spot : spots(document, kind)) {
                if (!spot.dependsOnOthers()) {
                    for (PastBounds past : PastBounds.of(spot.shape())) {
                        Node changed = read(spot.replacedIn(document, past.node()));
                        check(kind, changed, past.code(), spot.shown(), at(changed, spot));
                        if (past.isOfSchema()) {
                            assertThat(schema.violations(changed))
                                    .as(spot.shown())
                                    .isNotEmpty();
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theDocumentsHaveEveryField(KindSchema kind) {
        Set<String> reached = new HashSet<>();
        var documents = new ShapeDocuments(new Random(seed));
        for (int i = 0; i < MANY_DOCUMENTS; i++) {
            Spot.all(documents.of(kind), kind.shape()).forEach(spot -> reached.add(spot.field()));
        }
        assertThat(reached).containsAll(declared("", kind.shape()));
    }

    private static Set<String> declared(String path, Shape shape) {
        var names = new HashSet<String>();
        if (shape instanceof Shape.Structure structure) {
            structure.fields().values().forEach(field -> {
                String name = (path + "." + field.name()).replaceFirst("^\\.", "");
                names.add(name);
                names.addAll(declared(name, field.shape()));
            });
        } else if (shape instanceof Shape.Listing list) {
            names.addAll(declared(path + "[]", list.items()));
        }
        return names;
    }
}
