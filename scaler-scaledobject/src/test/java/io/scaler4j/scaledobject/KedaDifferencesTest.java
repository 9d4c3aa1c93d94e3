package io.scaler4j.scaledobject;

import static io.scaler4j.scaledobject.Manifests.PROMETHEUS;
import static io.scaler4j.scaledobject.Manifests.scaledObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.check.Finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what KEDA refuses is invalid, whatever the sources of this library take. */
class KedaDifferencesTest {

    private static final String CRON = """
            - type: cron
              metadata: {timezone: UTC, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "4"}
            """;
    private static final String REDIS = """
            - type: redis
              metadata: {address: "redis:6379", listName: orders}
            """;

    private static List<Finding> findings(String triggers) {
        return ScaledObjects.reader()
                .ignoreUnknownOptions()
                .parse(scaledObject("", "maxReplicaCount: 10", triggers))
                .findings();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 8 * * * | 0 8 30 2 * | cron-window-never-opens",
                "'\"4\"' | '\"-3\"' | cron-window-without-effect",
                "'\"4\"}' | '\"4\"}\n  metricType: Value' | value-multiplies",
            })
    void aWindowThatKedaTakesIsNoMistakeOfTheFileButALint(String from, String to, String lint) {
        List<Finding> findings = findings(CRON.replace(from, to));

        assertThat(findings)
                .extracting(Finding::severity, Finding::rule)
                .containsExactlyInAnyOrder(
                        tuple(Severity.LINT, lint), tuple(Severity.NOT_RUNNABLE, ReadingRule.TRIGGER_REFUSED.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"\"", "many", "\"4.5\""})
    void countsThatKedaRefusesStayInvalid(String count) {
        assertThat(findings(CRON.replace("\"4\"", count)))
                .extracting(Finding::severity)
                .contains(Severity.INVALID);
    }

    @Test
    void aSecondAddressIsIgnoredByKedaAndNotReadHere() {
        String text = REDIS.replace("listName", "host: other, port: \"6379\", listName");

        assertThat(findings(text))
                .extracting(Finding::severity, Finding::rule)
                .containsExactlyInAnyOrder(
                        tuple(Severity.NOT_RUNNABLE, "trigger-refused"),
                        tuple(Severity.LINT, "option-without-effect"),
                        tuple(Severity.LINT, "option-without-effect"));
        assertThat(ScaledObjects.parse(scaledObject("", "", text)).single().triggers())
                .hasSize(1);
        assertThatThrownBy(() -> ScaledObjects.reader()
                        .strict()
                        .parse(scaledObject("", "", text))
                        .single())
                .hasMessageContaining("one server has one address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Key=abc==", "a=b,", "a=b,c", "=", "a:b"})
    void headersThatKedaCannotSplitAreInvalid(String headers) {
        String text = PROMETHEUS.replace("threshold:", "customHeaders: '" + headers + "'\n    threshold:");

        assertThat(findings(text))
                .filteredOn(finding -> finding.severity() == Severity.INVALID)
                .extracting(Finding::rule)
                .contains("trigger-options");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b", "a=b,c=d", "a= b , c=d"})
    void otherHeadersAreFine(String headers) {
        String text = PROMETHEUS.replace("threshold:", "customHeaders: '" + headers + "'\n    threshold:");

        assertThat(findings(text)).extracting(Finding::severity).doesNotContain(Severity.INVALID);
    }

    @Test
    void anOptionOfATriggerAuthenticationIsIgnoredInTheMetadataAsInKeda() {
        String text = PROMETHEUS.replace("threshold:", "bearerToken: unguessable-7\n    threshold:");

        assertThat(findings(text))
                .extracting(Finding::rule)
                .contains("authentication-option-in-metadata")
                .doesNotContain("trigger-options");
        assertThat(ScaledObjects.parse(scaledObject("", "", text)).findings())
                .extracting(Finding::severity)
                .contains(Severity.INVALID);
    }
}
