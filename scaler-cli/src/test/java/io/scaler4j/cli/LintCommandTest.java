package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintCommandTest {

    @TempDir
    Path folder;

    Path orders;
    Path warned;
    Path broken;
    Path foreign;

    @BeforeEach
    void writeFiles() throws IOException {
        orders = Files.writeString(folder.resolve("orders.yaml"), TestFiles.ORDERS);
        warned = Files.writeString(folder.resolve("warned.yml"), TestFiles.WARNED.replace("orders", "warned"));
        Path sub = Files.createDirectory(folder.resolve("a folder"));
        broken = Files.writeString(sub.resolve("broken.yaml"), TestFiles.BROKEN.replace("orders", "broken"));
        foreign = Files.writeString(sub.resolve("foreign.yaml"), TestFiles.FOREIGN);
        Files.writeString(folder.resolve("notes.txt"), "no: [manifest");
    }

    @Test
    void aFileWithoutFindingsEndsWithZeroAndTheSums() {
        Ran ran = Ran.of("lint", orders.toString());
        assertThat(ran.out()).isEqualTo("0 errors, 0 warnings, 0 notes in 1 object of 1 file\n");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
    }

    @Test
    void aFindingHasFileLineColumnSeverityRuleAndObject() {
        Ran ran = Ran.of("lint", warned.toString());
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith(warned + ":9:3: warning: cooldown-without-effect (ScaledObject warned)\n    cooldownPeriod")
                .endsWith("\n0 errors, 1 warning, 0 notes in 1 object of 1 file\n");
    }

    @Test
    void aFolderIsWalkedInTheOrderOfItsNamesAndTwiceTheSameIsOnce() {
        Ran ran = Ran.of("lint", folder.toString(), warned.toString());
        assertThat(ran.out()
                        .lines()
                        .filter(line -> line.startsWith(folder.toString()))
                        .map(line -> line.split(":")[0]))
                .containsExactly(broken.toString(), foreign.toString(), warned.toString());
        assertThat(ran.out()).endsWith("1 error, 1 warning, 1 note in 4 objects of 4 files\n");
        assertThat(Ran.of("lint", folder.toString(), warned.toString())).isEqualTo(ran);
    }

    @Test
    void standardInputIsReadForADash() {
        Ran ran = Ran.withInput(TestFiles.WARNED, "lint", "-");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).startsWith("-:9:3: warning: cooldown-without-effect");
    }

    @ParameterizedTest(name = "{0} with --fail-on {1} ends with {2}")
    @CsvSource({
        "orders.yaml, info, 0",
        "a folder/foreign.yaml, info, 1",
        "a folder/foreign.yaml, warning, 0",
        "warned.yml, warning, 1",
        "warned.yml, error, 0",
        "a folder/broken.yaml, error, 1",
        "a folder/broken.yaml, never, 0"
    })
    void theStatusDependsOnTheLimit(String file, String limit, int status) {
        assertThat(Ran.of("lint", "--fail-on", limit, folder.resolve(file).toString())
                        .status())
                .isEqualTo(status);
    }

    @Test
    void aRuleIsIgnoredByOptionCommentAndAnnotation() {
        assertThat(Ran.of("lint", "--ignore", "cooldown-without-effect", warned.toString())
                        .status())
                .isZero();
        String comment = TestFiles.WARNED.replace(
                "cooldownPeriod: 60", "cooldownPeriod: 60 # scaler4j: ignore cooldown-without-effect");
        assertThat(Ran.withInput(comment, "lint", "-").status()).isZero();
        String annotation = TestFiles.WARNED.replace(
                "  namespace: shop\n",
                "  namespace: shop\n  annotations:\n    scaler4j.io/lint-ignore: cooldown-without-effect\n");
        assertThat(Ran.withInput(annotation, "lint", "-").status()).isZero();
    }

    @ParameterizedTest(name = "{0} columns")
    @ValueSource(ints = {60, 80, 200})
    void aScreenIsNotExceededExceptByFileNames(int columns) {
        Ran ran = Ran.onScreen(columns, Map.of("NO_COLOR", "1"), "lint", folder.toString());
        assertThat(ran.out().lines().filter(line -> line.startsWith("    ")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
        assertThat(String.join(" ", ran.out().split("\\s+")))
                .isEqualTo(
                        String.join(" ", Ran.of("lint", folder.toString()).out().split("\\s+")));
    }

    @Test
    void coloursMarkSeveritiesOnAScreenAlone() {
        assertThat(Ran.onScreen(80, Map.of(), "lint", broken.toString()).out()).contains("\u001b[31merror\u001b[0m");
        assertThat(Ran.onScreen(80, Map.of("NO_COLOR", "1"), "lint", broken.toString())
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    void severalOutputsAreWrittenBesideTheScreen() throws IOException {
        Path sarif = folder.resolve("out.sarif");
        Path junit = folder.resolve("out.xml");
        Ran ran = Ran.of("lint", "-o", "sarif=" + sarif, "-o", "junit=" + junit, broken.toString());
        assertThat(ran.out()).endsWith("1 error, 0 warnings, 0 notes in 1 object of 1 file\n");
        assertThat(Files.readString(sarif))
                .isEqualTo(Ran.of("lint", "-f", "sarif", broken.toString()).out());
        assertThat(Files.readString(junit))
                .isEqualTo(Ran.of("lint", "-f", "junit", broken.toString()).out());
    }

    @Test
    void githubGetsACommandForEachFinding() {
        assertThat(Ran.of("lint", "-f", "github", folder.toString()).out().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .matches("::(error|warning|notice) file=[^,]+,line=\\d+,col=\\d+,title=[a-z-]+::.+"))
                .anySatisfy(line -> assertThat(line).startsWith("::error file=" + broken + ",line=17,"));
    }

    @Test
    void jsonHasEveryFindingAndTheSums() throws IOException {
        Ran ran = Ran.of("lint", "-f", "json", folder.toString());
        try (JsonParser json = new JsonFactory().createParser(ran.out())) {
            int objects = 0;
            while (json.nextToken() != null) {
                objects += json.currentToken().isStructStart() ? 1 : 0;
            }
            assertThat(objects).isEqualTo(3 + 3); // the document, two lists, three findings
        }
        assertThat(ran.out())
                .contains("\"errors\" : 1", "\"warnings\" : 1", "\"notes\" : 1", "\"objects\" : 4")
                .contains("\"rule\" : \"trigger-options\"", "\"line\" : 17");
    }

    /** The schema that OASIS published, from the class path of the tests. */
    @Test
    void sarifIsValidByThePublishedSchema() throws IOException {
        String sarif = Ran.of("lint", "-f", "sarif", folder.toString()).out();
        assertThat(problems(sarif)).isEmpty();
        assertThat(sarif).contains("a%20folder/broken.yaml");
        assertThat(problems(Ran.of("lint", "-f", "sarif", orders.toString()).out()))
                .isEmpty();
        assertThat(problems(sarif.replace("\"startLine\" : 17", "\"startLine\" : 0")))
                .hasSize(1);
        assertThat(problems(sarif.replace("\"level\" : \"error\"", "\"level\" : \"bad\"")))
                .hasSize(1);
    }

    private static List<Error> problems(String sarif) throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(LintCommandTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
            Schema published = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(schema, InputFormat.JSON);
            return published.validate(sarif, InputFormat.JSON);
        }
    }

    /** Maven reads its own reports with this. */
    @Test
    void junitIsReadByTheParserOfMaven() throws Exception {
        String xml = Ran.of("lint", "-f", "junit", folder.toString()).out();
        List<ReportTestSuite> suites = new TestSuiteXmlParser(new NullConsoleLogger())
                .parse(new InputStreamReader(
                        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
        assertThat(suites).extracting(ReportTestSuite::getNumberOfTests).containsExactly(1, 1, 1, 1);
        assertThat(suites).extracting(ReportTestSuite::getNumberOfFailures).containsExactly(1, 1, 0, 1);
        ReportTestCase failed = suites.get(0).getTestCases().get(0);
        assertThat(failed.getName()).matches("trigger-options at 17:\\d+");
        assertThat(failed.getFailureMessage()).startsWith("threshold must be");
    }

    @Test
    void machineFormatsAreSoundForTextThatIsHostileToThem() throws Exception {
        String hostile = TestFiles.ORDERS
                .replace("ignoreNullValues", "\"]]><&\\\"'%0A::error,\"")
                .replace("namespace: shop", "namespace: \"\\u0007\"");
        Ran junit = Ran.withInput(hostile, "lint", "-f", "junit", "-");
        assertThat(junit.status()).isEqualTo(1);
        new TestSuiteXmlParser(new NullConsoleLogger())
                .parse(new InputStreamReader(
                        new ByteArrayInputStream(junit.out().getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8));
        assertThat(problems(Ran.withInput(hostile, "lint", "-f", "sarif", "-").out()))
                .isEmpty();
        assertThat(Ran.withInput(hostile, "lint", "-f", "github", "-").out().lines())
                .allSatisfy(line -> assertThat(line).startsWith("::"));
    }
}
