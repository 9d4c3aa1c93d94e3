package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidRuleTest {

    private static final String TABLE = "| rule | finds |\n| --- | --- |\n";

    @Test
    void thePageHasARowForEachRuleAndNoOther() throws IOException {
        String page = Files.readString(Path.of("../docs/yaml.md"));
        assertThat(page).containsOnlyOnce(TABLE);
        String rows = page.substring(page.indexOf(TABLE) + TABLE.length());
        assertThat(rows.substring(0, rows.indexOf("\n\n")).lines())
                .containsExactlyElementsOf(Arrays.stream(InvalidRule.values())
                        .map(rule -> "| `" + rule.id() + "` | " + rule.meaning() + " |")
                        .toList());
    }

    @Test
    void noIdStandsForTwoRules() {
        assertThat(InvalidRule.values()).extracting(InvalidRule::id).doesNotHaveDuplicates();
    }

    @Test
    void aRuleThatCannotBeIgnoredHasNoIdOfTheLint() {
        List<String> lint = Lint.rules().stream().map(LintRule::id).toList();
        assertThat(InvalidRule.values()).extracting(InvalidRule::id).doesNotContainAnyElementsOf(lint);
    }
}
