package io.scaler4j.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.spi.TriggerSpecBuilder;
import io.scaler4j.testservers.CapturedLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusScalerProviderTest extends HttpFixture {

    private ScalerCatalog catalog;

    @BeforeEach
    void loadCatalog() {
        catalog = closing(ScalerCatalog.load());
    }

    @Test
    void isFoundByItsType() {
        assertThat(catalog.types()).contains("prometheus");
    }

    @Test
    void hasTheDefaultsOfKeda() throws InterruptedException {
        Trigger trigger = create(Map.of("threshold", "100.5", "metricName", "no_longer_of_use"));

        assertThat(trigger.name()).isEqualTo("rate");
        assertThat(trigger.target()).isEqualTo(MetricTarget.averageValue(100.5));
        assertThat(trigger.activationThreshold()).isZero();
        assertThat(trigger.scaler()).hasToString("query \"up\" of Prometheus at " + server.url());
        server.answers(200, "{\"data\":{\"result\":[]}}");
        assertThat(read(trigger))
                .as("no series means 0")
                .isEqualTo(Reading.value(0).details(Map.of("empty", 1.0)).build());
        server.answers(200, TestHttpServer.number(Double.NaN));
        assertThat(read(trigger))
                .as("no number means 0")
                .isEqualTo(Reading.value(0).details(Map.of("nonFinite", 1.0)).build());
    }

    @Test
    void takesEveryOption() throws InterruptedException {
        Trigger trigger = create(Map.of(
                "threshold", "1e2",
                "activationThreshold", "-1",
                "namespace", "a b",
                "queryParameters", "k=v",
                "customHeaders", "X-Scope-OrgID=team\\,a,X-Pad=ab==",
                "ignoreNullValues", "false",
                "timeout", "19s",
                "reduce", "max",
                "whenNegative", "failure",
                "unsafeSsl", "true"));
        assertThat(trigger.activationThreshold()).isEqualTo(-1);
        server.answers(200, "{\"data\":{\"result\":[{\"value\":[1,\"3\"]},{\"value\":[1,\"4\"]}]}}");

        assertThat(read(trigger)).isInstanceOfSatisfying(Reading.Value.class, value -> {
            assertThat(value.milli()).isEqualTo(4_000);
            assertThat(value.details()).containsExactly(entry("series", 2.0));
        });
        assertThat(server.lastRequest().uri()).endsWith("&namespace=a+b&k=v");
        assertThat(server.lastRequest().header("X-Scope-OrgID")).isEqualTo("team,a");
        assertThat(server.lastRequest().header("X-Pad")).isEqualTo("ab==");

        server.answers(200, "{\"data\":{\"result\":[]}}");
        isFailure(read(trigger), Reading.Failure.Kind.EMPTY);
        server.answers(200, TestHttpServer.number(-1));
        isFailure(read(trigger), Reading.Failure.Kind.MISCONFIGURED, "below 0");
    }

    @Test
    void remembersTheLastValueWhereItIsTold() throws InterruptedException {
        Trigger trigger = create(Map.of("whenEmpty", "last", "lastValueMaxAge", "10s"));
        server.answers(200, TestHttpServer.number(6));
        isValue(read(trigger), 6);
        server.answers(200, "{\"data\":{\"result\":[]}}");

        assertThat(read(trigger))
                .isInstanceOfSatisfying(
                        Reading.Value.class, value -> assertThat(value.milli()).isEqualTo(6_000));
        assertThat(read(trigger)).isInstanceOf(Reading.Value.class);
        isFailure(read(trigger), Reading.Failure.Kind.EMPTY, "too old");
    }

    @Test
    void takesATotalWhereTheTriggerSaysSo() {
        assertThat(create(spec(Map.of("threshold", "500"), Map::of).metricType("Value"))
                        .target())
                .isEqualTo(MetricTarget.value(500));
    }

    @Test
    void saysEverythingThatIsWrongAtOnceAndNoSecret() {
        var spec = spec(
                        Map.of(
                                "threshold", "+5",
                                "activationThreshold", ".5",
                                "query", " ",
                                "serverAddress", "http://user:hunter2@",
                                "customHeaders", "X-Token=hunter2,oops",
                                "timeout", "-5s",
                                "whenEmpty", "last",
                                "reduce", "median",
                                "authModes", "bearer,basic",
                                "typo", "x"),
                        () -> Map.of("password", "hunter2", "username", "me"))
                .metricType("Utilization");

        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> create(spec))
                .satisfies(e -> {
                    assertThat(e.problems())
                            .anyMatch(problem -> problem.startsWith("query is missing"))
                            .anyMatch(problem -> problem.startsWith("threshold must be a number"))
                            .anyMatch(problem -> problem.startsWith("activationThreshold must be a number"))
                            .anyMatch(problem -> problem.startsWith("metricType must be AverageValue or Value"))
                            .anyMatch(problem -> problem.startsWith("customHeaders must be pairs"))
                            .anyMatch(problem -> problem.startsWith("timeout must be a duration"))
                            .anyMatch(problem -> problem.startsWith("lastValueMaxAge is missing"))
                            .anyMatch(problem -> problem.startsWith("reduce must be one of [avg, max, none, sum]"))
                            .anyMatch(problem -> problem.startsWith("authModes must have at most one of"))
                            .anyMatch(problem -> problem.startsWith("bearerToken is missing"))
                            .anyMatch(problem -> problem.startsWith("serverAddress must be a URL"))
                            .anyMatch(problem -> problem.startsWith("typo is not an option of type prometheus"));
                    assertThat(e.getMessage()).doesNotContain("hunter2");
                });
    }

    @Test
    void saysWhatIsWrongWithCertificates() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> create(spec(
                        Map.of("authModes", "tls"),
                        () -> Map.of("ca", "not pem", "cert", "nor this", "key", "hunter2"))))
                .satisfies(e -> assertThat(e.problems())
                        .hasSize(3)
                        .anyMatch(problem -> problem.startsWith("ca has no certificate"))
                        .anyMatch(problem -> problem.startsWith("cert has no certificate"))
                        .anyMatch(problem -> problem.startsWith("key must hold one private key")))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void triggersOfOneServerAndTheSameSecretsShareAClient() {
        Supplier<Map<String, String>> mine = () -> Map.of("username", "a", "password", "b");
        List<Trigger> triggers = List.of(
                create(spec(Map.of("authModes", "basic"), mine)),
                create(spec(Map.of("authModes", "basic", "query", "other", "serverAddress", server.url() + "/"), mine)),
                create(spec(Map.of("authModes", "basic"), () -> Map.of("username", "a", "password", "c"))));

        assertThat(triggers.stream().map(PrometheusScalerProviderTest::client).distinct())
                .hasSize(2);
        assertThat(client(triggers.get(0))).isSameAs(client(triggers.get(1)));
    }

    @Test
    void aTriggerOutlivesItsCatalog() throws InterruptedException {
        Trigger trigger = create(Map.of());
        catalog.close();

        isValue(read(trigger), 1);
    }

    @Test
    void secretsMayBeExchangedWhileTheTriggerIsInUse() throws InterruptedException {
        var token = new AtomicReference<>("first");
        server.answers(exchange -> TestHttpServer.answer(
                exchange,
                "Bearer second".equals(exchange.getRequestHeaders().getFirst("Authorization")) ? 200 : 401,
                TestHttpServer.number(1)));
        Trigger trigger = create(spec(Map.of("authModes", "bearer"), () -> Map.of("bearerToken", token.get() + "\n")));
        isFailure(read(trigger), Reading.Failure.Kind.DENIED);

        token.set("second");

        isValue(read(trigger), 1);
    }

    @Test
    void aHeaderOfOnesOwnIsSent() throws InterruptedException {
        Trigger trigger = create(spec(
                Map.of("authModes", "custom"), () -> Map.of("customAuthHeader", "X-Key", "customAuthValue", "v1")));

        isValue(read(trigger), 1);

        assertThat(server.lastRequest().header("X-Key")).isEqualTo("v1");
    }

    @Test
    void anOAuthTokenIsAskedFor() throws InterruptedException {
        server.answers(exchange -> TestHttpServer.answer(
                exchange,
                200,
                exchange.getRequestMethod().equals("POST") ? "{\"access_token\":\"t1\"}" : TestHttpServer.number(1)));
        Trigger trigger = create(spec(
                Map.of("authModes", "oauth"),
                () -> Map.of(
                        "oauthTokenURI",
                        server.url() + "/token?tenant=a",
                        "clientID",
                        "id",
                        "clientSecret",
                        "s",
                        "scopes",
                        "one, two",
                        "endpointParams",
                        "audience=x%20y&empty=")));

        isValue(read(trigger), 1);

        assertThat(server.requests().get(0).uri()).isEqualTo("/token?tenant=a");
        assertThat(server.requests().get(0).body())
                .isEqualTo("grant_type=client_credentials&scope=one+two&audience=x+y&empty=");
        assertThat(server.lastRequest().header("Authorization")).isEqualTo("Bearer t1");
    }

    @Test
    void whatHasNoEffectIsSaid() {
        try (var log = CapturedLog.of("io.scaler4j.prometheus")) {
            create(spec(Map.of("cortexOrgID", "tenant", "awsRegion", "eu-1", "identityOwner", "pod"), Map::of)
                    .podIdentity("aws"));
            create(spec(Map.of("authModes", "apiKey", "keyParamName", "k"), () -> Map.of("apiKey", "hunter2")));
            assertThat(log.text())
                    .contains(
                            "cortexOrgID has no effect; name the tenant in customHeaders",
                            "awsRegion has no effect",
                            "pod identity aws has no effect",
                            "\"apiKey\" sends nothing")
                    .doesNotContain("hunter2");
        }
    }

    private static PrometheusClient client(Trigger trigger) {
        return ((PrometheusScaler) trigger.scaler()).client();
    }

    private Reading read(Trigger trigger) throws InterruptedException {
        return ((PrometheusScaler) trigger.scaler()).read(polls.next(LONG));
    }

    private Trigger create(Map<String, String> options) {
        return create(spec(options, Map::of));
    }

    private Trigger create(TriggerSpecBuilder spec) {
        Trigger trigger = catalog.open(spec.build());
        closing(trigger.scaler());
        return trigger;
    }

    private TriggerSpecBuilder spec(Map<String, String> options, Supplier<Map<String, String>> secrets) {
        Map<String, String> metadata = new HashMap<>(Map.of(
                "serverAddress",
                server.url(),
                "query",
                "up",
                "threshold",
                "5",
                "timeout",
                Duration.ofSeconds(20).toMillis() + ""));
        metadata.putAll(options);
        return TriggerSpec.builder("prometheus").name("rate").metadata(metadata).authentication(secrets);
    }
}
