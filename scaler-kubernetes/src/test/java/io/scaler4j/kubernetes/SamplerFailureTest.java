package io.scaler4j.kubernetes;

import static io.scaler4j.kubernetes.ApiServer.METRICS;
import static io.scaler4j.kubernetes.ApiServer.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading.Failure.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of the two APIs that are refused, late, cut off or no answers: each is a failure that says what to do. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SamplerFailureTest extends SamplerFixture {

    @Test
    void aListThatCannotBeContinuedBeginsAgainOnce() throws Exception {
        var pages = new AtomicInteger();
        String all = ApiServer.resource("pods.json");
        server.answerBy(PODS, exchange -> {
            boolean next = exchange.getRequestURI().getRawQuery().contains("continue=");
            boolean more = pages.incrementAndGet() == 1;
            ApiServer.send(
                    exchange,
                    next ? 410 : 200,
                    more ? all.replace("\"resourceVersion\": \"184467\"", "\"continue\": \"x\"") : all);
        });
        assertThat(samples(scaler())).hasSize(5);
        assertThat(pages).hasValue(3);
        server.answerBy(
                PODS,
                exchange -> ApiServer.send(
                        exchange,
                        exchange.getRequestURI().getRawQuery().contains("continue=") ? 410 : 200,
                        all.replace("\"resourceVersion\": \"184467\"", "\"continue\": \"x\"")));
        assertFailure(later(), Kind.UNAVAILABLE, "410", "twice");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/namespaces/shop/pods | 401 | DENIED | does not accept the credentials | token",
                "/api/v1/namespaces/shop/pods | 403 | DENIED | verbs get and list on the resource pods | \"\" (core)",
                "/api/v1/namespaces/shop/pods | 404 | UNAVAILABLE | did not list pods in namespace shop | 404",
                "/api/v1/namespaces/shop/pods | 503 | UNAVAILABLE | did not list pods in namespace shop | 503",
                "/api/v1/namespaces/shop/pods | 302 | UNAVAILABLE | did not list pods | 302",
                "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods | 401 | DENIED | does not accept the credentials | token",
                "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods | 403 | DENIED | verbs get and list on the resource pods | \"metrics.k8s.io\"",
                "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods | 404 | UNAVAILABLE | has no metrics of pods | install the metrics server",
                "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods | 503 | UNAVAILABLE | has no metrics of pods | install the metrics server",
                "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods | 429 | UNAVAILABLE | did not list pods | 429",
                "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods | 500 | UNAVAILABLE | did not list pods | 500"
            })
    void aRefusalSaysWhatToDoAndWhatTheServerSaid(String path, int status, Kind kind, String sentence, String word)
            throws Exception {
        server.answer(path, status, "{\"kind\":\"Status\",\"message\":\"the server's own words\"}");
        assertFailure(failure(LONG), kind, sentence, word, "the server's own words", server.address());
        server.answer(path, status, "plain text");
        assertFailure(later(), kind, sentence, word);
    }

    @ParameterizedTest
    @ValueSource(strings = {PODS, METRICS})
    void anAnswerThatEndsEarlyIsAFailure(String path) throws Exception {
        server.truncate(path, ApiServer.resource("pods.json"));
        assertFailure(failure(LONG), Kind.UNAVAILABLE, "did not list pods in namespace shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {PODS, METRICS})
    void anAnswerThatDoesNotComeIsATimeOut(String path) throws Exception {
        server.hang(path);
        assertFailure(failure(Duration.ofSeconds(1)), Kind.TIMEOUT, "within 900 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {PODS, METRICS})
    void anAnswerThatComesInDropsIsATimeOut(String path) throws Exception {
        server.drip(path);
        assertFailure(failure(Duration.ofSeconds(1)), Kind.TIMEOUT, "within 900 ms");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "<html>login</html>",
                "{\"items\": 5}",
                "{}",
                "",
                "[",
                "{\"items\": [{}]}",
                "{\"items\": [{\"metadata\": {\"name\": \"a\"}, \"status\": {\"startTime\": \"yesterday\"}}]}",
                "{\"items\": [{\"metadata\": {\"name\": \"a\"}, \"spec\": {\"containers\":"
                        + " [{\"name\": \"c\", \"resources\": {\"requests\": {\"cpu\": \"much\"}}}]}}]}"
            })
    void anAnswerThatIsNoListOfPodsIsAFailure(String body) throws Exception {
        server.answer(PODS, 200, body);
        assertThat(failure(LONG).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"items\": [{\"metadata\": {\"name\": \"a\"}, \"containers\": [{\"name\": \"c\", \"usage\": {\"cpu\": \"1\"}}]}]}",
                "{\"items\": [{\"metadata\": {\"name\": \"a\"}, \"timestamp\": \"2026-01-05T08:00:00Z\", \"window\": \"soon\","
                        + " \"containers\": [{\"name\": \"c\", \"usage\": {\"cpu\": \"1\"}}]}]}"
            })
    void aReadingThatIsNoneIsAFailure(String body) throws Exception {
        server.answer(METRICS, 200, body);
        assertFailure(failure(LONG), Kind.UNAVAILABLE, "cannot be read");
    }

    @Test
    void noPodAndNoReadingAreFailuresAndNeverZero() throws Exception {
        server.answer(METRICS, 200, "{\"items\": []}");
        assertFailure(failure(LONG), Kind.EMPTY, "none of 4 replicas");
        server.answer(PODS, 200, "{\"items\": []}");
        assertFailure(later(), Kind.EMPTY, "no pods in namespace shop", "label selector");
    }

    @Test
    void aServerThatIsGoneIsUnavailable() throws Exception {
        server.close();
        assertFailure(failure(LONG), Kind.UNAVAILABLE, "is it up");
    }

    @Test
    void aFailureIsNotKept() throws Exception {
        server.answer(METRICS, 503, "");
        assertThat(failure(LONG).kind()).isEqualTo(Kind.UNAVAILABLE);
        server.answer(METRICS, 200, ApiServer.resource("podmetrics.json"));
        assertThat(samples(scaler())).hasSize(5);
    }
}
