package io.scaler4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.check.Finding.Severity;
import io.scaler4j.scaledobject.yaml.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFolderTest {

    private static Finding finding(String rule, Severity severity) {
        return new Finding(rule, severity, "", new Position("", 1, 1), "wrong", "mend it");
    }

    private static String judged(String verdict, Finding... findings) {
        return YamlFolder.verdict(new YamlFolder.Line("any.yaml", verdict), List.of(findings))
                .getClass()
                .getSimpleName();
    }

    @ParameterizedTest(name = "{0}: without a finding {1}, invalid {2}, misleading {3}")
    @CsvSource({
        "ok, Passed, Failed, Passed",
        "ok as JSON, Passed, Failed, Passed",
        "crd-reject, Failed, Passed, Failed",
        "strict-reject, Failed, Passed, Failed",
        "api-reject, Failed, Passed, Failed",
        "yaml-error, Failed, Passed, Failed",
        "operator-error, Failed, Passed, Failed",
        "webhook-reject, Failed, Passed, Failed",
        "webhook-reject rule, Failed, Passed, Failed",
        "webhook-reject other-rule, Failed, Failed, Failed",
        "accepted-bad, Failed, Failed, Passed",
        "accepted-warn, Failed, Failed, Passed",
        "parser-dependent, Skipped, Skipped, Skipped",
    })
    void aVerdictAsksForFindings(String verdict, String without, String invalid, String misleading) {
        assertThat(judged(verdict)).isEqualTo(without);
        assertThat(judged(verdict, finding("rule", Severity.INVALID))).isEqualTo(invalid);
        assertThat(judged(verdict, finding("rule", Severity.LINT))).isEqualTo(misleading);
    }

    @Test
    void aFolderWithoutAnIndexIsNone(@TempDir Path folder) {
        assertThat(YamlFolder.in(folder)).isEmpty();
    }

    @Test
    void aFileThatIsNotThereFails(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("index.tsv"), "file\texpected\nlost.yaml\tok\n");

        assertThat(YamlFolder.in(folder).get(0).sections())
                .singleElement()
                .satisfies(section -> assertThat(section.failures())
                        .singleElement()
                        .asString()
                        .contains("lost.yaml", "cannot be read"));
    }

    @Test
    void theManifestsOfThisKitHaveTheirVerdicts() {
        assertThat(YamlFolder.builtIn()).hasSize(2).allSatisfy(folder -> {
            List<Report.Section> sections = folder.sections();
            assertThat(sections).flatExtracting(Report.Section::failures).isEmpty();
            assertThat(sections.stream().mapToInt(Report.Section::passed).sum()).isGreaterThan(60);
        });
    }
}
