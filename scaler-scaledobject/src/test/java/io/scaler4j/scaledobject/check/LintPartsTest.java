package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.check.LintPromQl.Shape;
import io.scaler4j.scaledobject.manifest.Behavior;
import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlReader;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries, spelling, cron expressions and rates, as far as rules need them. */
class LintPartsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(rate(http_requests_total{job=\"shop\"}[2m])) | ONE",
                "sum by () (x) | ONE",
                "sum by (pod) (x) | MANY",
                "sum(x) by (pod, le) | MANY",
                "sum without (pod) (x) | MANY",
                "histogram_quantile(0.99, sum(rate(d_bucket[5m])) by (le)) | ONE",
                "histogram_quantile(0.99, sum by (le, pod) (rate(d_bucket[5m]))) | MANY",
                "rate(http_requests_total{job=\"shop\"}[2m]) | MANY",
                "max_over_time(sum(x)[5m:1m]) | ONE",
                "max_over_time(queue{name=\"a\"}[5m]) | SELECTED",
                "queue_length{queue=\"orders\"} | SELECTED",
                "queue_length | MANY",
                "{__name__=\"queue\"} | SELECTED",
                "sum(a) / sum(b) * 100 | ONE",
                "sum(a) / on() group_left() max(b) | ONE",
                "sum(a) by (x) / 2 | MANY",
                "(sum(a) or vector(0)) | ONE",
                "sum(a) > bool 3 | ONE",
                "topk(1, x) | ONE",
                "topk(3, x) | MANY",
                "ceil(sum(a{b=\"c)\"})) | ONE",
                "clamp_max(scalar(sum(a)), 5) | NUMBER",
                "vector(2) | ONE",
                "absent(x) | ONE",
                "http_requests_total{a=\"b\"}[5m] | RANGE",
                "sum(x)[5m:] | RANGE",
                "x[5m] offset 1h | RANGE",
                "sum(x offset 5m) | ONE",
                "sum(x @ end()) | ONE",
                "-sum(x) | ONE",
                "1 | NUMBER",
                "sum(x[5m]) | MISMATCH",
                "rate(x) | MISMATCH",
                "1 + sum(rate(x)) | MISMATCH",
                "absent_over_time(x[5m]) | ONE",
                "sum(x | UNKNOWN",
                "sum(x)) | UNKNOWN",
                "§ | UNKNOWN",
                "x{a=\"b | UNKNOWN",
            })
    void theShapeOfAQueryIsRead(String query, Shape shape) {
        assertThat(LintPromQl.shape(query)).isEqualTo(shape);
    }

    @Test
    void noTextBreaksTheReaderOfQueries() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        String letters = "abc(){}[],\"'\\ =+-5msum by@offset";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(LintPromQl.shape(text.toString())).as("seed " + seed).isNotNull();
        }
        assertThat(LintPromQl.shape("(".repeat(100_000))).isEqualTo(Shape.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "lagTreshold, lagThreshold",
        "LagThreshold, lagThreshold",
        "lag_threshold, lagThreshold",
        "topics, topic",
        "something, ''",
        "tls, ''"
    })
    void aTypingErrorIsAFewLettersAway(String unknown, String near) {
        assertThat(LintSpelling.typingErrorOf(unknown, List.of("lagThreshold", "topic", "consumerGroup"))
                        .orElse(""))
                .isEqualTo(near);
    }

    @ParameterizedTest
    @CsvSource({
        "aws-sqs-queue, region, ''",
        "aws-sqs-queue, awsregion, awsRegion",
        "aws-sqs-queue, queueUrl, queueURL",
        "aws-sqs-queue, queueURLFromEnv, ''",
        "aws-sqs-queue, queueUrlFromEnv, queueURLFromEnv",
        "rabbitmq, queuesName, queueName",
        "rabbitmq, queueNames, queueName",
        "rabbitmq, activationValue, ''",
        "rabbitmq, regex, ''",
        "postgresql, username, userName",
        "own, queueNames, ''",
    })
    void keysOfTypesWithoutASourceAreFoundIfTheyAreNearlyAnOption(String type, String key, String meant) {
        assertThat(LintKedaOptions.meant(type, key).orElse("")).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "0 6 * * *, 366",
        "0 6 29 2 *, 1",
        "0 6 30 2 *, 0",
        "'0,30 6-8 1 jan *', 6",
        "*/15 * 1 1 *, 96",
        "5/20 0 1 1 *, 3",
        "0 0 1 1 mon, 6",
        "0 0 * jan sat, 5"
    })
    void aYearOfEvents(String expression, int events) {
        assertThat(LintCronDays.minutes(expression).orElseThrow().cardinality()).isEqualTo(events);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "* * * *", "60 * * * *", "* * * * 7", "0 22-6 * * *", "*/0 * * * *", "@daily", "0 0 L * *"})
    void whatCronRefusesHasNoEvents(String expression) {
        assertThat(LintCronDays.minutes(expression)).isEmpty();
    }

    @Test
    void aWindowOverNewYearIsOpenOnBothSides() {
        LintCronWindow night = window("0 22 * * *", "0 6 * * *");
        assertThat(night.open().get(0)).isTrue();
        assertThat(night.open().get(LintCronDays.MINUTES - 1)).isTrue();
        assertThat(night.open().cardinality()).isEqualTo(366 * 8 * 60);
        assertThat(night.alternates()).isTrue();
    }

    @Test
    void endsWithoutAStartInBetweenKeepAWindowOpen() {
        LintCronWindow weekend = window("30 6 * * 1-5", "10 22 * * *");
        assertThat(weekend.alternates()).isFalse();
        assertThat(weekend.longest()).as("from Friday morning to Sunday night").isGreaterThan(2 * 24 * 60);
        BitSet several = window("0 8,12 * * *", "0 18 * * *").open();
        assertThat(several.get(9 * 60)).isFalse();
        assertThat(several.get(13 * 60)).isTrue();
    }

    private static LintCronWindow window(String start, String end) {
        String text = "kind: ScaledObject\nspec:\n  triggers:\n  - type: cron\n    metadata:\n      start: " + start
                + "\n      end: " + end + "\n      desiredReplicas: \"2\"\n";
        var object = (ScaledObject)
                Manifests.of(YamlReader.read(text, "").documents()).manifests().get(0);
        return LintCronWindow.of(LintScaled.of(object).triggers().get(0)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "'{policies: [{type: Pods, value: 1, periodSeconds: 60}]}', 1, 5, 180",
        "'{policies: [{type: Percent, value: 100, periodSeconds: 60}]}', 1, 8, 120",
        "'{policies: [{type: Pods, value: 1, periodSeconds: 60}, {type: Pods, value: 4, periodSeconds: 60}]}', 1, 5, 0",
        "'{selectPolicy: Min, policies: [{type: Pods, value: 1, periodSeconds: 60}, {type: Pods, value: 4, periodSeconds: 60}]}', 1, 5, 180",
        "'{policies: [{type: Percent, value: 50, periodSeconds: 60}]}', 8, 1, 120",
        "'{policies: [{type: Percent, value: 10, periodSeconds: 15}]}', 2, 1, 0",
        "'{stabilizationWindowSeconds: 5}', 1, 50, 0",
    })
    void aRampTakesTheTimeOfItsSteps(String rules, int from, int to, long seconds) {
        Node node = YamlReader.read(rules, "").documents().get(0);
        assertThat(LintRamp.seconds(new Behavior.Rules((Node.Mapping) node), from, to))
                .isEqualTo(seconds);
    }

    @Test
    void aDisabledDirectionNeverArrives() {
        Node node = YamlReader.read("{selectPolicy: Disabled}", "").documents().get(0);
        assertThat(LintRamp.seconds(new Behavior.Rules((Node.Mapping) node), 1, 2))
                .isEqualTo(LintRamp.NEVER);
        assertThat(LintRamp.seconds(new Behavior.Rules((Node.Mapping) node), 2, 2))
                .isZero();
    }
}
