package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about lint has every rule, with an example that it finds and one that it does not. */
class LintPageTest extends LintFixture {

    private static final Path PAGE = Path.of("../docs/lint.md");
    private static final Pattern ENTRY = Pattern.compile("(?ms)^### `([a-z-]+)`\\n(.*?)(?=^##|\\z)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

    private static Map<String, String> entries() throws IOException {
        var entries = new LinkedHashMap<String, String>();
        ENTRY.matcher(Files.readString(PAGE)).results().forEach(entry -> entries.put(entry.group(1), entry.group(2)));
        return entries;
    }

    private static List<LintRule> rules() {
        return Lint.rules();
    }

    private static List<String> found(String example) {
        return lint(example, LintFacts.none().partitions("orders", 12)).stream()
                .map(Finding::rule)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleHasAnEntryWhoseExamplesHold(LintRule rule) throws IOException {
        String entry = entries().get(rule.id());
        assertThat(entry).as("an entry of the page").isNotNull();
        assertThat(entry).contains("Finds " + rule.title() + ". " + rule.text());
        List<String> examples = new ArrayList<>(
                BLOCK.matcher(entry).results().map(result -> result.group(1)).toList());
        assertThat(examples).hasSize(2);
        assertThat(found(examples.get(0))).as(examples.get(0)).contains(rule.id());
        assertThat(found(examples.get(1))).as(examples.get(1)).doesNotContain(rule.id());
    }

    @Test
    void thePageHasNoOtherRules() throws IOException {
        assertThat(entries().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        rules().stream().map(LintRule::id).toList());
    }

    @Test
    void everyRuleHasAnIdOfItsOwn() {
        assertThat(rules()).extracting(LintRule::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z-]{8,45}"));
    }

    @Test
    void theExampleOfThePageIgnoresWhatItNames() throws IOException {
        MatchResult example =
                BLOCK.matcher(Files.readString(PAGE)).results().findFirst().orElseThrow();
        assertThat(found("kind: ScaledObject\n" + example.group(1))).isEmpty();
        assertThat(found("kind: ScaledObject\nspec:\n"
                        + example.group(1).split("spec:\n", 2)[1].replace("#", "# no")))
                .containsExactlyInAnyOrder("max-not-set", "cooldown-without-effect");
    }
}
