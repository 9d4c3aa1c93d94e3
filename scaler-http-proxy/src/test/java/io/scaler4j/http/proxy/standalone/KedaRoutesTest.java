package io.scaler4j.http.proxy.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.http.HeaderMatch;
import io.scaler4j.http.Hold;
import io.scaler4j.http.RouteRule;
import io.scaler4j.http.proxy.BackendProtocol;
import io.scaler4j.http.proxy.ProxyRoute;
import io.scaler4j.http.proxy.RouteLimits;
import io.scaler4j.http.proxy.StaticResponse;
import io.scaler4j.http.proxy.StaticRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KedaRoutesTest {

    private static final String SERVICE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              clusterIP: None
              ports:
                - {name: http, port: 80, targetPort: 8080}
                - {name: grpc, port: 81, targetPort: grpc, appProtocol: kubernetes.io/h2c}
            """;

    private static final String LEGACY = """
            apiVersion: http.keda.sh/v1alpha1
            kind: HTTPScaledObject
            metadata: {name: web, namespace: shop, creationTimestamp: "2026-01-05T08:00:00Z"}
            spec:
              hosts: [shop.example.com]
              pathPrefixes: [/api]
              headers: [{name: X-Beta, value: "1"}, {name: X-Any}]
              scaleTargetRef: {service: web, %s}
              replicas: {min: 0, max: 5}
              timeouts: {conditionWait: 20s, responseHeader: 10s}
            """;

    private static final String ROUTE = """
            apiVersion: http.keda.sh/v1beta1
            kind: InterceptorRoute
            metadata: {name: web, namespace: shop}
            spec:
              target: {service: web, port: 8080}
              scalingMetric: {concurrency: {targetValue: 10}}
            """;

    private static final String ALL_OPTIONS = """
            #
              rules:
                - hosts: ["*.example.com"]
                  paths: [{value: /api}, {value: /v2}]
                  headers: [{name: X-Beta}]
                - {}
              timeouts: {readiness: 1s, request: 0s, responseHeader: 3s}
              coldStart:
                fallback: {service: {name: static, port: 80}}
                placeholder: {response: {body: wait, headers: {Retry-After: "5"}}}
                maxPendingRequests: 7
                overflow: Placeholder
              staticRoutes:
                - rules: [{paths: [{value: /healthz}]}]
                  response: {statusCode: 204}
                  responseMode: Always
                - rules: [{}]
                  response: {body: down}
            """;

    @TempDir
    Path folder;

    @Test
    void anHttpScaledObjectIsARoute() throws IOException {
        ProxyRoute route = read(LEGACY.formatted("port: 8080")).get(0);
        assertThat(route.name()).isEqualTo("shop/web");
        assertThat(route.route().createdAt()).isEqualTo(Instant.parse("2026-01-05T08:00:00Z"));
        assertThat(route.route().rules())
                .containsExactly(new RouteRule(
                        List.of("shop.example.com"),
                        List.of("/api"),
                        List.of(HeaderMatch.exact("X-Beta", "1"), HeaderMatch.present("X-Any"))));
        assertThat(route.limits())
                .isEqualTo(new RouteLimits(
                        Optional.of(Duration.ofSeconds(20)), Optional.empty(), Optional.of(Duration.ofSeconds(10))));
        assertThat(route.hold()).isEqualTo(Hold.DEFAULT);
        assertThat(route.fallback()).isEmpty();
        assertThat(route.backendProtocol()).isEqualTo(BackendProtocol.HTTP_1_1);
    }

    @ParameterizedTest
    @CsvSource({"'',30", "', timeoutSeconds: 7',7", "', timeoutSeconds: 0',20"})
    void aFailoverHasItsOwnTimeThatWinsOverTheWait(String timeout, long seconds) throws IOException {
        ProxyRoute route = read(LEGACY.formatted("port: 8080")
                        + "  coldStartTimeoutFailoverRef: {service: static, port: 80" + timeout + "}\n")
                .get(0);
        assertThat(route.fallback()).isPresent();
        assertThat(route.limits().readiness()).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void aRouteOfTheNewerKindWinsOverOneOfItsName() throws IOException {
        assertThat(read(LEGACY.formatted("port: 8080") + "---\n" + ROUTE))
                .singleElement()
                .satisfies(route -> assertThat(route.route().rules()).isEmpty());
    }

    @Test
    void anInterceptorRouteIsReadWithAllItsOptions() throws IOException {
        ProxyRoute route = read(ROUTE + ALL_OPTIONS).get(0);
        assertThat(route.route().rules())
                .containsExactly(
                        new RouteRule(
                                List.of("*.example.com"),
                                List.of("/api", "/v2"),
                                List.of(HeaderMatch.present("X-Beta"))),
                        RouteRule.any());
        assertThat(route.limits())
                .isEqualTo(new RouteLimits(
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ZERO),
                        Optional.of(Duration.ofSeconds(3))));
        assertThat(route.fallback()).isPresent();
        assertThat(route.placeholder()).contains(StaticResponse.of(503, "wait").header("Retry-After", "5"));
        assertThat(route.hold()).isEqualTo(Hold.atMost(7).overflow(Hold.Overflow.PLACEHOLDER));
        assertThat(route.staticRoutes())
                .containsExactly(
                        StaticRoute.of(RouteRule.any().pathPrefix("/healthz"), StaticResponse.of(204, ""))
                                .always(),
                        StaticRoute.of(RouteRule.any(), StaticResponse.of(200, "down")));
    }

    @Test
    void aLimitWithoutOverflowHoldsAndHasNoPlaceholder() throws IOException {
        String coldStart = "  coldStart: {placeholder: {response: {body: wait}}%s}\n";
        ProxyRoute held =
                read(ROUTE + coldStart.formatted(", maxPendingRequests: 7")).get(0);
        assertThat(held.placeholder()).isEmpty();
        assertThat(held.hold()).isEqualTo(Hold.atMost(7));
        assertThat(read(ROUTE + coldStart.formatted("")).get(0).placeholder()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"'portName: http',HTTP_1_1", "'portName: grpc',H2C", "'port: 81',H2C", "'port: 9',HTTP_1_1"})
    void aServiceAmongTheFilesTellsPortsAndProtocols(String port, BackendProtocol protocol) throws IOException {
        assertThat(read(LEGACY.formatted(port) + SERVICE).get(0).backendProtocol())
                .isEqualTo(protocol);
    }

    @Test
    void anUnknownPortNameIsAProblemWithTwoWaysOut() throws IOException {
        String text = LEGACY.formatted("portName: http");
        assertThat(problems(text))
                .containsExactly("8:34: the port \"http\" of service \"shop/web\" is unknown; add the Service to the"
                        + " files, or give --port shop/web:http=8080");
        assertThat(read(text, "--port", "shop/web:http=8080")).hasSize(1);
        assertThat(problems(LEGACY.formatted("portName: metrics") + SERVICE)).hasSize(1);
    }

    @Test
    void aConfigMapAmongTheFilesHasBodies() throws IOException {
        String map = """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: pages, namespace: shop}
                data: {index.html: "<p>wait"}
                """;
        String body = "  coldStart: {placeholder: {response: {bodyFromConfigMap: {name: %s}}}}\n";
        assertThat(read(ROUTE + body.formatted("pages") + map).get(0).placeholder())
                .isPresent();
        assertThat(read(ROUTE + body.formatted("pages, key: index.html") + map)
                        .get(0)
                        .placeholder())
                .isPresent();
        assertThat(problems(ROUTE + body.formatted("pages, key: gone") + map))
                .anyMatch(problem -> problem.contains("has no such key"));
        assertThat(problems(ROUTE + body.formatted("gone") + map))
                .anyMatch(problem -> problem.contains("there is no ConfigMap shop/gone among the files"));
    }

    @Test
    void whatTheClusterRefusesIsRefusedWithItsPlace() {
        assertThat(problems(LEGACY.formatted("port: 8080, portName: http").replace("hosts:", "hosst:")))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(problem -> problem.matches("\\d+:\\d+: .+; .+"));
        assertThat(problems("7")).singleElement().asString().startsWith("1:1: this is no object");
    }

    @Test
    void aStatusThatCannotBeSentIsRefused() {
        assertThat(problems(ROUTE + "  staticRoutes: [{rules: [{}], response: {statusCode: 100}}]\n"))
                .anyMatch(problem -> problem.contains("status must be from 200 to 599, was 100"));
    }

    @Test
    void otherObjectsAreNoneOfOurBusiness() throws IOException {
        assertThat(read("""
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata: {name: broken}
                        spec: {}
                        ---
                        """ + ROUTE)).hasSize(1);
    }

    @Test
    void anObjectWithoutNamespaceIsInTheOneThatIsGiven() throws IOException {
        String text = ROUTE.replace(", namespace: shop", "");
        assertThat(read(text).get(0).name()).isEqualTo("default/web");
        assertThat(read(text, "--namespace", "blue").get(0).name()).isEqualTo("blue/web");
    }

    private List<ProxyRoute> read(String text, String... options) throws IOException {
        Path file = folder.resolve("routes.yaml");
        Files.writeString(file, text, UTF_8);
        String[] args =
                Stream.concat(Stream.of(options), Stream.of(file.toString())).toArray(String[]::new);
        return Configuration.read(Arguments.parse(args), Map.of()).routes();
    }

    private List<String> problems(String text) {
        InvalidConfigurationException refused =
                catchThrowableOfType(InvalidConfigurationException.class, () -> read(text));
        assertThat(refused).isNotNull();
        return refused.problems().stream()
                .map(problem -> problem.replace(folder.resolve("routes.yaml") + ":", ""))
                .toList();
    }
}
