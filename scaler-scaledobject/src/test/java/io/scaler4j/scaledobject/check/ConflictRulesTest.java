package io.scaler4j.scaledobject.check;

import static io.scaler4j.scaledobject.check.ValidationFixture.findings;
import static io.scaler4j.scaledobject.check.ValidationFixture.rules;
import static io.scaler4j.scaledobject.check.ValidationFixture.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConflictRulesTest {

    private static final String TRIGGERS = "[{type: kafka, metadata: {}}]";

    private static String hpa(String metadata) {
        return """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web-hpa%s}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  maxReplicas: 3
                """.formatted(metadata);
    }

    private static String object(String name, String target) {
        return scaledObject(name, target, "", TRIGGERS);
    }

    @Test
    void theLaterOfTwoObjectsForOneTargetIsRefused() {
        var found = findings(object("a", "web") + "---\n" + object("b", "web") + "---\n" + object("c", "other"));

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("other-scaled-object");
            assertThat(finding.object()).isEqualTo("ScaledObject b");
            assertThat(finding.sentence()).contains("ScaledObject a", "test.yaml:1:1");
        });
    }

    @Test
    void targetsOfOneNameAndAnotherKindOrNamespaceAreOthers() {
        String set = object("b", "web").replace("{name: web}", "{name: web, kind: StatefulSet}");
        String elsewhere = object("b", "web").replace("{name: b}", "{name: b, namespace: other}");

        assertThat(rules(object("a", "web") + "---\n" + set)).isEmpty();
        assertThat(rules(object("a", "web") + "---\n" + elsewhere)).isEmpty();
    }

    @Test
    void anObjectTwiceIsTheSameObject() {
        assertThat(rules(object("a", "web") + "---\n" + object("a", "web"))).isEmpty();
    }

    @Test
    void twoObjectsCannotHaveOneHpa() {
        String named = "advanced: {horizontalPodAutoscalerConfig: {name: keda-hpa-a}}";

        assertThat(rules(object("a", "web") + "---\n" + scaledObject("b", "other", named, TRIGGERS)))
                .containsExactly("other-scaled-object-hpa");
    }

    @Test
    void anHpaForTheSameTargetIsInTheWay() {
        assertThat(rules(hpa("") + "---\n" + object("a", "web"))).containsExactly("other-hpa");
        assertThat(rules(object("a", "web") + "---\n" + hpa(""))).containsExactly("other-hpa");
        assertThat(rules(hpa("") + "---\n" + object("a", "other"))).isEmpty();
    }

    @Test
    void theObjectsOwnHpaAndOneThatIsOptedOutAreNot() {
        assertThat(rules(hpa(", ownerReferences: [{kind: ScaledObject, name: a}]") + "---\n" + object("a", "web")))
                .isEmpty();
        assertThat(rules(hpa(", ownerReferences: [{kind: ScaledObject, name: b}]") + "---\n" + object("a", "web")))
                .containsExactly("other-hpa");
        assertThat(rules(hpa(", annotations: {validations.keda.sh/hpa-ownership: \"false\"}") + "---\n"
                        + object("a", "web")))
                .isEmpty();
    }

    @Test
    void anHpaIsHandedOverByItsName() {
        String transfer = ", annotations: {scaledobject.keda.sh/transfer-hpa-ownership: \"true\"}}";
        String named = scaledObject("a", "web", "advanced: {horizontalPodAutoscalerConfig: {name: web-hpa}}", TRIGGERS);

        assertThat(rules(hpa("") + "---\n" + named.replace("{name: a}", "{name: a" + transfer)))
                .isEmpty();
        assertThat(rules(hpa("") + "---\n" + object("a", "web").replace("{name: a}", "{name: a" + transfer)))
                .containsExactly("transfer-ownership-missing-hpa-name");
    }
}
