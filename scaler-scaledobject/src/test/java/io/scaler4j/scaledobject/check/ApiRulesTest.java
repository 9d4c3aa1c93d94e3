package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.ValidationFixture.findings;
import static io.scaler4j.scaledobject.check.ValidationFixture.rules;
import static io.scaler4j.scaledobject.check.ValidationFixture.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRulesTest {

    @ParameterizedTest
    @CsvSource({
        "keda.sh/v2, unknown-api-version, keda.sh/v1alpha1",
        "keda.sh/v1beta1, unknown-api-version, keda.sh/v1alpha1",
        "v1, unknown-api-version, keda.sh/v1alpha1",
        "keda.k8s.io/v1alpha1, removed-api-version, keda.sh/v1alpha1",
    })
    void anObjectOfAnotherVersionIsRefused(String version, String rule, String wayOut) {
        assertThat(findings(scaledObject("").replace("keda.sh/v1alpha1", version)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(rule);
                    assertThat(finding.wayOut()).contains("apiVersion: " + wayOut);
                    assertThat(finding.position().line()).isEqualTo(1);
                });
    }

    @Test
    void inAnotherVersionTheFieldsAreCheckedAllTheSame() {
        assertThat(rules(scaledObject("coolDown: 3").replace("keda.sh/v1alpha1", "keda.sh/v2")))
                .containsExactly("unknown-api-version", "unknown-field");
    }

    @ParameterizedTest
    @CsvSource({
        "autoscaling/v2beta1, removed-api-version, 1.25",
        "autoscaling/v2beta2, removed-api-version, 1.26",
        "autoscaling/v3, unknown-api-version, HorizontalPodAutoscaler",
    })
    void aRemovedVersionOfTheHpaIsNamed(String version, String rule, String word) {
        assertThat(findings("apiVersion: " + version
                        + "\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {targetAverageUtilization: 3}"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(rule);
                    assertThat(finding.sentence()).contains(word);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Deployment\napiVersion: apps/v1",
                "kind: CloudEventSource\napiVersion: eventing.keda.sh/v1alpha1",
                "kind: VerticalPodAutoscaler\napiVersion: autoscaling.k8s.io/v1",
                "kind: Kustomization",
                "x-common: {a: b}",
                "values: [1, 2]",
            })
    void otherObjectsAreNoneOfOurBusiness(String text) {
        assertThat(rules(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Scaledobject, keda.sh/v1alpha1, did you mean ScaledObject?",
        "ScaleObject, keda.sh/v1alpha1, did you mean ScaledObject?",
        "HttpScaledObject, http.keda.sh/v1alpha1, did you mean HTTPScaledObject?",
        "Thing, keda.sh/v1alpha1, use one of",
    })
    void aKindThatAGroupDoesNotHaveIsRefused(String kind, String version, String wayOut) {
        assertThat(findings("kind: " + kind + "\napiVersion: " + version))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("unknown-kind");
                    assertThat(finding.wayOut()).startsWith(wayOut);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiVersion: keda.sh/v1alpha1",
                "spec: {triggers: []}",
                "spec: {scaleTargetRef: {name: a}}",
                "kind: [ScaledObject]",
            })
    void anObjectWithoutAKindIsRefused(String text) {
        assertThat(rules(text)).containsExactly("missing-field");
    }

    @Test
    void anObjectWithoutAVersionIsRefused() {
        assertThat(rules(scaledObject("").replace("apiVersion: keda.sh/v1alpha1\n", "")))
                .containsExactly("missing-field", "missing-field");
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThat(rules("- a\n- b")).containsExactly("no-object");
    }
}
