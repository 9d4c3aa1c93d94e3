package io.scaler4j.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.Reading;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusHistoryTest {

    private static final Instant FROM = Instant.parse("2025-01-06T00:00:00Z");
    private static final long SECOND = FROM.getEpochSecond();
    private static final Duration STEP = Duration.ofSeconds(15);

    private static PrometheusHistory minutes(int minutes) {
        return PrometheusHistory.of(FROM, FROM.plus(Duration.ofMinutes(minutes)), STEP);
    }

    private static InputStream answer(String result) {
        return json("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + result + "]}}");
    }

    private static InputStream json(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String series(String values) {
        return "{\"metric\":{\"a\":\"b\"},\"values\":[" + values + "]}";
    }

    private static String value(int step, String value) {
        return "[" + (SECOND + 15L * step) + ",\"" + value + "\"]";
    }

    @Test
    void aWeekIsAskedForInPartsThatPrometheusAnswers() {
        var week = PrometheusHistory.of(FROM, FROM.plus(Duration.ofDays(7)), STEP);
        assertThat(week.ranges()).hasSize(5);
        assertThat(week.ranges().get(0)).isEqualTo(new PrometheusHistory.Range(FROM, FROM.plusSeconds(15 * 9_999)));
        assertThat(week.ranges().get(1).from()).isEqualTo(FROM.plusSeconds(15 * 10_000));
        assertThat(week.ranges().get(4).to())
                .isEqualTo(FROM.plus(Duration.ofDays(7)).minusSeconds(15));
    }

    @Test
    void theTimeCountsFromTheBeginningThatWasAskedFor() {
        PrometheusHistory history = minutes(2);
        history.add(answer(series(value(4, "5") + "," + value(5, "7"))));
        Trace trace = history.trace();
        assertThat(trace.at(Duration.ZERO)).isInstanceOf(Reading.Failure.class);
        assertThat(trace.at(Duration.ofSeconds(59))).isInstanceOf(Reading.Failure.class);
        assertThat(trace.at(Duration.ofSeconds(60))).isEqualTo(Reading.of(5));
        assertThat(trace.at(Duration.ofSeconds(89))).isEqualTo(Reading.of(7));
        assertThat(trace.at(Duration.ofSeconds(90))).isInstanceOf(Reading.Failure.class);
        assertThat(history.knownShare()).isEqualTo(0.25);
        assertThat(trace.length()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void answersAreJoinedAndOneWithoutASeriesIsAGap() {
        PrometheusHistory history = minutes(2);
        history.add(answer(series(value(0, "1") + "," + value(1, "NaN"))));
        history.add(answer(""));
        history.add(answer(series(value(7, "3"))));
        assertThat(history.trace().at(Duration.ofSeconds(0))).isEqualTo(Reading.of(1));
        assertThat(history.trace().at(Duration.ofSeconds(15))).isInstanceOf(Reading.Failure.class);
        assertThat(history.trace().at(Duration.ofSeconds(105))).isEqualTo(Reading.of(3));
        assertThat(history.knownShare()).isEqualTo(0.25);
    }

    @Test
    void severalSeriesAreRefusedAndNamed() {
        assertThatThrownBy(() -> minutes(1)
                        .add(answer(series(value(0, "1")) + ",{\"metric\":{\"a\":\"c\"},\"values\":[" + value(0, "2")
                                + "]}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds 2 series");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}",
                "{\"status\":\"success\",\"warnings\":[\"a store did not answer\"],\"data\":{\"resultType\":\"matrix\",\"result\":[]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[",
                "<html>"
            })
    void whatIsNoWholeAnswerIsRefused(String text) {
        assertThatThrownBy(() -> minutes(1).add(json(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTimeWithoutStepsIsRefused() {
        assertThatThrownBy(() -> PrometheusHistory.of(FROM, FROM, STEP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are 0");
        assertThatThrownBy(() -> PrometheusHistory.of(FROM, FROM.minusSeconds(60), STEP))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
