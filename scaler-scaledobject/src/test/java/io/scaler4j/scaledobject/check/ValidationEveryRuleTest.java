package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each refusal stands at its place, once, and the nearest value that a cluster takes has none. */
class ValidationEveryRuleTest {

    static List<RuleCase> cases() {
        var cases = new ArrayList<RuleCase>();
        cases.addAll(RefusedScaledObjects.all());
        cases.addAll(RefusedModifiers.all());
        cases.addAll(RefusedHpas.all());
        cases.addAll(RefusedObjects.all());
        return cases;
    }

    static List<RuleCase.Neighbour> fine() {
        return cases().stream().flatMap(one -> one.fine().stream()).toList();
    }

    static List<RuleCase.Neighbour> found() {
        return cases().stream().flatMap(one -> one.found().stream()).toList();
    }

    private static List<Finding> findings(String text) {
        return ValidationFixture.findings(text);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRefusalStandsOnceAtItsPlace(RuleCase one) {
        assertThat(findings(one.text()))
                .as(one.text())
                .extracting(finding -> finding.rule() + " " + finding.position())
                .containsExactly(one.rule() + " test.yaml:" + one.place());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRefusalSaysWhatIsWrongAndWhatToDo(RuleCase one) {
        assertThat(findings(one.text())).allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.INVALID);
            assertThat(finding.object()).matches("([A-Za-z]+( \\S+)?)?");
            assertThat(finding.sentence()).isNotBlank().doesNotEndWith(".").doesNotContain("null");
            assertThat(finding.wayOut()).isNotBlank().doesNotEndWith(".");
        });
    }

    @ParameterizedTest
    @MethodSource("fine")
    void theNearestValueThatAClusterTakesIsAccepted(RuleCase.Neighbour neighbour) {
        assertThat(findings(neighbour.text())).as(neighbour.text()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("found")
    void anotherValueThatItRefusesIsFoundOnce(RuleCase.Neighbour neighbour) {
        assertThat(findings(neighbour.text()))
                .as(neighbour.text())
                .extracting(Finding::rule)
                .containsExactly(neighbour.rule());
    }

    @Test
    void everyReasonOfTheWebhookAndOfTheOperatorHasACase() {
        assertThat(cases())
                .extracting(RuleCase::rule)
                .containsAll(Arrays.stream(Reason.values())
                        // A negative number and an empty list are refused by the schema already.
                        .map(reason -> reason.rule().id())
                        .toList());
    }

    @Test
    void everyCodeOfTheSchemaHasACase() {
        assertThat(cases())
                .extracting(RuleCase::rule)
                .contains(
                        "wrong-type",
                        "unknown-field",
                        "missing-field",
                        "unknown-value",
                        "malformed-value",
                        "out-of-range",
                        "fields-exclude-each-other",
                        "incorrect-replicas",
                        "unknown-kind",
                        "unknown-api-version",
                        "removed-api-version",
                        "no-object");
    }
}
