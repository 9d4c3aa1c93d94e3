package io.scaler4j.kubernetes;

import static io.scaler4j.kubernetes.ApiServer.METRICS;
import static io.scaler4j.kubernetes.ApiServer.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that come in pages, and pages that are late, too many, too large, refused or of another list. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PagedListTest extends SamplerFixture {

    private static String page(String continued, String... names) {
        String items = IntStream.range(0, names.length)
                .mapToObj(i -> "{\"metadata\": {\"name\": \"" + names[i] + "\"}}")
                .collect(Collectors.joining(","));
        return "{\"metadata\": {\"continue\": \"" + continued + "\"}, \"items\": [" + items + "]}";
    }

    private long requestsOf(String path) {
        return server.requests().stream()
                .filter(seen -> seen.path().equals(path))
                .count();
    }

    /** A server, or a proxy with a cache, that sends its first page again and again. */
    @Test
    void aListWithoutAnEndEndsWithTheTime() throws Exception {
        server.answer(PODS, 200, page("more", "orders-1"));

        assertFailure(failure(Duration.ofSeconds(1)), Kind.TIMEOUT, "did not list pods", "within 900 ms");
        assertThat(requestsOf(PODS)).isGreaterThan(1);
        assertThat(requestsOf(METRICS)).as("of no use then").isZero();
    }

    @Test
    void aFirstPageThatIsGoneIsNotAskedForAgain() throws Exception {
        server.answer(PODS, 410, "{\"message\": \"too old resource version\"}");

        assertFailure(failure(LONG), Kind.UNAVAILABLE, "did not list pods", "HTTP 410: too old resource version");
        assertThat(requestsOf(PODS)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 502})
    void aPageThatIsRefusedFailsTheListAndNoHalfOfItCounts(int status) throws Exception {
        server.answerBy(PODS, exchange -> {
            boolean next = exchange.getRequestURI().getRawQuery().contains("continue=");
            ApiServer.send(exchange, next ? status : 200, next ? "{\"message\": \"no more\"}" : page("x", "orders-1"));
        });

        assertFailure(
                failure(LONG),
                status < 404 ? Kind.DENIED : Kind.UNAVAILABLE,
                "HTTP " + status + ": no more",
                server.address());
        assertThat(requestsOf(PODS)).isEqualTo(2);
    }

    @Test
    void metricsComeInPagesToo() throws Exception {
        String all = ApiServer.resource("podmetrics.json");
        String first = all.replaceFirst("\"metadata\": \\{\\s*}", "\"metadata\": {\"continue\": \"x\"}");
        assertThat(first).as("the page says that there is more").isNotEqualTo(all);
        var begun = new AtomicInteger();
        server.answerBy(METRICS, exchange -> {
            boolean next = exchange.getRequestURI().getRawQuery().contains("continue=x");
            begun.addAndGet(next ? 0 : 1);
            ApiServer.send(exchange, 200, next ? "{\"items\": []}" : first);
        });

        assertThat(samples(scaler())).hasSize(5);
        assertThat(begun).hasValue(1);
        assertThat(requestsOf(METRICS)).isEqualTo(2);
    }

    @Test
    void theTimeIsThatOfAllPagesTogether() throws Exception {
        server.answerBy(PODS, exchange -> {
            if (exchange.getRequestURI().getRawQuery().contains("continue=")) {
                server.hang();
            }
            ApiServer.send(exchange, 200, page("x", "orders-1"));
        });

        assertFailure(failure(Duration.ofSeconds(1)), Kind.TIMEOUT, "did not list pods", "within 900 ms");
    }

    @Test
    void anAnswerWithoutAnEndIsCutOffAtItsLimit() throws Exception {
        byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        server.answerBy(PODS, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 66; i++) {
                    body.write(blanks);
                }
            }
        });

        assertFailure(failure(LONG), Kind.UNAVAILABLE, "did not list pods", "larger than 64 MiB");
    }

    @Test
    void whatAServerSaysIsQuotedInPart() throws Exception {
        server.answer(PODS, 500, "{\"message\": \"" + "x".repeat(5_000) + "\"}");
        Reading.Failure failure = failure(LONG);

        assertThat(failure.message()).contains("HTTP 500: xxx").hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "5", "[]", "{\"message\": null}", "{\"message\": {}}", "<html>", "{\"mess"})
    void aRefusalWithoutASentenceIsToldByItsStatus(String body) throws Exception {
        server.answer(PODS, 500, body);

        assertThat(failure(LONG).message()).endsWith("(HTTP 500)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"items\": null}", "{\"items\": {}}", "null", "7", "[]", "\"items\""})
    void whatHasNoItemsIsNoEmptyList(String body) throws Exception {
        server.answer(PODS, 200, body);

        assertFailure(failure(LONG), Kind.UNAVAILABLE, "no list of items", "lead to a Kubernetes API server?");
    }

    @Test
    void itemsThatAreNoPodsAreAFailure() throws Exception {
        server.answer(PODS, 200, "{\"items\": [5]}");

        assertFailure(failure(LONG), Kind.UNAVAILABLE, "cannot be read", "it has no name");
    }
}
