package io.scaler4j.scaledobject;

import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.check.Finding.Severity;
import java.util.List;
import java.util.Optional;

/**
 * A ScaledObject or an HPA with what became of it.
 *
 * @param label kind and name
 * @param name of the object
 * @param namespace may be empty
 * @param findings of the object
 * @param made the autoscaler, unless something is wrong
 */
record Converted(String label, String name, String namespace, List<Finding> findings, Optional<AutoscalerSpec> made) {

    /** Its name, alone or behind its namespace. */
    boolean isCalled(String wanted) {
        return wanted.equals(name) || wanted.equals(namespace + "/" + name);
    }

    /** Why there is no autoscaler; empty if there is one. */
    List<String> problems(boolean strict) {
        boolean refused = findings.stream()
                .anyMatch(finding -> finding.severity() == Severity.INVALID
                        || (strict && finding.severity() == Severity.NOT_RUNNABLE));
        return made.isPresent() && !refused
                ? List.of()
                : findings.stream()
                        .filter(finding -> finding.severity() != Severity.LINT)
                        .map(Finding::toString)
                        .toList();
    }
}
