package io.scaler4j.cli.lint;

import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.check.Finding;
import java.util.List;
import java.util.Set;

/**
 * What lint found.
 *
 * @param files the names of the files read, in their order
 * @param objects how many objects are in them
 * @param findings in the order of files and lines
 */
public record LintResult(List<String> files, int objects, List<Finding> findings) {

    /**
     * Collects what was found.
     *
     * @param read the objects
     * @param ignored ids of rules whose findings are left out, unless they are invalid
     * @return the result
     */
    public static LintResult of(ScaledObjects read, Set<String> ignored) {
        List<Finding> findings = read.findings().stream()
                .filter(finding -> finding.severity() != Finding.Severity.LINT || !ignored.contains(finding.rule()))
                .toList();
        return new LintResult(read.files(), read.objects().size(), findings);
    }

    /**
     * Returns whether there is a finding as bad as a limit.
     *
     * @param limit the least bad that counts
     * @return false for {@link Severity#NEVER}
     */
    public boolean hasAtLeast(Severity limit) {
        return limit != Severity.NEVER
                && findings.stream().anyMatch(finding -> Severity.of(finding).compareTo(limit) <= 0);
    }

    long count(Severity severity) {
        return findings.stream()
                .filter(finding -> Severity.of(finding) == severity)
                .count();
    }
}
