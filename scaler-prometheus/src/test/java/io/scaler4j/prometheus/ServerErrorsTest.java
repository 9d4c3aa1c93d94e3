package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.metric.Reading.Failure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which a Prometheus, or what stands before it, says no: what it means for the target and the server. */
class ServerErrorsTest {

    private static AnswerException thrown(int status, boolean plainText, String body) {
        var answer = new HttpAnswer(status, null, plainText, body.getBytes(UTF_8));
        return catchThrowableOfType(AnswerException.class, () -> AnswerReader.result(answer));
    }

    private static String error(String type, String text) {
        return "{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + text + "\"}";
    }

    /** As the API documents its types of errors, with the statuses that go with them. */
    @ParameterizedTest
    @CsvSource({
        "400, bad_data, MISCONFIGURED, correct the query",
        "422, execution, MISCONFIGURED, correct the query",
        "404, not_found, MISCONFIGURED, may need a path before /api/v1/query",
        "406, not_acceptable, MISCONFIGURED, correct the query",
        "503, timeout, TIMEOUT, make it lighter",
        "503, canceled, UNAVAILABLE, see what is wrong with the server",
        "503, unavailable, UNAVAILABLE, see what is wrong with the server",
        "500, internal, UNAVAILABLE, see what is wrong with the server",
        "408, '', TIMEOUT, make it lighter",
        "504, unavailable, TIMEOUT, make it lighter",
        "400, timeout, TIMEOUT, make it lighter",
        "429, too_many_requests, UNAVAILABLE, ask less often",
        "401, unauthorized, DENIED, check the credentials",
        "403, forbidden, DENIED, and that they may query",
        "407, '', DENIED, check the credentials",
        "405, '', MISCONFIGURED, may need a path",
        "410, '', MISCONFIGURED, may need a path",
        "599, new_in_prometheus_9, UNAVAILABLE, see what is wrong with the server"
    })
    void anErrorIsExplainedByItsStatusAndItsType(int status, String type, Kind kind, String wayOut) {
        AnswerException thrown = thrown(status, false, error(type, "the words of the server"));

        assertThat(thrown.problem()).isEqualTo(Problem.HTTP_STATUS);
        assertThat(thrown.kind()).isEqualTo(kind);
        assertThat(thrown)
                .hasMessageStartingWith("it answered HTTP " + status + ", " + (type.isEmpty() ? "" : type + ": ")
                        + "the words of the server; ")
                .hasMessageContaining(wayOut);
    }

    /** Some proxies send any answer with success. */
    @ParameterizedTest
    @CsvSource({
        "bad_data, MISCONFIGURED",
        "execution, MISCONFIGURED",
        "not_found, MISCONFIGURED",
        "timeout, UNAVAILABLE",
        "internal, UNAVAILABLE",
        "'', UNAVAILABLE"
    })
    void anErrorWithSuccessAsItsStatusIsStillOne(String type, Kind kind) {
        AnswerException thrown = thrown(200, false, error(type, "no"));

        assertThat(thrown.problem()).isEqualTo(Problem.API_ERROR);
        assertThat(thrown.kind()).isEqualTo(kind);
        assertThat(thrown).hasMessageContaining("the answer is an error (" + (type.isEmpty() ? "no)" : type + ": no)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"status\":\"error\"}                                        | it does not say which",
                "{\"status\":\"error\",\"errorType\":\"execution\"}            | (execution)",
                "{\"status\":\"error\",\"error\":\"late\"}                     | (late)",
                "{\"status\":\"success\",\"error\":\"half of it\",\"data\":{\"result\":[1,\"5\"],\"resultType\":\"scalar\"}} | (half of it)",
                "{\"status\":\"error\",\"error\":{\"code\":5},\"errorType\":7} | it does not say which",
            })
    void anErrorThatDoesNotSayAllIsToldByWhatItSays(String body, String said) {
        AnswerException thrown = thrown(200, false, body);

        assertThat(thrown.problem()).isEqualTo(Problem.API_ERROR);
        assertThat(thrown).hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "null", "[]"})
    void anErrorOfBlanksBesideDataIsNone(String error) {
        var answer = Answers.ok("{\"status\":\"success\",\"error\":" + error
                + ",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"5\"]}}");

        assertThat(AnswerReader.result(answer).samples())
                .extracting(QueryResult.Sample::value)
                .containsExactly(5.0);
    }

    /** HTML of a proxy would fill a log line and say nothing. */
    @Test
    void onlyAPageForPeopleOfPlainTextIsQuoted() {
        assertThat(thrown(502, true, "upstream \n is  down\n")).hasMessageContaining("HTTP 502, upstream is down;");
        assertThat(thrown(502, false, "<html>upstream is down</html>")).hasMessageContaining("HTTP 502; see what");
        assertThat(thrown(502, true, "")).hasMessageContaining("HTTP 502; see what");
    }

    @Test
    void aRefusalThatNoPrometheusSendsIsAMistakeInTheAddress() {
        assertThat(thrown(400, false, "{\"code\":5}"))
                .hasMessageContaining("HTTP 400; check the address and its scheme");
        assertThat(thrown(400, true, "The plain HTTP request was sent to HTTPS port"))
                .hasMessageContaining("sent to HTTPS port; check the address and its scheme");
        assertThat(thrown(418, false, "[").kind()).isEqualTo(Kind.MISCONFIGURED);
    }

    @ParameterizedTest
    @CsvSource({"100, false", "199, false", "200, true", "204, true", "299, true", "300, false", "404, false"})
    void statusesOfSuccessAreTwoHundredToTwoHundredAndNinetyNine(int status, boolean success) {
        assertThat(new HttpAnswer(status, null, false, new byte[0]).isSuccess()).isEqualTo(success);
    }

    @ParameterizedTest
    @CsvSource({
        "400, false, false",
        "401, false, true",
        "403, false, true",
        "407, false, false",
        "429, false, false",
        "500, true, false",
        "504, true, false"
    })
    void whatSpeaksAgainstTheServerAndWhatAgainstTheSecretsIsToldApart(int status, boolean server, boolean secrets) {
        AnswerException thrown = thrown(status, false, "{}");

        assertThat(thrown.isServersFault()).isEqualTo(server);
        assertThat(thrown.isRefusal()).isEqualTo(secrets);
    }

    @Test
    void aLongTextIsCutAtThreeHundredCharacters() {
        assertThat(ServerErrors.shortened("x".repeat(300))).hasSize(300);
        assertThat(ServerErrors.shortened("x".repeat(301))).hasSize(302).endsWith("x..");
        assertThat(ServerErrors.shortened(" a \t b \r\n c ")).isEqualTo("a b c");
    }
}
