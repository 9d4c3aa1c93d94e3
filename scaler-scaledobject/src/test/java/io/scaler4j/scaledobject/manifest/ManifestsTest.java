package io.scaler4j.scaledobject.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {

    private static Manifests read(String text) {
        var file = YamlReader.read(text, "test.yaml");
        assertThat(file.problems()).isEmpty();
        return Manifests.of(file.documents());
    }

    @ParameterizedTest
    @CsvSource({
        "ScaledObject, ScaledObject",
        "ScaledJob, ScaledJob",
        "TriggerAuthentication, TriggerAuthentication",
        "ClusterTriggerAuthentication, TriggerAuthentication",
        "HorizontalPodAutoscaler, HorizontalPodAutoscaler",
        "HTTPScaledObject, HttpScaledObject",
        "InterceptorRoute, InterceptorRoute",
        "Deployment, OtherManifest",
        "scaledobject, OtherManifest",
    })
    void theKindAloneDecidesWhatAnObjectIs(String kind, String type) {
        assertThat(read("apiVersion: any/v9\nkind: " + kind).manifests())
                .singleElement()
                .satisfies(manifest ->
                        assertThat(manifest.getClass().getSimpleName()).isEqualTo(type));
    }

    @Test
    void aListIsUnpackedInItsPlace() {
        var read = read("""
                kind: Deployment
                metadata: {name: first}
                ---
                apiVersion: v1
                kind: List
                items:
                - {kind: ScaledObject, metadata: {name: second}}
                - {kind: List, items: [{kind: ScaledJob, metadata: {name: third}}]}
                ---
                kind: ScaledObject
                metadata: {name: fourth}
                """);

        assertThat(read.manifests()).extracting(Manifest::name).containsExactly("first", "second", "third", "fourth");
        assertThat(read.strays()).isEmpty();
    }

    @Test
    void whatIsNoMappingIsAStray() {
        var read = read("- kind: ScaledObject\n---\njust text\n---\nkind: List\nitems: [3]\n");

        assertThat(read.manifests()).isEmpty();
        assertThat(read.strays()).extracting(stray -> stray.position().line()).containsExactly(1, 3, 6);
    }

    @Test
    void aListWithoutItemsIsAnObjectLikeAnyOther() {
        assertThat(read("kind: List").manifests()).singleElement().isInstanceOf(OtherManifest.class);
    }

    @Test
    void anObjectWithoutAnythingHasEmptyParts() {
        var object = new ScaledObject(
                (Node.Mapping) YamlReader.read("{}", "").documents().get(0));

        assertThat(object.name()).isEmpty();
        assertThat(object.group()).isEmpty();
        assertThat(object.labels()).isEmpty();
        assertThat(object.scaleTargetRef()).isEmpty();
        assertThat(object.triggers()).isEmpty();
        assertThat(object.hpaName()).isEqualTo("keda-hpa-");
        assertThat(object.hpaMinReplicas()).isEqualTo(1);
        assertThat(object.hpaMaxReplicas()).isEqualTo(100);
        assertThat(object.usesModifiers()).isFalse();
    }

    @Test
    void theGroupIsWhatStandsBeforeTheSlash() {
        assertThat(read("apiVersion: keda.sh/v1alpha1").manifests().get(0).group())
                .isEqualTo("keda.sh");
        assertThat(read("apiVersion: v1").manifests().get(0).group()).isEmpty();
    }
}
