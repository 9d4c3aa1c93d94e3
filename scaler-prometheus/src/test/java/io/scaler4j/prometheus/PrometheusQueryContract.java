package io.scaler4j.prometheus;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.EMPTY;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.NON_FINITE;
import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.PrometheusOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What queries to a real Prometheus mean. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PrometheusQueryContract {

    /** One that no busy machine reaches. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final String TWO_SERIES =
            "label_replace(vector(3), \"pod\", \"a\", \"\", \"\") or label_replace(vector(5), \"pod\", \"b\", \"\", \"\")";

    private final Polls polls = new Polls();
    private PrometheusNode server;
    private PrometheusServer connection;

    abstract PrometheusNode newServer(PrometheusOptions options);

    @BeforeAll
    void start() {
        server = ServerRequirement.start(() -> newServer(PrometheusOptions.scraping()));
        connection = PrometheusServer.builder()
                .serverAddress(server.url())
                .circuitBreaker(1_000, Duration.ofSeconds(1))
                .build();
    }

    @AfterAll
    void close() {
        if (server != null) {
            connection.close();
            server.close();
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "vector(42.5)|42.5",
                "7|7",
                "1 + 1|2",
                "sum(vector(3) or vector(4))|3",
                "vector(1e18)|1e18",
                "scalar(vector(0.25))|0.25",
                "vector(100 * 0.57)|57",
                "count({__name__=~\"no_such.*\"}) or vector(0)|0"
            })
    void aScalarOrTheOnlySeriesIsTheNumber(String expression, double number) throws InterruptedException {
        assertThat(read(expression)).isInstanceOfSatisfying(Reading.Value.class, value -> {
            assertThat(value.activationValue()).isCloseTo(number, within(1e-9));
            assertThat(value.isLowerBound()).isFalse();
            assertThat(value.details()).isEmpty();
        });
    }

    @Test
    void theQueryIsEvaluatedAtTheTimeOfTheRead() throws InterruptedException {
        var request = polls.next(DEADLINE);
        try (var scaler = scaler("time()", builder -> builder)) {
            assertThat(scaler.read(request)).isEqualTo(Reading.of(request.now().getEpochSecond()));
        }
    }

    @Test
    void noSeriesIsAFailureUnlessItMeansZero() throws InterruptedException {
        assertThat(read("no_such_metric")).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(EMPTY);
            assertThat(failure.message())
                    .isEqualTo(connection + " gave no number for query \"no_such_metric\": it gives nothing: no"
                            + " series matches; correct the query, or set whenEmpty if that means 0");
        });
        assertThat(read("no_such_metric", builder -> builder.whenEmpty(MissingValue.zero())))
                .isInstanceOfSatisfying(Reading.Value.class, value -> {
                    assertThat(value.milli()).isZero();
                    assertThat(value.details()).containsExactly(entry("empty", 1.0));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"vector(1) / 0", "-1 / 0", "0 / 0", "vector(NaN)"})
    void whatIsNoFiniteNumberIsAFailureUnlessItMeansZero(String expression) throws InterruptedException {
        assertThat(read(expression))
                .isInstanceOfSatisfying(
                        Reading.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(NON_FINITE));
        assertThat(read(expression, builder -> builder.whenNonFinite(MissingValue.zero())))
                .isInstanceOfSatisfying(Reading.Value.class, value -> {
                    assertThat(value.milli()).isZero();
                    assertThat(value.details()).containsExactly(entry("nonFinite", 1.0));
                });
    }

    @Test
    void aNegativeNumberScalesAsZeroAndIsComparedAsItIs() throws InterruptedException {
        assertThat(read("vector(-0.5)")).isInstanceOfSatisfying(Reading.Value.class, value -> {
            assertThat(value.milli()).isZero();
            assertThat(value.activationValue()).isEqualTo(-0.5);
        });
        assertThat(read("vector(-0.5)", builder -> builder.whenNegative(NegativeValue.FAILURE)))
                .isInstanceOfSatisfying(
                        Reading.Failure.class,
                        failure -> assertThat(failure.message())
                                .contains("it gives -0.5, and a number below 0 is not to be"));
    }

    @Test
    void aSeriesOfNanIsLeftOutOfAReductionAsTheServersMaxDoes() throws InterruptedException {
        String three = "label_replace(vector(0) / 0, \"pod\", \"c\", \"\", \"\") or " + TWO_SERIES;

        assertThat(read("max(" + three + ")")).isEqualTo(Reading.of(5));
        assertThat(read(three, builder -> builder.reduce(Reduction.MAX)))
                .isEqualTo(Reading.value(5)
                        .details(Map.of("series", 3.0, "leftOut", 1.0))
                        .build());
        assertThat(read(three, builder -> builder.reduce(Reduction.SUM)))
                .isEqualTo(Reading.value(8)
                        .lowerBound()
                        .details(Map.of("series", 3.0, "leftOut", 1.0))
                        .build());
    }

    @Test
    void severalSeriesAreNamedUnlessTheyAreReduced() throws InterruptedException {
        assertThat(read(TWO_SERIES)).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
            assertThat(failure.message()).contains("it gives 2 series ({pod=\"a\"}, {pod=\"b\"})");
        });
        assertThat(read(TWO_SERIES, builder -> builder.reduce(Reduction.SUM)))
                .isEqualTo(Reading.value(8).details(Map.of("series", 2.0)).build());
        assertThat(read(TWO_SERIES, builder -> builder.reduce(Reduction.MAX)))
                .isEqualTo(Reading.value(5).details(Map.of("series", 2.0)).build());
        assertThat(read(TWO_SERIES, builder -> builder.reduce(Reduction.AVERAGE)))
                .isEqualTo(Reading.value(4).details(Map.of("series", 2.0)).build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"text\"|the query gives a string", "vector(1)[5m:1m]|the query gives a range of values"})
    void whatIsNoNumberIsRefused(String expression, String why) throws InterruptedException {
        assertThat(read(expression)).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
            assertThat(failure.message()).contains(why);
        });
    }

    @Test
    void theServerSaysWhatIsWrongWithAQuery() throws InterruptedException {
        assertThat(read("sum(")).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
            assertThat(failure.message())
                    .contains("HTTP 400, bad_data:")
                    .contains("unclosed left parenthesis")
                    .endsWith("correct the query");
        });
    }

    @Test
    void aWrongPathIsNamedAsSuch() throws InterruptedException {
        try (var scaler = PrometheusScaler.builder()
                .serverAddress(server.url() + "/not/here/")
                .query("1")
                .build()) {
            assertThat(scaler.read(polls.next(DEADLINE))).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
                assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
                assertThat(failure.message())
                        .startsWith("Prometheus at " + server.url() + "/not/here gave no number")
                        .contains("check the address, which may need a path before /api/v1/query");
            });
        }
    }

    @Test
    void aRestartIsAFailureAndThenOver() throws InterruptedException {
        try (var scaler = scaler("vector(5)", builder -> builder)) {
            assertThat(scaler.read(polls.next(DEADLINE))).isEqualTo(Reading.of(5));
            server.kill();
            assertThat(scaler.read(polls.next(DEADLINE))).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
                assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
                assertThat(failure.message()).contains(server.url()).endsWith("check that it runs");
            });
            server.start();
            await().atMost(DEADLINE)
                    .untilAsserted(
                            () -> assertThat(scaler.read(polls.next(DEADLINE))).isEqualTo(Reading.of(5)));
        } finally {
            server.start();
        }
    }

    @Test
    void aServerWithAPasswordRefusesAWrongOneInPlainText() throws InterruptedException {
        try (var guarded = ServerRequirement.start(
                () -> newServer(PrometheusOptions.scraping().withPassword()))) {
            assertThat(readAs(guarded, PrometheusOptions.PASSWORD)).isEqualTo(Reading.of(1));
            assertThat(readAs(guarded, "wrong password")).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
                assertThat(failure.kind()).isEqualTo(DENIED);
                assertThat(failure.message())
                        .contains("HTTP 401, Unauthorized; check the credentials")
                        .doesNotContain("wrong password");
            });
            String withUser = guarded.url().replace("://", "://scaler:correct%20horse%20battery@");
            try (var scaler = PrometheusScaler.builder()
                    .serverAddress(withUser)
                    .query("vector(1)")
                    .build()) {
                assertThat(scaler.read(polls.next(DEADLINE))).isEqualTo(Reading.of(1));
                assertThat(scaler.toString()).doesNotContain("scaler:", "horse");
            }
        }
    }

    /** Nothing listens at port 1, so a part of what the query asks for cannot be read. */
    @Test
    void aRemoteStorageThatDoesNotAnswerMakesTheAnswerPartial() throws InterruptedException {
        try (var partial = ServerRequirement.start(
                () -> newServer(PrometheusOptions.scraping().withRemoteRead("http://me:hunter2@127.0.0.1:1/read")))) {
            assertThat(readWithout(partial, "vector(2) or no_such_metric", MissingValue.failure()))
                    .isEqualTo(Reading.value(2)
                            .lowerBound()
                            .details(Map.of("partial", 1.0))
                            .build());
            assertThat(readWithout(partial, "no_such_metric", MissingValue.zero()))
                    .isInstanceOfSatisfying(Reading.Failure.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
                        assertThat(failure.message())
                                .contains("the answer lacks series (the server says: remote_read")
                                .doesNotContain("hunter2");
                    });
            assertThat(readWithout(partial, "vector(2)", MissingValue.failure()))
                    .as("no storage is asked")
                    .isEqualTo(Reading.of(2));
        }
    }

    private Reading readWithout(PrometheusNode node, String query, MissingValue whenEmpty) throws InterruptedException {
        try (var scaler = PrometheusScaler.builder()
                .serverAddress(node.url())
                .query(query)
                .whenEmpty(whenEmpty)
                .timeout(DEADLINE)
                .build()) {
            return scaler.read(polls.next(DEADLINE));
        }
    }

    private Reading readAs(PrometheusNode guarded, String password) throws InterruptedException {
        try (var scaler = PrometheusScaler.builder()
                .serverAddress(guarded.url())
                .security(() -> PrometheusSecurity.builder()
                        .credentials(PrometheusCredentials.basic(PrometheusOptions.USER, password))
                        .build())
                .query("vector(1)")
                .build()) {
            return scaler.read(polls.next(DEADLINE));
        }
    }

    private Reading read(String expression) throws InterruptedException {
        return read(expression, builder -> builder);
    }

    private Reading read(String expression, UnaryOperator<PrometheusScalerBuilder> options)
            throws InterruptedException {
        try (var scaler = scaler(expression, options)) {
            return scaler.read(polls.next(DEADLINE));
        }
    }

    private PrometheusScaler scaler(String expression, UnaryOperator<PrometheusScalerBuilder> options) {
        return options.apply(PrometheusScaler.builder()
                        .server(connection)
                        .query(expression)
                        .timeout(DEADLINE))
                .build();
    }
}
