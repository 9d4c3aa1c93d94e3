package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.metric.Reading;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that real servers and broken ones send. */
class AnswerReaderTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");
    private static final ValueRules SUMMING = new ValueRules(
            MissingValue.failure(), MissingValue.failure(), NegativeValue.ZERO, Optional.of(Reduction.SUM));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":{\"result\":[{\"value\":[1,\"2\"]}]}}|2",
                "{\"data\":{\"result\":[{\"value\":[1,2]}]}}|2",
                "{\"data\":{\"result\":[{\"value\":[1,2.5e1,\"and more\"]}]}}|25",
                "{\"data\":{\"result\":[{\"value\":[1,\"0x1p-2\"],\"metric\":{}}],\"resultType\":\"vector\"}}|0.25",
                "{\"data\":{\"result\":[1,\"5\"],\"resultType\":\"scalar\"},\"status\":\"success\"}|5",
                "{\"warnings\":[],\"infos\":[\"x\",{\"y\":[]}],\"data\":{\"stats\":{},\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"1.\"]}]}}|1",
                " {\"status\":null,\"data\":{\"result\":[{\"value\":[1,\".5\"],\"values\":null}]}} |0.5"
            })
    void hasANumber(String body, double number) {
        assertThat(reading(ValueRules.STRICT, body)).isEqualTo(Reading.of(number));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":{\"result\":[]}}|EMPTY_RESULT",
                "{\"data\":{\"result\":[],\"resultType\":\"vector\"}}|EMPTY_RESULT",
                "{\"data\":{\"result\":[{}]}}|EMPTY_VALUE",
                "{\"data\":{\"result\":[{\"value\":null}]}}|EMPTY_VALUE",
                "{\"data\":{\"result\":[{\"value\":[]}]}}|EMPTY_VALUE",
                "{\"data\":{\"result\":[{\"value\":[1,null]}]}}|EMPTY_VALUE",
                "{\"data\":{\"result\":[{\"value\":[1]}]}}|TOO_FEW_VALUES",
                "{\"data\":{\"result\":[1],\"resultType\":\"scalar\"}}|TOO_FEW_VALUES",
                "{\"data\":{\"result\":[{},{}]}}|MULTIPLE_SERIES",
                "{\"data\":{\"result\":[{\"value\":[1,true]}]}}|WRONG_TYPE",
                "{\"data\":{\"result\":[{\"value\":[1,{\"a\":[1,2]}]}]}}|WRONG_TYPE",
                "{\"data\":{\"result\":[{\"value\":[1,\"\"]}]}}|NOT_A_NUMBER",
                "{\"data\":{\"result\":[{\"value\":[1,\"1e999\"]}]}}|NOT_A_NUMBER",
                "{\"data\":{\"result\":[{\"value\":[1,\"-nan\"]}]}}|NON_FINITE",
                "{\"data\":{\"result\":[{\"value\":[1,\"+INFINITY\"]}]}}|NON_FINITE",
                "{}|UNEXPECTED_SHAPE",
                "null|UNEXPECTED_SHAPE",
                "[]|UNEXPECTED_SHAPE",
                "\"text\"|UNEXPECTED_SHAPE",
                "{\"data\":null}|UNEXPECTED_SHAPE",
                "{\"data\":{}}|UNEXPECTED_SHAPE",
                "{\"data\":{\"result\":null}}|UNEXPECTED_SHAPE",
                "{\"data\":{\"result\":{}}}|UNEXPECTED_SHAPE",
                "{\"data\":{\"result\":[1,\"5\"]}}|UNEXPECTED_SHAPE",
                "{\"data\":{\"result\":[null]}}|UNEXPECTED_SHAPE",
                "{\"data\":{\"result\":[{},5]}}|UNEXPECTED_SHAPE",
                "{\"data\":{\"result\":[{\"value\":5}]}}|UNEXPECTED_SHAPE",
                "{\"data\":{\"result\":[{\"values\":[[1,\"2\"]]}]}}|UNEXPECTED_SHAPE",
                "{\"data\":{\"result\":[{\"histogram\":[1,{}]}]}}|UNEXPECTED_SHAPE",
                "{\"data\":{\"result\":[],\"resultType\":\"matrix\"}}|UNEXPECTED_SHAPE",
                "{\"data\":{\"result\":[1,\"5\"],\"resultType\":\"string\"}}|UNEXPECTED_SHAPE",
                "{\"data\":{\"result\":[{\"value\":[1,\"2\"]}],\"resultType\":\"streams\"}}|UNEXPECTED_SHAPE",
                "{\"status\":\"error\",\"data\":{\"result\":[{\"value\":[1,\"2\"]}]}}|API_ERROR",
                "{\"status\":\"error\"}|API_ERROR",
                "{\"status\":\"success\",\"error\":\"cut off\",\"data\":{\"result\":[]}}|API_ERROR",
                "''|MALFORMED_JSON",
                "'  '|MALFORMED_JSON",
                "<html>|MALFORMED_JSON",
                "{\"data\":{\"result\":[{\"value\":[1,\"2\"|MALFORMED_JSON",
                "{\"data\":{\"result\":[]}} x|MALFORMED_JSON",
                "{\"data\":{\"result\":[]}}{}|MALFORMED_JSON",
                "{\"data\":{\"result\":[{\"value\":[1,NaN]}]}}|MALFORMED_JSON"
            })
    void hasNone(String body, Problem why) {
        var thrown = catchThrowableOfType(AnswerException.class, () -> reading(ValueRules.STRICT, body));

        assertThat(thrown.problem()).isEqualTo(why);
        assertThat(thrown.kind()).isEqualTo(why.kind());
    }

    @ParameterizedTest(name = "cut after {0} characters")
    @MethodSource("lengths")
    void aBodyThatWasCutIsNeverANumber(int length) {
        var thrown = catchThrowableOfType(AnswerException.class, () -> reading(SUMMING, WHOLE.substring(0, length)));

        assertThat(thrown.problem()).isEqualTo(Problem.MALFORMED_JSON);
    }

    private static final String WHOLE =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"a\":\"b\"},"
                    + "\"value\":[1,\"2\"]},{\"metric\":{},\"value\":[1,\"3\"]}]}}";

    static Stream<Integer> lengths() {
        return Stream.iterate(0, length -> length < WHOLE.length(), length -> length + 1);
    }

    @Test
    void manySeriesAreNamedByTheFirstFew() {
        String series = "{\"metric\":{\"__name__\":\"up\",\"pod\":\"p\",\"job\":\"j\"},\"value\":[1,\"1\"]},";
        String body = "{\"data\":{\"result\":[" + series.repeat(7).replaceAll(",$", "") + "]}}";

        var thrown = catchThrowableOfType(AnswerException.class, () -> reading(ValueRules.STRICT, body));

        assertThat(thrown)
                .hasMessageContaining("it gives 7 series (up{job=\"j\", pod=\"p\"}, up{")
                .hasMessageContaining(" and 2 more)");
        assertThat(reading(SUMMING, body).milli()).isEqualTo(7_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"x\"", "{}"})
    void oneBadValueSpoilsASum(String bad) {
        String body = "{\"data\":{\"result\":[{\"value\":[1,\"1\"]},{\"value\":[1," + bad + "]}]}}";

        assertThat(catchThrowableOfType(AnswerException.class, () -> reading(SUMMING, body)))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"x y\"}|MISCONFIGURED|HTTP 400, bad_data: x y",
                "422|{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"many\"}|MISCONFIGURED|HTTP 422, execution: many",
                "503|{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"late\"}|TIMEOUT|make it lighter",
                "500|{\"error\":\"disk\"}|UNAVAILABLE|HTTP 500, disk",
                "401|{}|DENIED|check the credentials",
                "403|no|DENIED|HTTP 403, no",
                "407|''|DENIED|HTTP 407;",
                "404|404 page not found|MISCONFIGURED|check the address",
                "302|''|MISCONFIGURED|check the address",
                "429|slow down|UNAVAILABLE|ask less often",
                "504|''|TIMEOUT|HTTP 504"
            })
    void aStatusOtherThanSuccessIsExplained(int status, String body, Reading.Failure.Kind kind, String part) {
        var thrown = catchThrowableOfType(AnswerException.class, () -> AnswerReader.result(answer(status, body)));

        assertThat(thrown.problem()).isEqualTo(Problem.HTTP_STATUS);
        assertThat(thrown.kind()).isEqualTo(kind);
        assertThat(thrown).hasMessageContaining(part);
    }

    @Test
    void aLongErrorIsShortened() {
        var thrown = catchThrowableOfType(
                AnswerException.class, () -> AnswerReader.result(answer(500, "x\n".repeat(9_000))));

        assertThat(thrown.getMessage()).hasSizeLessThan(500).contains("x x x").doesNotContain("\n");
    }

    private static Reading.Value reading(ValueRules rules, String body) {
        return rules.reading(AnswerReader.result(answer(200, body)), NOW, null);
    }

    private static HttpAnswer answer(int status, String body) {
        return new HttpAnswer(status, null, true, body.getBytes(UTF_8));
    }
}
