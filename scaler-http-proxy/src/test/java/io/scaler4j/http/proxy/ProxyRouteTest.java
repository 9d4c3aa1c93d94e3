package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.http.EndpointList;
import io.scaler4j.http.EndpointSource;
import io.scaler4j.http.Hold;
import io.scaler4j.http.Route;
import io.scaler4j.http.RouteRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProxyRouteTest {

    private static final EndpointSource SOURCE = new EndpointList();
    private static final StaticResponse ANSWER = StaticResponse.of(503, "wait");

    @Test
    void nameAndEndpointsAreEnough() {
        ProxyRoute route = base().build();
        assertThat(route.name()).isEqualTo("shop/web");
        assertThat(route.endpoints()).isSameAs(SOURCE);
        assertThat(route.hold()).isEqualTo(Hold.DEFAULT);
        assertThat(route.perReplicaLimit()).isEmpty();
        assertThat(route.limits()).isEqualTo(RouteLimits.DEFAULT);
        assertThat(route.fallback()).isEmpty();
        assertThat(route.placeholder()).isEmpty();
        assertThat(route.staticRoutes()).isEmpty();
        assertThat(route.coldStartHeader()).isTrue();
        assertThat(route.backendProtocol()).isEqualTo(BackendProtocol.HTTP_1_1);
    }

    @Test
    void rulesAreThoseOfTheRoute() {
        Route expected = Route.builder("shop/web")
                .host("a.example.com")
                .pathPrefix("/api")
                .rule(RouteRule.any().host("b.example.com"))
                .createdAt(Instant.ofEpochSecond(7))
                .build();
        assertThat(base().host("a.example.com")
                        .pathPrefix("/api")
                        .rule(RouteRule.any().host("b.example.com"))
                        .createdAt(Instant.ofEpochSecond(7))
                        .build()
                        .route())
                .isEqualTo(expected);
        assertThat(ProxyRoute.of(expected).endpoints(SOURCE).build().route()).isEqualTo(expected);
    }

    static Stream<UnaryOperator<ProxyRouteBuilder>> changes() {
        return Stream.of(
                route -> route.host("a.example.com"),
                route -> route.endpoints(new EndpointList()),
                route -> route.hold(Hold.atMost(7)),
                route -> route.perReplicaLimit(7),
                route -> route.limits(RouteLimits.DEFAULT.request(Duration.ofSeconds(7))),
                route -> route.fallback(SOURCE),
                route -> route.placeholder(ANSWER),
                route -> route.staticRoute(StaticRoute.of(RouteRule.any(), ANSWER)),
                route -> route.coldStartHeader(false),
                route -> route.backendProtocol(BackendProtocol.H2C));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void eachPartMakesADifference(UnaryOperator<ProxyRouteBuilder> change) {
        assertThat(base().build()).isEqualTo(base().build()).hasSameHashCodeAs(base().build());
        assertThat(change.apply(base()).build()).isNotEqualTo(base().build());
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnce() {
        ProxyRouteBuilder wrong = ProxyRoute.builder(" ")
                .host("a b")
                .perReplicaLimit(0)
                .hold(Hold.DEFAULT.overflow(Hold.Overflow.PLACEHOLDER));
        assertThatThrownBy(wrong::build)
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        refused -> assertThat(refused.problems())
                                .anyMatch(problem -> problem.startsWith("name must not be blank"))
                                .anyMatch(problem -> problem.startsWith("host must be a name"))
                                .anyMatch(problem -> problem.startsWith("perReplicaLimit must be at least 1, was 0"))
                                .anyMatch(problem -> problem.startsWith("endpoints must be set"))
                                .anyMatch(problem -> problem.startsWith("placeholder must be set")));
    }

    @Test
    void aStaticRouteNeedsARule() {
        assertThatThrownBy(() -> new StaticRoute(List.of(), ANSWER, StaticRoute.Mode.ALWAYS))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("rules must not be empty");
    }

    @Test
    void limitsMustNotBeNegativeAndAllOfThemAreNamed() {
        assertThatThrownBy(() -> RouteLimits.DEFAULT.request(Duration.ofSeconds(-1)))
                .hasMessageContaining("request must be at least 0");
        InterceptorLimits.Builder wrong = InterceptorLimits.builder()
                .request(Duration.ofSeconds(-1))
                .connect(Duration.ZERO)
                .maxHeaderBytes(10)
                .maxHeld(-1);
        assertThatThrownBy(wrong::build)
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        refused -> assertThat(refused.problems()).hasSize(4));
    }

    @Test
    void aBuilderOfLimitsBeginsWithThem() {
        InterceptorLimits limits = InterceptorLimits.builder()
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
                .maxHeaderBytes(1100)
                .maxInitialLineBytes(1200)
                .maxHeld(13)
                .build();
        assertThat(limits.toBuilder().build()).isEqualTo(limits);
        assertThat(InterceptorLimits.builder().build()).isEqualTo(InterceptorLimits.DEFAULT);
    }

    private static ProxyRouteBuilder base() {
        return ProxyRoute.builder("shop/web").endpoints(SOURCE);
    }
}
