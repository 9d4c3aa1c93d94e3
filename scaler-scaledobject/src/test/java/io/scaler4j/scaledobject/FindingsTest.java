package io.scaler4j.scaledobject;

import static io.scaler4j.scaledobject.Manifests.PROMETHEUS;
import static io.scaler4j.scaledobject.Manifests.hpa;
import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.check.Finding.Severity;
import io.scaler4j.scaledobject.manifest.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FindingsTest {

    @Test
    void aWrongOptionIsAFindingAtItsLine() {
        String text = scaledObject("", "", PROMETHEUS.replace("threshold: \"100\"", "threshold: lots"));
        assertThat(Manifests.problems(ScaledObjects.parse(text)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.INVALID);
                    assertThat(finding.rule()).isEqualTo("trigger-options");
                    assertThat(finding.object()).isEqualTo("ScaledObject orders");
                    assertThat(finding.position()).hasToString("14:9");
                    assertThat(finding.sentence()).startsWith("threshold must be a");
                });
    }

    @Test
    void anUnknownOptionIsAFindingAtItsLineAndNamesTheNearest() {
        String text = scaledObject("", "", PROMETHEUS.replace("query:", "querry:"));
        assertThat(Manifests.problems(ScaledObjects.parse(text)))
                .extracting(finding -> finding.position() + " " + finding.sentence())
                .containsExactly("11:7 query is missing", "13:9 querry is not an option of type prometheus");
        assertThat(ScaledObjects.parse(text).findings().stream()
                        .filter(finding -> finding.position().line() == 13)
                        .findFirst()
                        .orElseThrow()
                        .wayOut())
                .startsWith("did you mean query?");
    }

    @Test
    void aWrongMetricTypeIsAFindingAtItsLine() {
        String text = scaledObject("", "", PROMETHEUS + "  metricType: Utilization\n");
        assertThat(Manifests.problems(ScaledObjects.parse(text)))
                .extracting(finding -> finding.position().toString())
                .containsExactly("15:19");
    }

    @Test
    void unknownOptionsAreLeftOutOnRequestAsInKeda() {
        String text = scaledObject("", "", PROMETHEUS.replace("query:", "labels: a=b\n    query:"));
        ScaledObjects read = ScaledObjects.reader().ignoreUnknownOptions().parse(text);
        assertThat(Manifests.problems(read)).isEmpty();
        assertThat(read.findings()).extracting(Finding::rule).containsOnlyOnce("unknown-option");
        assertThat(read.single()).isEqualTo(ScaledObjects.parse(scaledObject()).single());
        assertThatThrownBy(() -> ScaledObjects.parse(text).single()).hasMessageContaining("labels");
    }

    @Test
    void everyMistakeOfEveryObjectIsFoundAtOnce() {
        String text = scaledObject(
                        "autoscaling.keda.sh/paused-replicas: many",
                        "",
                        PROMETHEUS.replace("\"100\"", "\"0\"") + PROMETHEUS.replace("query", "querry"))
                + "---\n"
                + hpa("maxReplicas: 3\nmetrics: [{type: External, external: {metric: {name: q}, target: {}}}]")
                + "---\nkind: [\n";
        ScaledObjects read = ScaledObjects.parse(text);
        assertThat(Manifests.problems(read))
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder(
                        "incorrect-paused-replicas",
                        "trigger-options",
                        "trigger-options",
                        "trigger-options",
                        "missing-field",
                        "missing-field",
                        "other-hpa",
                        "yaml");
        assertThatThrownBy(read::specs)
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(8));
    }

    @Test
    void findingsStandInTheOrderOfTheText() {
        String text = scaledObject("", "", PROMETHEUS.replace("\"100\"", "\"0\"")) + "---\n- a\n---\n"
                + scaledObject("", "", PROMETHEUS.replace("\"100\"", "\"0\""));
        assertThat(Manifests.problems(ScaledObjects.parse(text)))
                .extracting(Finding::position)
                .isSorted()
                .hasSize(3);
    }

    @Test
    void aWrongObjectDoesNotHideARightOne() {
        String text = scaledObject("", "", PROMETHEUS.replace("\"100\"", "\"0\"")) + "---\n" + named("bills");
        ScaledObjects read = ScaledObjects.parse(text);
        assertThat(read.spec("bills").name()).isEqualTo("bills");
        assertThat(read.spec("shop/bills").namespace()).isEqualTo("shop");
        assertThatThrownBy(() -> read.spec("orders")).hasMessageContaining("trigger-options: threshold");
        assertThatThrownBy(read::single).hasMessageContaining("there are 2: ScaledObject orders, ScaledObject bills");
        assertThatThrownBy(read::specs).isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatAreThere() {
        assertThatThrownBy(() -> ScaledObjects.parse(scaledObject()).spec("order"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("\"order\", there are 0 among: ScaledObject orders");
        assertThatThrownBy(() -> ScaledObjects.parse("").single()).hasMessageContaining("there are 0;");
    }

    @Test
    void aNameOfTwoNamespacesNeedsTheNamespace() {
        ScaledObjects read =
                ScaledObjects.parse(scaledObject() + "---\n" + scaledObject().replace("shop", "warehouse"));
        assertThatThrownBy(() -> read.spec("orders")).hasMessageContaining("there are 2");
        assertThat(read.spec("warehouse/orders").namespace()).isEqualTo("warehouse");
    }

    @Test
    void aBoundThatCannotBeIsAFindingOfThePolicy() {
        assertThatThrownBy(() -> ScaledObjects.parse(scaledObject("minReplicaCount: 9", "maxReplicaCount: 3"))
                        .single())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("9");
    }

    @Test
    void filesOfAFolderAreReadInTheOrderOfTheirNames(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("b"));
        Files.createDirectories(folder.resolve("..data"));
        Files.writeString(folder.resolve("..data").resolve("a.yaml"), scaledObject());
        Files.writeString(folder.resolve(".hidden.yaml"), scaledObject());
        Files.writeString(folder.resolve("notes.txt"), "kind: ScaledObject");
        Files.writeString(folder.resolve("c.yml"), named("third"));
        Files.writeString(folder.resolve("a.yaml"), named("first"));
        Files.writeString(folder.resolve("b").resolve("x.yaml"), named("second"));
        Files.writeString(folder.resolve("d.json"), """
                {"apiVersion": "autoscaling/v1", "kind": "HorizontalPodAutoscaler", "metadata": {"name": "fourth"},
                 "spec": {"maxReplicas": 3, "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "x"}}}
                """);
        ScaledObjects read = ScaledObjects.reader().namespace("night").read(folder);
        assertThat(read.objects()).extracting(Manifest::name).containsExactly("first", "second", "third", "fourth");
        assertThat(read.specs()).extracting(AutoscalerSpec::namespace).containsExactly("shop", "shop", "shop", "night");
        assertThat(Manifests.problems(read))
                .extracting(finding -> finding.position().file())
                .containsExactly(folder.resolve("d.json").toString());
    }

    private static String named(String name) {
        return scaledObject().replace("name: orders", "name: " + name);
    }

    @Test
    void aFileThatIsNotThereIsAnException(@TempDir Path folder) {
        assertThatThrownBy(() -> ScaledObjects.read(folder.resolve("none.yaml")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.yaml");
        assertThat(ScaledObjects.read(folder).objects()).isEmpty();
    }

    @Test
    void aFileThatIsNoTextIsAFinding(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("x.yaml"), "name: Müller".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Manifests.problems(ScaledObjects.read(file)))
                .extracting(Finding::rule, finding -> finding.position().file())
                .containsExactly(tuple("yaml", file.toString()));
    }

    @ParameterizedTest
    @MethodSource("io.scaler4j.scaledobject.Seeds#all")
    void readingNeverThrowsForWhatATextHolds(long seed) {
        var random = new SplittableRandom(seed);
        List<String> texts = List.of(
                scaledObject(
                        "autoscaling.keda.sh/paused: \"true\"", "fallback: {replicas: 1}", PROMETHEUS + PROMETHEUS),
                hpa("maxReplicas: 3\nmetrics:\n  - type: Resource\n    resource: {name: cpu, target: {type:"
                        + " Utilization, averageUtilization: 60}}\n"),
                "apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata: {name: x}\nspec: {env: [{}]}\n");
        for (int run = 0; run < 30; run++) {
            StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
            for (int change = 0; change <= random.nextInt(4); change++) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(12));
                text.replace(at, end, MUTATIONS.get(random.nextInt(MUTATIONS.size())));
            }
            ScaledObjects read = ScaledObjects.reader().catalog(Catalogs.ALL).parse(text.toString());
            assertThat(Manifests.problems(read))
                    .as("%s, text:%n%s", Seeds.replay(seed), text)
                    .doesNotContainNull();
            try {
                assertThat(read.specs()).doesNotContainNull();
            } catch (InvalidConfigurationException e) {
                assertThat(e.problems())
                        .as("%s, text:%n%s", Seeds.replay(seed), text)
                        .isNotEmpty();
            }
        }
    }

    private static final List<String> MUTATIONS = List.of(
            "",
            " ",
            "\n",
            ": ",
            "- ",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "null",
            "~",
            "0",
            "-1",
            "1e9",
            "99999999999",
            "true",
            "x",
            "&a ",
            "*a",
            "? ",
            "---\n",
            "spec",
            "triggers",
            "metadata",
            "kind",
            "%",
            "\t",
            "!!str ",
            "|\n  ");
}
