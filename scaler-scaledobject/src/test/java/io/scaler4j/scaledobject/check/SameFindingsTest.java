package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlReader;
import io.scaler4j.scaledobject.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not change the meaning of a file does not change what is found in it. */
class SameFindingsTest extends LintFixture {

    private static final LintFacts FACTS = LintFacts.none().partitions("orders", 12);

    private final long seed = Long.getLong("scaler4j.seed", System.nanoTime());
    private final Random random = new Random(seed);

    static Stream<RuleCase> cases() {
        return Stream.concat(LintEveryRuleTest.cases().stream(), ValidationEveryRuleTest.cases().stream());
    }

    private static List<Node> documents(RuleCase one) {
        var file = YamlReader.read(one.text(), "");
        assertThat(file.problems()).as(one.text()).isEmpty();
        return file.documents();
    }

    /** Rules with their objects and sentences, without the places that sentences name. */
    private static List<String> found(List<Node> documents) {
        Manifests manifests = Manifests.of(documents);
        return Stream.concat(Validation.of(manifests).stream(), LINT.check(manifests.manifests(), FACTS).stream())
                .map(finding -> finding.rule() + " of " + finding.object() + ": "
                        + finding.sentence().replaceAll("\\d+:\\d+", "L:C") + "; " + finding.wayOut())
                .sorted()
                .toList();
    }

    private Node shuffled(Node node) {
        if (node instanceof Node.Mapping mapping) {
            var entries = new ArrayList<Node.Entry>();
            mapping.entries()
                    .forEach(entry ->
                            entries.add(new Node.Entry(entry.key(), entry.keyPosition(), shuffled(entry.value()))));
            Collections.shuffle(entries, random);
            return new Node.Mapping(entries, mapping.position());
        }
        return node instanceof Node.Sequence sequence
                ? new Node.Sequence(
                        sequence.items().stream().map(this::shuffled).toList(), sequence.position())
                : node;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOrderOfKeysDoesNotMatter(RuleCase one) {
        List<Node> documents = documents(one);
        List<Node> turned = documents.stream().map(this::shuffled).toList();
        assertThat(found(turned))
                .as("-Dscaler4j.seed=%d:%n%s", seed, one.text())
                .isEqualTo(found(documents));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFileMayBeWrittenInAnyStyle(RuleCase one) {
        List<Node> documents = documents(one);
        String rewritten = YamlWriter.writeAll(documents);
        assertThat(found(YamlReader.read(rewritten, "").documents()))
                .as(rewritten)
                .isEqualTo(found(documents));
        String inAList = "apiVersion: v1\nkind: List\nitems:\n"
                + YamlWriter.write(new Node.Sequence(documents, documents.get(0).position()));
        assertThat(found(YamlReader.read(inAList, "").documents())).as(inAList).isEqualTo(found(documents));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void objectsOfAnotherKindBesideThemDoNotMatter(RuleCase one) {
        List<Node> documents = new ArrayList<>(documents(one));
        List<String> before = found(documents);
        String others = "kind: Deployment\napiVersion: apps/v1\nmetadata: {name: bystander}\nspec: {replicas: 3}\n---\n"
                + "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {a: '${B}'}\n";
        documents.addAll(YamlReader.read(others, "").documents());
        assertThat(found(documents)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findingsStandInTheOrderOfTheFileAndAreTheSameEachTime(RuleCase one) {
        Manifests manifests = Manifests.of(documents(one));
        List<Finding> refused = Validation.of(manifests);
        List<Finding> lint = LINT.check(manifests.manifests(), FACTS);
        assertThat(refused).extracting(Finding::position).isSorted();
        assertThat(lint).extracting(Finding::position).isSorted();
        assertThat(Validation.of(manifests)).isEqualTo(refused);
        assertThat(LINT.check(manifests.manifests(), FACTS)).isEqualTo(lint);
        assertThat(refused).doesNotHaveDuplicates();
        assertThat(lint).doesNotHaveDuplicates();
    }
}
