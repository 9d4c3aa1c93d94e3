package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableTest {

    private static final List<String> HOSTS =
            List.of("a.com", "b.a.com", "c.b.a.com", "*.a.com", "*.b.a.com", "*.com", "*", "", "B.A.com");
    private static final List<String> ASKED =
            List.of("a.com", "b.a.com", "A.COM:80", "c.b.a.com.", "x.c.b.a.com", "z.com", "localhost", "", "com");
    private static final List<String> PATHS = List.of("", "/", "/x", "/x/y", "x/y/", "/x/y/z", "/x//y", "/xx", "//");

    @ParameterizedTest(name = "prefixFallback {0}")
    @ValueSource(booleans = {true, false})
    void theTableFindsWhatTheRulesSay(boolean prefixFallback) {
        Seeds.each(2000, random -> {
            List<Route> routes = IntStream.range(0, 1 + random.nextInt(12))
                    .mapToObj(i -> route("n" + random.nextInt(3) + "/r" + i, random))
                    .toList();
            RoutingTable table = RoutingTable.builder()
                    .routes(routes)
                    .prefixFallback(prefixFallback)
                    .build();
            for (int i = 0; i < 10; i++) {
                String host = any(ASKED, random);
                String path = any(PATHS, random) + (random.nextInt(4) == 0 ? "?q=/x" : "");
                RequestHeaders headers = headers(random);
                assertThat(table.find(host, path, headers))
                        .as("%s %s of %s", host, path, routes)
                        .isEqualTo(NaiveRouting.find(routes, host, path, headers, prefixFallback));
            }
        });
    }

    /** Hosts that differ in case are other hosts then, for requests and for rules. */
    @ParameterizedTest(name = "prefixFallback {0}")
    @ValueSource(booleans = {true, false})
    void withoutFoldingTheTableFindsWhatTheRulesSayOfExactHosts(boolean prefixFallback) {
        List<String> hosts = List.of("a.com", "A.com", "b.A.com", "B.a.com", "*.a.com", "*.A.com", "*");
        List<String> asked = List.of("a.com", "A.com", "A.COM", "b.a.com", "b.A.com", "B.a.com", "x.y.A.com", "z");
        Seeds.each(1000, random -> {
            List<Route> routes = IntStream.range(0, 1 + random.nextInt(8))
                    .mapToObj(i -> Route.builder("n/r" + i)
                            .host(any(hosts, random))
                            .host(any(hosts, random))
                            .pathPrefix(any(PATHS, random))
                            .createdAt(Instant.ofEpochSecond(random.nextInt(3)))
                            .build())
                    .toList();
            RoutingTable table = RoutingTable.builder()
                    .routes(routes)
                    .prefixFallback(prefixFallback)
                    .foldHostCase(false)
                    .build();
            for (int i = 0; i < 10; i++) {
                String host = any(asked, random);
                String path = any(PATHS, random);
                // upper and lower case as different letters: what the naive rules fold is no letter any more
                List<Route> marked = routes.stream()
                        .map(route -> Route.builder(route.name())
                                .createdAt(route.createdAt())
                                .rules(route.rules().stream()
                                        .map(rule -> new RouteRule(
                                                rule.hosts().stream()
                                                        .map(RoutingTableTest::marked)
                                                        .toList(),
                                                rule.pathPrefixes(),
                                                rule.headers()))
                                        .toList())
                                .build())
                        .toList();
                assertThat(table.find(host, path, RequestHeaders.none()).map(Route::name))
                        .as("%s %s of %s", host, path, routes)
                        .isEqualTo(NaiveRouting.find(marked, marked(host), path, RequestHeaders.none(), prefixFallback)
                                .map(Route::name));
            }
        });
    }

    /** {@code A} as {@code a-}, which no folding takes for {@code a}. */
    private static String marked(String host) {
        return host.replaceAll("[A-Z]", "$0-").toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void theOrderOfTheRoutesDoesNotMatter() {
        Seeds.each(500, random -> {
            List<Route> routes = new ArrayList<>(IntStream.range(0, 8)
                    .mapToObj(i -> route("n/r" + i, random))
                    .toList());
            RoutingTable table = RoutingTable.of(routes);
            java.util.Collections.shuffle(routes, random);
            RoutingTable shuffled = RoutingTable.of(routes);
            for (String host : ASKED) {
                for (String path : PATHS) {
                    RequestHeaders headers = headers(random);
                    assertThat(shuffled.find(host, path, headers)).isEqualTo(table.find(host, path, headers));
                }
            }
        });
    }

    @Test
    void anotherRouteNeverTakesARequestFromABetterOne() {
        Seeds.each(500, random -> {
            Route best = Route.builder("n/best")
                    .host("b.a.com")
                    .pathPrefix("/x/y/z")
                    .header(HeaderMatch.exact("H", "1"))
                    .header(HeaderMatch.exact("G", "1"))
                    .header(HeaderMatch.exact("F", "1"))
                    .build();
            List<Route> routes = new ArrayList<>(List.of(best));
            IntStream.range(0, 10).forEach(i -> routes.add(route("n/r" + i, random)));
            assertThat(RoutingTable.of(routes).find("B.a.com", "/x/y/z/1", name -> List.of("1")))
                    .contains(best);
        });
    }

    @Test
    void findsEachOfTenThousandRoutes() {
        List<Route> routes = IntStream.range(0, 10_000)
                .mapToObj(i -> Route.builder("shop/r" + i)
                        .host("h" + i % 1000 + ".example.com")
                        .pathPrefix("/p" + i / 1000)
                        .build())
                .toList();
        RoutingTable table = RoutingTable.of(routes);
        for (int i = 0; i < 10_000; i++) {
            String host = "h" + i % 1000 + ".example.com";
            assertThat(table.find(host, "/p" + i / 1000 + "/x", RequestHeaders.none()))
                    .contains(routes.get(i));
        }
        assertThat(table.find("h1.example.com", "/p10", RequestHeaders.none())).isEmpty();
        assertThat(table.routes()).isEqualTo(routes);
        assertThat(table).hasToString("table of 10000 routes");
    }

    @Test
    void aPathOfAMillionSegmentsIsLookedAtAsFarAsThePrefixesGo() {
        RoutingTable table = RoutingTable.of(
                List.of(Route.builder("n/a").host("a.com").pathPrefix("/a/a").build()));
        assertThat(table.find("a.com", "/a".repeat(1_000_000), RequestHeaders.none()))
                .isPresent();
        assertThat(table.find("a.com", "/".repeat(1_000_000), RequestHeaders.none()))
                .isEmpty();
    }

    @Test
    void aPrefixOfThousandsOfSegmentsWorks() {
        Route deep = Route.builder("n/deep").pathPrefix("/a".repeat(20_000)).build();
        RoutingTable table = RoutingTable.of(List.of(deep));
        assertThat(table.find("h", "/a".repeat(20_001), RequestHeaders.none())).contains(deep);
        assertThat(table.find("h", "/a".repeat(19_999), RequestHeaders.none())).isEmpty();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "EXAMPLE.com, true",
        "example.com:8443, true",
        "example.com., true",
        "example.com.:80, true",
        "www.example.com, false",
        "example.comm, false",
    })
    void caseAPortAndTheRootsDotDoNotMatter(String host, boolean found) {
        RoutingTable table = RoutingTable.of(
                List.of(Route.builder("n/a").host("Example.com:80").build()));
        assertThat(table.find(host, "/", RequestHeaders.none()).isPresent()).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]:8080", "[::1]", "::1"})
    void anAddressOfVersionSixHasManyForms(String host) {
        for (String rule : List.of("[::1]:8080", "[::1]", "::1")) {
            RoutingTable table =
                    RoutingTable.of(List.of(Route.builder("n/a").host(rule).build()));
            assertThat(table.find(host, "/", RequestHeaders.none())).as(rule).isPresent();
        }
    }

    @Test
    void caseCountsIfItIsNotFolded() {
        RoutingTable table = RoutingTable.builder()
                .route(Route.builder("n/a").host("example.com").build())
                .foldHostCase(false)
                .build();
        assertThat(table.find("Example.com", "/", RequestHeaders.none())).isEmpty();
        assertThat(table.find("example.com", "/", RequestHeaders.none())).isPresent();
    }

    @Test
    void headersAreAskedOnlyIfACandidateHasConditions() {
        RequestHeaders asked = name -> {
            throw new AssertionError("asked for " + name);
        };
        RoutingTable table = RoutingTable.of(List.of(
                Route.builder("n/plain").host("a.com").build(),
                Route.builder("n/other")
                        .host("b.com")
                        .header(HeaderMatch.present("X"))
                        .build()));
        assertThat(table.find("a.com", "/", asked)).isPresent();
        assertThat(table.find("c.com", "/", asked)).isEmpty();
    }

    @Test
    void twoRoutesOfOneNameAreRefusedTogether() {
        Route a = Route.builder("n/a").host("a.com").build();
        Route b = Route.builder("n/b").host("b.com").build();
        assertThatThrownBy(() -> RoutingTable.of(List.of(a, b, a, b)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("n/a")
                .hasMessageContaining("n/b")
                .hasMessageContaining("give each route its own name");
    }

    private static Route route(String name, Random random) {
        List<RouteRule> rules = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            RouteRule rule = RouteRule.any();
            for (int j = random.nextInt(3); j > 0; j--) {
                rule = rule.host(any(HOSTS, random));
            }
            for (int j = random.nextInt(3); j > 0; j--) {
                rule = rule.pathPrefix(any(PATHS, random));
            }
            for (int j = random.nextInt(3); j > 0; j--) {
                String header = random.nextBoolean() ? "H" : "G";
                rule = rule.header(
                        random.nextBoolean()
                                ? HeaderMatch.present(header)
                                : HeaderMatch.exact(header, "" + random.nextInt(2)));
            }
            rules.add(rule);
        }
        return Route.builder(name)
                .rules(rules)
                .createdAt(Instant.ofEpochSecond(random.nextInt(3)))
                .build();
    }

    private static RequestHeaders headers(Random random) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : List.of("h", "g")) {
            switch (random.nextInt(4)) {
                case 0 -> headers.put(name, List.of("0"));
                case 1 -> headers.put(name, List.of("x", "1"));
                case 2 -> headers.put(name, List.of(""));
                default -> {}
            }
        }
        return name -> headers.getOrDefault(name, List.of());
    }

    private static String any(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }
}
