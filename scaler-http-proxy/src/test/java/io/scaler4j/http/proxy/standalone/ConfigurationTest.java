package io.scaler4j.http.proxy.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.http.HeaderMatch;
import io.scaler4j.http.Hold;
import io.scaler4j.http.RouteRule;
import io.scaler4j.http.proxy.BackendProtocol;
import io.scaler4j.http.proxy.InterceptorLimits;
import io.scaler4j.http.proxy.ProxyRoute;
import io.scaler4j.http.proxy.RouteLimits;
import io.scaler4j.http.proxy.StaticResponse;
import io.scaler4j.http.proxy.StaticRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @TempDir
    Path folder;

    @Test
    void readsEveryOptionOfARoute() throws IOException {
        Files.writeString(folder.resolve("loading.html"), "<p>wait", UTF_8);
        ProxyRoute route = read("""
                        routes:
                          - name: shop/web
                            hosts: [shop.example.com, "*.shop.example.com"]
                            paths: /api
                            headers: {X-Beta: "1", X-Any: null}
                            rules:
                              - hosts: admin.example.com
                            endpoints: {dns: localhost, port: 8080, every: 2s, probe: /ready, probeEvery: 20ms}
                            fallback: ["http://127.0.0.1:1", "https://[::1]:2"]
                            hold: {requests: 7, time: 8s, overflow: placeholder}
                            perReplicaLimit: 9
                            limits: {readiness: 1s, request: 1m, responseHeader: 0s}
                            placeholder: {bodyFile: loading.html, responseHeaders: {Retry-After: "5"}}
                            staticRoutes:
                              - {paths: /healthz, body: ok, always: true}
                              - {paths: /robots.txt, status: 404}
                            coldStartHeader: false
                            protocol: h2c
                        """).routes().get(0);

        assertThat(route.name()).isEqualTo("shop/web");
        assertThat(route.route().rules())
                .containsExactly(
                        new RouteRule(
                                List.of("shop.example.com", "*.shop.example.com"),
                                List.of("/api"),
                                List.of(HeaderMatch.exact("X-Beta", "1"), HeaderMatch.present("X-Any"))),
                        RouteRule.any().host("admin.example.com"));
        assertThat(route.hold())
                .isEqualTo(Hold.atMost(7).upTo(Duration.ofSeconds(8)).overflow(Hold.Overflow.PLACEHOLDER));
        assertThat(route.perReplicaLimit()).hasValue(9);
        assertThat(route.limits())
                .isEqualTo(new RouteLimits(
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofMinutes(1)),
                        Optional.of(Duration.ZERO)));
        assertThat(route.fallback()).isPresent();
        assertThat(route.placeholder().orElseThrow().status()).isEqualTo(503);
        assertThat(route.placeholder().orElseThrow().headers()).containsEntry("Retry-After", "5");
        assertThat(route.staticRoutes())
                .containsExactly(
                        StaticRoute.of(RouteRule.any().pathPrefix("/healthz"), StaticResponse.of(200, "ok"))
                                .always(),
                        StaticRoute.of(RouteRule.any().pathPrefix("/robots.txt"), StaticResponse.of(404, "")));
        assertThat(route.coldStartHeader()).isFalse();
        assertThat(route.backendProtocol()).isEqualTo(BackendProtocol.H2C);
    }

    @Test
    void threeLinesAreARoute() throws IOException {
        ProxyRoute route = read("""
                        routes:
                          - name: web
                            hosts: ["*"]
                            endpoints: http://127.0.0.1:8080
                        """).routes().get(0);
        assertThat(route.hold()).isEqualTo(Hold.DEFAULT);
        assertThat(route.limits()).isEqualTo(RouteLimits.DEFAULT);
        assertThat(route.coldStartHeader()).isTrue();
    }

    @Test
    void readsTheOptionsOfTheProcess() throws IOException {
        Settings settings = read("""
                        port: 0
                        address: 127.0.0.1
                        adminPort: 9999
                        adminAddress: "::1"
                        accessLog: true
                        threads: 3
                        limits:
                          request: 1s
                          responseHeader: 2s
                          readiness: 3s
                          connect: 4s
                          drain: 5s
                          shutdownDelay: 6s
                          clientHead: 7s
                          idle: 8s
                          maxIdleConnections: 9
                          maxIdlePerHost: 10
                          maxHeaderBytes: 2000
                          maxInitialLineBytes: 3000
                          maxHeld: 11
                        routes: []
                        """).settings();
        assertThat(settings.port).isZero();
        assertThat(settings.address.orElseThrow().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.adminPort).isEqualTo(9999);
        assertThat(settings.adminAddress.orElseThrow().isLoopbackAddress()).isTrue();
        assertThat(settings.accessLog).isTrue();
        assertThat(settings.threads).hasValue(3);
        assertThat(settings.limits.build())
                .isEqualTo(InterceptorLimits.builder()
                        .request(Duration.ofSeconds(1))
                        .responseHeader(Duration.ofSeconds(2))
                        .readiness(Duration.ofSeconds(3))
                        .connect(Duration.ofSeconds(4))
                        .drain(Duration.ofSeconds(5))
                        .shutdownDelay(Duration.ofSeconds(6))
                        .clientHead(Duration.ofSeconds(7))
                        .idle(Duration.ofSeconds(8))
                        .maxIdleConnections(9)
                        .maxIdlePerHost(10)
                        .maxHeaderBytes(2000)
                        .maxInitialLineBytes(3000)
                        .maxHeld(11)
                        .build());
    }

    @Test
    void aVariableWinsOverTheFileAndIsADefaultOfRoutes() throws IOException {
        Files.writeString(folder.resolve("routes.yaml"), """
                limits: {request: 1s}
                routes:
                  - {name: a, hosts: ["*"], endpoints: "http://127.0.0.1:1"}
                  - {name: b, hosts: ["*"], endpoints: "http://127.0.0.1:1", hold: {requests: 5}}
                """, UTF_8);
        Configuration both = Configuration.read(
                Arguments.parse(folder.toString()),
                Map.of(
                        "KEDA_HTTP_REQUEST_TIMEOUT", "2s",
                        "KEDA_HTTP_COLD_START_MAX_PENDING_REQUESTS", "3",
                        "KEDA_HTTP_ENABLE_COLD_START_HEADER", "false"));
        assertThat(both.settings().limits.build().request()).isEqualTo(Duration.ofSeconds(2));
        assertThat(both.routes()).extracting(route -> route.hold().requests()).containsExactly(3, 5);
        assertThat(both.routes()).noneMatch(ProxyRoute::coldStartHeader);
    }

    @Test
    void everythingThatIsWrongIsReportedWithItsPlace() {
        assertThat(problems("""
                        port: 70000
                        rutes: []
                        routes:
                          - name: 7
                            host: [a]
                            hosts: ["a b"]
                            endpoints: {dns: x}
                            hold: {time: 30, overflow: drop}
                            limits: {request: soon}
                            placeholder: {body: a, bodyFile: b}
                            staticRoutes: [{body: x}]
                            protocol: spdy
                        """))
                .containsExactlyInAnyOrder(
                        "1:7: port must be a whole number from 0 to 65535, was \"70000\"",
                        "2:1: there is no option \"rutes\" here; the options are port, adminPort, address,"
                                + " adminAddress, accessLog, coldStartHeader, threads, limits, tls, routes",
                        "4:11: name must be a text; put it in quotes, was \"7\"",
                        "4:5: host must be a name such as shop.example.com, a wildcard such as *.example.com, or *, was"
                                + " \"a b\"; write other letters than ASCII in punycode, xn--..",
                        "5:5: there is no option \"host\" here; the options are name, hosts, paths, headers, rules,"
                                + " endpoints, fallback, hold, perReplicaLimit, limits, placeholder, staticRoutes,"
                                + " coldStartHeader, protocol",
                        "7:17: dns needs port: the port at which the addresses take requests",
                        "8:18: time must be a time such as 30s, 500ms or 1m30s, was \"30\"",
                        "8:32: overflow must be one of placeholder, reject, was \"drop\"",
                        "9:23: request must be a time such as 30s, 500ms or 1m30s, was \"soon\"",
                        "10:18: body, bodyFile and pages exclude each other; give one of them",
                        "11:20: rules must not be empty: without a rule it takes no request; give RouteRule.any() for"
                                + " every one",
                        "12:15: protocol must be one of h2c, http1, was \"spdy\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "routes: 7 | 1:9: routes must be a list of groups of options, was \"7\"",
                "routes: [7] | 1:10: routes must be a list of groups of options, was \"7\"",
                "routes: [{}] | 1:10: a route needs name: it is the key of the counts, as in shop/web",
                "address: shop.example.com | 1:1: address must be an address of this machine",
                "address: 999.1.1.1 | 1:1: address must be an address of this machine",
                "tls: {key: a} | 1:6: tls needs certificate and key",
                "tls: {key: a, certificate: b} | 1:6: the file",
                "limits: {connect: 0s} | 1:9: connect must be more than 0",
                "a: [ | 2:1: "
            })
    void aProblemNamesItsPlace(String text, String problem) {
        assertThat(problems(text)).anyMatch(one -> one.startsWith(problem.strip()));
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:hunter2@10.0.0.5:8080",
        "http://10.0.0.5:8080/path",
        "http://10.0.0.5",
        "http://10.0.0.5:99999",
        "http://10.0.0.5:0",
        "10.0.0.5:8080",
        "ftp://10.0.0.5:21",
        "http://:8080"
    })
    void anAddressIsSchemeHostAndPort(String address) {
        assertThat(problems("routes: [{name: a, hosts: '*', endpoints: '" + address + "'}]"))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("hunter2"));
    }

    @Test
    void pagesAreReadFromAFolderOnce() throws IOException {
        Path pages = Files.createDirectory(folder.resolve("pages"));
        Files.writeString(pages.resolve("index.html"), "<p>wait", UTF_8);
        Files.writeString(pages.resolve(".hidden"), "x", UTF_8);
        String text = "routes: [{name: a, hosts: '*', endpoints: 'http://127.0.0.1:1', placeholder: {pages: %s}}]";
        assertThat(read(text.formatted("pages")).routes()).hasSize(1);
        assertThat(problems(text.formatted("gone"))).anyMatch(problem -> problem.contains("cannot be read"));
        for (int i = 0; i < 200; i++) {
            Files.writeString(pages.resolve("page" + i), "x", UTF_8);
        }
        assertThat(problems(text.formatted("pages"))).anyMatch(problem -> problem.contains("more than 200 files"));
    }

    @Test
    void aBodyThatIsTooLongIsRefusedBeforeItIsRead() throws IOException {
        Files.write(folder.resolve("long.html"), new byte[StaticResponse.MOST_BYTES + 1]);
        assertThat(problems("routes: [{name: a, hosts: '*', endpoints: 'http://127.0.0.1:1',"
                        + " placeholder: {bodyFile: long.html}}]"))
                .anyMatch(problem -> problem.contains("has more than 131072 bytes"));
    }

    @Test
    void twoRoutesOfOneNameAreRefusedAcrossFiles() throws IOException {
        String route = "routes: [{name: a, hosts: '*', endpoints: 'http://127.0.0.1:1'}]";
        Files.writeString(folder.resolve("a.yaml"), route, UTF_8);
        Files.writeString(folder.resolve("b.yml"), route, UTF_8);
        Files.writeString(folder.resolve("c.txt"), "no yaml: [", UTF_8);
        Files.createDirectory(folder.resolve("..data"));
        assertThat(refused(folder)).containsExactly("route a is there twice; give each route its own name");
    }

    @Test
    void aFileThatIsNotThereOrEmptyIsAProblem() throws IOException {
        Files.writeString(folder.resolve("empty.yaml"), "# nothing\n", UTF_8);
        assertThat(refused(folder.resolve("gone.yaml")))
                .singleElement()
                .asString()
                .startsWith("there is no file");
        assertThat(refused(folder.resolve("empty.yaml")))
                .singleElement()
                .asString()
                .contains("is empty");
    }

    private Configuration read(String text) throws IOException {
        Files.writeString(folder.resolve("routes.yaml"), text, UTF_8);
        return Configuration.read(Arguments.parse(folder.resolve("routes.yaml").toString()), Map.of());
    }

    /** Without the name of the file. */
    private List<String> problems(String text) {
        String prefix = folder.resolve("routes.yaml") + ":";
        InvalidConfigurationException refused =
                catchThrowableOfType(InvalidConfigurationException.class, () -> read(text));
        assertThat(refused).isNotNull();
        return refused.problems().stream()
                .map(problem -> problem.replace(prefix, ""))
                .toList();
    }

    private static List<String> refused(Path path) {
        InvalidConfigurationException refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Configuration.read(Arguments.parse(path.toString()), Map.of()));
        assertThat(refused).isNotNull();
        return refused.problems();
    }
}
