package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which comments and annotations ignore which rules on which line. */
class LintIgnoresTest extends LintFixture {

    /** Has the findings cooldown-without-effect and polling-without-effect, each on a line of its own. */
    private static final String TEXT = """
            kind: ScaledObject
            metadata:
              name: a
            spec:
              maxReplicaCount: 9
              minReplicaCount: 1
              cooldownPeriod: 60
              pollingInterval: 5
            """;

    private static final String COOLDOWN = "cooldown-without-effect";
    private static final String POLLING = "polling-without-effect";

    private static String with(String line, String changed) {
        return TEXT.replace("  " + line, changed);
    }

    @Test
    void withoutCommentsBothAreFound() {
        assertThat(rules(TEXT)).containsExactly(COOLDOWN, POLLING);
    }

    @Test
    void aCommentBehindALineAndOneAboveItHoldTogether() {
        String line = "cooldownPeriod: 60";
        String above = "  # scaler4j: ignore cooldown-without-effect\n  " + line;
        assertThat(rules(with(line, above + " # scaler4j: ignore max-not-set"))).containsExactly(POLLING);
        assertThat(rules(with(
                        line,
                        "  # scaler4j: ignore max-not-set\n  " + line + " # scaler4j: ignore cooldown-without-effect")))
                .containsExactly(POLLING);
    }

    @Test
    void aCommentOnALineOfItsOwnIsForTheNextLineAlone() {
        assertThat(rules(with(
                        "cooldownPeriod: 60",
                        "  # scaler4j: ignore cooldown-without-effect, polling-without-effect\n  cooldownPeriod: 60")))
                .containsExactly(POLLING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# scaler4j: ignore cooldown-without-effect",
                "#scaler4j: ignore cooldown-without-effect",
                "#   scaler4j: ignore   cooldown-without-effect",
                "# scaler4j: ignore other,cooldown-without-effect",
                "# scaler4j: ignore cooldown-without-effect other",
                "# scaler4j: ignore cooldown-without-effect, and more words",
                "# see the wiki # scaler4j: ignore cooldown-without-effect",
                "# scaler4j: ignore cooldown-without-effect # as we pause by night",
                "# scaler4j: ignore cooldown-without-effect (as we pause)",
            })
    void aCommentIsReadWhereverItStandsInTheLine(String comment) {
        assertThat(rules(with("cooldownPeriod: 60", "  cooldownPeriod: 60 " + comment)))
                .containsExactly(POLLING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# scaler4j ignore cooldown-without-effect",
                "# scaler4j:ignore cooldown-without-effect",
                "# Scaler4j: ignore cooldown-without-effect",
                "# scaler4j: ignore",
                "# scaler4j: ignore cooldown",
                "# scaler4j: ignore cooldown-without-effects",
                "# scaler4j: ignore Cooldown-without-effect",
                "# ignore cooldown-without-effect",
            })
    void anythingElseIsAComment(String comment) {
        assertThat(rules(with("cooldownPeriod: 60", "  cooldownPeriod: 60 " + comment)))
                .containsExactly(COOLDOWN, POLLING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cooldown-without-effect                          | polling-without-effect",
                "cooldown-without-effect,polling-without-effect   | ''",
                "cooldown-without-effect polling-without-effect   | ''",
                "' cooldown-without-effect , '                    | polling-without-effect",
                "cooldown                                         | cooldown-without-effect,polling-without-effect",
                "''                                               | cooldown-without-effect,polling-without-effect",
                "'*'                                              | cooldown-without-effect,polling-without-effect",
            })
    void anAnnotationNamesRules(String names, String left) {
        String annotated = TEXT.replace(
                "  name: a\n", "  name: a\n  annotations:\n    scaler4j.io/lint-ignore: '" + names + "'\n");
        assertThat(String.join(",", rules(annotated))).isEqualTo(left);
    }

    @Test
    void linesEndAsTheyDoInTheFile() {
        String commented =
                with("cooldownPeriod: 60", "  cooldownPeriod: 60 # scaler4j: ignore cooldown-without-effect");
        assertThat(rules(commented.replace("\n", "\r\n"))).containsExactly(POLLING);
    }

    @Test
    void aCommentOfAnotherFileIsNoneOfThisOne() {
        String ignored = with("cooldownPeriod: 60", "  cooldownPeriod: 60 # scaler4j: ignore cooldown-without-effect");
        assertThat(lint(TEXT, LintFacts.none().text("b.yaml", ignored)))
                .extracting(Finding::rule)
                .containsExactly(COOLDOWN, POLLING);
    }

    @Test
    void aCommentInASecondDocumentIsForItsLine() {
        String second = with("cooldownPeriod: 60", "  cooldownPeriod: 60 # scaler4j: ignore cooldown-without-effect");
        assertThat(rules(TEXT + "---\n" + second)).containsExactly(COOLDOWN, POLLING, POLLING);
        assertThat(rules(second + "---\n" + TEXT)).containsExactly(POLLING, COOLDOWN, POLLING);
    }

    @Test
    void aCommentAboveASeparatorIsNotForTheNextDocument() {
        String comment = "# scaler4j: ignore max-not-set\n---\nkind: ScaledObject\nspec: {}\n";
        assertThat(rules(comment)).containsExactly("max-not-set");
        assertThat(rules("---\n# scaler4j: ignore max-not-set\n" + comment.substring(comment.indexOf("---\n") + 4)))
                .as("the finding stands at spec")
                .containsExactly("max-not-set");
    }
}
