package io.scaler4j.spring.boot;

import io.scaler4j.config.InvalidConfigurationException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells what is wrong with a configuration when an application does not start: a line for each problem. */
final class InvalidConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidConfigurationException cause) {
        String problems = cause.problems().stream()
                .map(problem -> "    - " + problem)
                .collect(Collectors.joining(System.lineSeparator()));
        String description =
                "The " + cause.subject() + " is wrong:" + System.lineSeparator() + System.lineSeparator() + problems;
        return new FailureAnalysis(description, "Correct what is listed; these are all problems.", cause);
    }
}
