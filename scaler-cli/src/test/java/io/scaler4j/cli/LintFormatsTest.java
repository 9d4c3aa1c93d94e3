package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format tells of the same findings, whatever the files and their names are. */
class LintFormatsTest {

    private static final List<String> NAMES =
            List.of("plain", "a b", "ö", "per%cent", "comma,colon:", "quo\"te", "amp&<tag>", "#hash", "new'line");

    @TempDir
    Path folder;

    /** A finding as far as every format has it. */
    record Told(String severity, String rule, String file, int line, int column) implements Comparable<Told> {

        @Override
        public int compareTo(Told other) {
            return Comparator.comparing(Told::file)
                    .thenComparing(Told::line)
                    .thenComparing(Told::column)
                    .thenComparing(Told::rule)
                    .compare(this, other);
        }
    }

    /** Files with findings of each severity, under names that formats have to quote. */
    private void write(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (String name : NAMES) {
            String text = List.of(TestFiles.ORDERS, TestFiles.WARNED, TestFiles.BROKEN, TestFiles.FOREIGN)
                    .get(random.nextInt(4));
            String broken = random.nextInt(3) == 0 ? text.replace("maxReplicaCount", "maxReplicaCont") : text;
            String comment = "# a comment\n".repeat(random.nextInt(5));
            Files.writeString(
                    folder.resolve(name + ".yaml"),
                    comment + broken.replaceFirst("name: \\w+", "name: object-" + NAMES.indexOf(name)));
        }
    }

    private String lint(String format) {
        Ran ran = Ran.of("lint", "-f", format, folder.toString());
        assertThat(ran.err()).isEmpty();
        return ran.out();
    }

    private static int whole(Object number) {
        return ((Double) number).intValue();
    }

    private List<Told> json() {
        return Parsed.list(Parsed.find(Parsed.json(lint("json")), "findings")).stream()
                .map(each -> new Told(
                        (String) Parsed.find(each, "severity"),
                        (String) Parsed.find(each, "rule"),
                        (String) Parsed.find(each, "file"),
                        whole(Parsed.find(each, "line")),
                        whole(Parsed.find(each, "column"))))
                .toList();
    }

    private List<Told> sarif() {
        Object run = Parsed.find(Parsed.json(lint("sarif")), "runs", "0");
        List<Object> rules = Parsed.list(Parsed.find(run, "tool", "driver", "rules"));
        List<Told> told = new ArrayList<>();
        for (Object result : Parsed.list(Parsed.find(run, "results"))) {
            String rule = (String) Parsed.find(result, "ruleId");
            assertThat(Parsed.find(rules.get(whole(Parsed.find(result, "ruleIndex"))), "id"))
                    .isEqualTo(rule);
            Object place = Parsed.find(result, "locations", "0", "physicalLocation");
            String level = (String) Parsed.find(result, "level");
            told.add(new Told(
                    level.equals("note") ? "info" : level,
                    rule,
                    Path.of(URI.create((String) Parsed.find(place, "artifactLocation", "uri")))
                            .toString(),
                    whole(Parsed.find(place, "region", "startLine")),
                    whole(Parsed.find(place, "region", "startColumn"))));
        }
        return told;
    }

