package io.scaler4j.cli.lint;

import io.scaler4j.scaledobject.check.Finding;
import java.io.IOException;

/** Commands of a GitHub workflow, which show findings beside the lines of a change. */
final class GithubFormat {

    private GithubFormat() {}

    static void write(LintResult result, Appendable out) throws IOException {
        for (Finding finding : result.findings()) {
            out.append("::")
                    .append(Severity.of(finding).github())
                    .append(" file=")
                    .append(property(finding.position().file()))
                    .append(",line=")
                    .append(String.valueOf(finding.position().line()))
                    .append(",col=")
                    .append(String.valueOf(finding.position().column()))
                    .append(",title=")
                    .append(property(finding.rule()))
                    .append("::")
                    .append(message(finding.sentence() + "; " + finding.wayOut()))
                    .append('\n');
        }
    }

    private static String message(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return message(text).replace(":", "%3A").replace(",", "%2C");
    }
}
