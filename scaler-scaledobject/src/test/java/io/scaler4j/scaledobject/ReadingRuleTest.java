package io.scaler4j.scaledobject;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.check.Finding.Severity;
import io.scaler4j.scaledobject.check.Lint;
import io.scaler4j.scaledobject.check.LintRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingRuleTest {

    private static final String TABLE = "| rule | severity | finds |\n| --- | --- | --- |\n";

    @Test
    void thePageHasARowForEachRuleAndNoOther() throws IOException {
        String page = Files.readString(Path.of("../docs/yaml.md"));
        assertThat(page).containsOnlyOnce(TABLE);
        String rows = page.substring(page.indexOf(TABLE) + TABLE.length());
        assertThat(rows.substring(0, rows.indexOf("\n\n")).lines())
                .containsExactlyElementsOf(Arrays.stream(ReadingRule.values())
                        .map(rule -> "| `" + rule.id() + "` | `" + rule.severity() + "` | " + rule.meaning() + " |")
                        .toList());
    }

    @Test
    void noRuleOfReadingIsOneOfTheLint() {
        List<String> lint = Lint.rules().stream().map(LintRule::id).toList();
        assertThat(ReadingRule.values())
                .extracting(ReadingRule::id)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(lint);
        assertThat(ReadingRule.values()).extracting(ReadingRule::severity).doesNotContain(Severity.LINT);
    }
}
