package io.scaler4j.cli.lint;

import io.scaler4j.cli.text.Wrapping;
import io.scaler4j.scaledobject.check.Finding;
import java.io.IOException;

/** As compilers print it, a finding a paragraph, and a line with the sums. */
final class TextFormat implements LintFormat {

    private static final String INDENT = "    ";

    private final boolean colours;
    private final int columns;

    TextFormat(boolean colours, int columns) {
        this.colours = colours;
        this.columns = columns;
    }

    @Override
    public void write(LintResult result, Appendable out) throws IOException {
        for (Finding finding : result.findings()) {
            Severity severity = Severity.of(finding);
            out.append(coloured(finding.position().toString(), "1"))
                    .append(": ")
                    .append(coloured(severity.text(), colour(severity)))
                    .append(": ")
                    .append(finding.rule())
                    .append(finding.object().isEmpty() ? "" : " (" + finding.object() + ")")
                    .append('\n');
            Wrapping.append(finding.sentence() + "; " + finding.wayOut(), INDENT, columns, out);
        }
        out.append(sums(result)).append('\n');
    }

    private static String sums(LintResult result) {
        return plural(result.count(Severity.ERROR), "error") + ", " + plural(result.count(Severity.WARNING), "warning")
                + ", " + plural(result.count(Severity.INFO), "note") + " in " + plural(result.objects(), "object")
                + " of " + plural(result.files().size(), "file");
    }

    private static String plural(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String colour(Severity severity) {
        return switch (severity) {
            case ERROR -> "31";
            case WARNING -> "33";
            default -> "36";
        };
    }

    private String coloured(String text, String code) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
