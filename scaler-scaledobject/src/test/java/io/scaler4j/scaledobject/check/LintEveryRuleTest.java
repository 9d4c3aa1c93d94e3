package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds its mistake at its place, leaves the nearest right text alone, and can be ignored. */
class LintEveryRuleTest extends LintFixture {

    /** What the cases about Kafka know of their topic. */
    private static final LintFacts FACTS = LintFacts.none().partitions("orders", 12);

    static List<RuleCase> cases() {
        var cases = new ArrayList<RuleCase>();
        cases.addAll(LintScalingCases.all());
        cases.addAll(LintTriggerCases.all());
        cases.addAll(LintCronCases.all());
        cases.addAll(LintFormulaCases.all());
        cases.addAll(LintBehaviorCases.all());
        cases.addAll(LintObjectCases.all());
        return cases;
    }

    static List<RuleCase.Neighbour> fine() {
        return cases().stream().flatMap(one -> one.fine().stream()).toList();
    }

    static List<RuleCase.Neighbour> found() {
        return cases().stream().flatMap(one -> one.found().stream()).toList();
    }

    private static List<String> places(String rule, String text) {
        return lint(text, FACTS).stream()
                .filter(finding -> finding.rule().equals(rule))
                .map(finding ->
                        finding.position().line() + ":" + finding.position().column())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theMistakeIsFoundAtItsPlace(RuleCase one) {
        assertThat(places(one.rule(), one.text())).as(one.text()).containsExactly(one.place());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFindingSaysWhatIsWrongAndWhatToDo(RuleCase one) {
        assertThat(lint(one.text(), FACTS))
                .filteredOn(finding -> finding.rule().equals(one.rule()))
                .allSatisfy(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.LINT);
                    assertThat(finding.object()).matches("[A-Z]\\w+( .+)?");
                    assertThat(finding.sentence()).isNotBlank().doesNotEndWith(".");
                    assertThat(finding.wayOut()).isNotBlank().doesNotEndWith(".");
                });
    }

    @ParameterizedTest
    @MethodSource("fine")
    void theNearestRightTextIsLeftAlone(RuleCase.Neighbour neighbour) {
        assertThat(places(neighbour.rule(), neighbour.text()))
                .as(neighbour.text())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("found")
    void anotherWrongTextIsFound(RuleCase.Neighbour neighbour) {
        assertThat(places(neighbour.rule(), neighbour.text()))
                .as(neighbour.text())
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAnnotationIgnoresTheRuleForItsObject(RuleCase one) {
        assertThat(places(one.rule(), one.withAnnotation("scaler4j.io/lint-ignore: 'other, " + one.rule() + "'")))
                .isEmpty();
        assertThat(places(one.rule(), one.withAnnotation("scaler4j.io/lint-ignore: 'other, " + one.rule() + "s'")))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCommentBehindTheLineIgnoresTheRule(RuleCase one) {
        assertThat(places(one.rule(), one.withCommentBehind("scaler4j: ignore " + one.rule())))
                .isEmpty();
        assertThat(places(one.rule(), one.withCommentBehind("scaler4j: ignore other")))
                .containsExactly(one.place());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCommentAboveTheLineIgnoresTheRule(RuleCase one) {
        assertThat(places(one.rule(), one.withCommentAbove("scaler4j: ignore other, " + one.rule())))
                .isEmpty();
        assertThat(places(one.rule(), one.withCommentAbove("scaler4j: ignores " + one.rule())))
                .hasSize(1);
    }

    @Test
    void noRuleIsLeftOut() {
        assertThat(cases())
                .extracting(RuleCase::rule)
                .containsAll(Lint.rules().stream().map(LintRule::id).toList());
        assertThat(fine())
                .extracting(RuleCase.Neighbour::rule)
                .containsAll(Lint.rules().stream().map(LintRule::id).toList());
        assertThat(Lint.rules()).hasSize(61);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ignoringARuleLeavesTheOthers(RuleCase one) {
        List<String> before =
                lint(one.text(), FACTS).stream().map(Finding::rule).toList();
        List<String> after = lint(one.withAnnotation("scaler4j.io/lint-ignore: " + one.rule()), FACTS).stream()
                .map(Finding::rule)
                .toList();
        var others = new ArrayList<>(before);
        others.removeIf(one.rule()::equals);
        assertThat(after).containsExactlyInAnyOrderElementsOf(others);
    }
}