    private List<Told> junit() {
        byte[] xml = lint("junit").getBytes(StandardCharsets.UTF_8);
        List<ReportTestSuite> suites;
        try {
            suites = new TestSuiteXmlParser(new NullConsoleLogger())
                    .parse(new InputStreamReader(new ByteArrayInputStream(xml), StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new AssertionError("Surefire cannot read it", e);
        }
        assertThat(suites).hasSameSizeAs(NAMES);
        List<Told> told = new ArrayList<>();
        for (ReportTestSuite suite : suites) {
            for (ReportTestCase each : suite.getTestCases()) {
                if (each.hasFailure()) {
                    String[] name = each.getName().split(" at |:", 3);
                    told.add(new Told(
                            each.getFailureType(),
                            name[0],
                            suite.getFullClassName(),
                            Integer.parseInt(name[1]),
                            Integer.parseInt(name[2])));
                }
            }
        }
        return told;
    }

    private List<Told> github() {
        Pattern form = Pattern.compile("::(\\w+) file=([^,]+),line=(\\d+),col=(\\d+),title=([a-z-]+)::.+");
        List<Told> told = new ArrayList<>();
        lint("github").lines().forEach(line -> {
            Matcher found = form.matcher(line);
            assertThat(found.matches()).as(line).isTrue();
            String severity = found.group(1).equals("notice") ? "info" : found.group(1);
            told.add(new Told(
                    severity,
                    found.group(5),
                    found.group(2).replace("%3A", ":").replace("%2C", ",").replace("%25", "%"),
                    Integer.parseInt(found.group(3)),
                    Integer.parseInt(found.group(4))));
        });
        return told;
    }

    private List<Told> text() {
        Pattern form = Pattern.compile("(.+?):(\\d+):(\\d+): (error|warning|info): ([a-z-]+)( \\(.*\\))?");
        List<Told> told = new ArrayList<>();
        lint("text").lines().filter(line -> line.startsWith(folder.toString())).forEach(line -> {
            Matcher found = form.matcher(line);
            assertThat(found.matches()).as(line).isTrue();
            told.add(new Told(
                    found.group(4),
                    found.group(5),
                    found.group(1),
                    Integer.parseInt(found.group(2)),
                    Integer.parseInt(found.group(3))));
        });
        return told;
    }

    private static List<Told> sorted(List<Told> told) {
        return told.stream().sorted().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void allFormatsTellOfTheSameFindings(long seed) throws IOException {
        write(seed);
        List<Told> told = sorted(json());
        assertThat(told).isNotEmpty();
        assertThat(sorted(sarif())).isEqualTo(told);
        assertThat(sorted(github())).isEqualTo(told);
        assertThat(sorted(text())).isEqualTo(told);
        assertThat(sorted(junit())).isEqualTo(told);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theSumsAreThoseOfTheFindings(long seed) throws IOException {
        write(seed);
        Object json = Parsed.json(lint("json"));
        List<Told> told = json();
        assertThat(whole(Parsed.find(json, "errors"))).isEqualTo(count(told, "error"));
        assertThat(whole(Parsed.find(json, "warnings"))).isEqualTo(count(told, "warning"));
        assertThat(whole(Parsed.find(json, "notes"))).isEqualTo(count(told, "info"));
        assertThat(Parsed.list(Parsed.find(json, "files"))).hasSameSizeAs(NAMES);
        assertThat(lint("text").lines().reduce((one, other) -> other).orElseThrow())
                .startsWith(count(told, "error") + " error");
    }

    private static int count(List<Told> told, String severity) {
        return (int)
                told.stream().filter(each -> each.severity().equals(severity)).count();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theOrderIsThatOfFilesAndLinesAndTheSameEachTime(long seed) throws IOException {
        write(seed);
        assertThat(json().stream().map(Told::file).toList()).isSortedAccordingTo(Comparator.naturalOrder());
        for (String format : List.of("text", "json", "junit", "sarif", "github")) {
            assertThat(lint(format)).isEqualTo(lint(format));
        }
    }

    @ParameterizedTest(name = "--fail-on {0}")
    @ValueSource(strings = {"error", "warning", "info", "never"})
    void theStatusIsToldByTheWorstFindingAndTheLimit(String limit) throws IOException {
        List<String> order = List.of("error", "warning", "info", "never");
        for (long seed = 1; seed <= 4; seed++) {
            write(seed);
            boolean reached = json().stream().anyMatch(told -> order.indexOf(told.severity()) <= order.indexOf(limit))
                    && !limit.equals("never");
            assertThat(Ran.of("lint", "--fail-on", limit, folder.toString()).status())
                    .isEqualTo(reached ? 1 : 0);
        }
    }

    @Test
    void anIgnoredRuleIsInNoFormat() throws IOException {
        write(3);
        Files.writeString(folder.resolve("more.yaml"), TestFiles.WARNED.replace("orders", "more"));
        for (String format : List.of("text", "json", "junit", "sarif", "github")) {
            String all = Ran.of("lint", "-f", format, folder.toString()).out();
            String ignored = Ran.of("lint", "-f", format, "--ignore", "cooldown-without-effect", folder.toString())
                    .out();
            assertThat(all).contains("cooldown-without-effect");
            assertThat(ignored).doesNotContain("cooldown-without-effect");
        }
    }

    @Test
    void anEmptyFolderHasNoFindings() {
        Ran ran = Ran.of("lint", folder.toString());
        assertThat(ran.out()).isEqualTo("0 errors, 0 warnings, 0 notes in 0 objects of 0 files\n");
        assertThat(ran.status()).isZero();
        assertThat(Parsed.list(Parsed.find(Parsed.json(lint("sarif")), "runs", "0", "results")))
                .isEmpty();
        assertThat(lint("github")).isEmpty();
    }
}
