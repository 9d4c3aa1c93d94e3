package io.scaler4j.cli.lint;

import io.scaler4j.scaledobject.check.Finding;
import java.io.IOException;
import java.util.List;

/** JUnit's XML as Maven's Surefire writes it: a suite for each file, and a failed case for each finding. */
final class JUnitFormat {

    private JUnitFormat() {}

    static void write(LintResult result, Appendable out) throws IOException {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        int tests = result.files().stream()
                .mapToInt(file -> Math.max(1, of(file, result).size()))
                .sum();
        out.append("<testsuites name=\"scaler4j lint\" tests=\"" + tests + "\" failures=\""
                + result.findings().size() + "\" errors=\"0\" skipped=\"0\" time=\"0\">\n");
        for (String file : result.files()) {
            writeSuite(file, of(file, result), out);
        }
        out.append("</testsuites>\n");
    }

    private static List<Finding> of(String file, LintResult result) {
        return result.findings().stream()
                .filter(finding -> finding.position().file().equals(file))
                .toList();
    }

    private static void writeSuite(String file, List<Finding> findings, Appendable out) throws IOException {
        out.append("  <testsuite name=" + quoted(file) + " tests=\"" + Math.max(1, findings.size()) + "\" failures=\""
                + findings.size() + "\" errors=\"0\" skipped=\"0\" time=\"0\">\n");
        if (findings.isEmpty()) {
            out.append("    <testcase name=\"no findings\" classname=" + quoted(file) + " time=\"0\"/>\n");
        }
        for (Finding finding : findings) {
            String line = finding.position().line() + ":" + finding.position().column();
            out.append("    <testcase name=" + quoted(finding.rule() + " at " + line) + " classname=" + quoted(file)
                    + " time=\"0\">\n");
            out.append("      <failure type=" + quoted(Severity.of(finding).text()) + " message="
                    + quoted(finding.sentence()) + ">" + escaped(finding.toString()) + "</failure>\n");
            out.append("    </testcase>\n");
        }
        out.append("  </testsuite>\n");
    }

    private static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }

    /** Characters that XML 1.0 does not have are replaced. */
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n', '\t', '\r' -> escaped.append("&#").append(character).append(';');
                default -> escaped.appendCodePoint(isOfXml(character) ? character : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isOfXml(int character) {
        return (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
