package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

    @Test
    void aBuilderMakesOneRuleAndAlternatives() {
        var other = RouteRule.any().host("other.com");
        Route route = Route.builder("shop/web")
                .host("a.com")
                .host("b.com")
                .pathPrefix("/api")
                .header(HeaderMatch.present("X"))
                .rule(other)
                .createdAt(Instant.ofEpochSecond(7))
                .build();
        assertThat(route.rules())
                .containsExactly(
                        new RouteRule(List.of("a.com", "b.com"), List.of("/api"), List.of(HeaderMatch.present("X"))),
                        other);
        assertThat(route.namespace()).isEqualTo("shop");
        assertThat(route.localName()).isEqualTo("web");
        assertThat(route)
                .hasToString("route shop/web")
                .isEqualTo(new Route("shop/web", route.rules(), route.createdAt()));
    }

    @Test
    void aNameAloneHasNoNamespace() {
        Route route = Route.builder("web").build();
        assertThat(route.namespace()).isEmpty();
        assertThat(route.localName()).isEqualTo("web");
        assertThat(route.rules()).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnce() {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Route.builder(" ")
                        .host("a b")
                        .host("*.")
                        .host("x.*.com")
                        .pathPrefix("/a?b")
                        .host(null)
                        .build());
        assertThat(refused.problems())
                .hasSize(6)
                .anySatisfy(text -> assertThat(text).contains("name must not be blank"))
                .anySatisfy(text -> assertThat(text).contains("host must not be null"))
                .anySatisfy(text -> assertThat(text).contains("path prefix must be a path such as /api"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "", "   ", "\u0000"})
    void aNameWithoutMeaningIsRefused(String name) {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class, () -> new Route(name, List.of(), Instant.EPOCH));
        assertThat(refused.problems()).hasSize(1);
        assertThat(refused.problems().get(0)).startsWith("name must");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ex ample.com", "*.", "a.*.com", "http://a.com", "bücher.example", "**", "*a.com"})
    void aHostThatNoRequestCanHaveIsRefused(String host) {
        var refused = catchThrowableOfType(
                InvalidConfigurationException.class, () -> RouteRule.any().host(host));
        assertThat(refused.problems()).hasSize(1);
        assertThat(refused.problems().get(0)).startsWith("host must be a name such as shop.example.com");
    }

    @Test
    void aRuleIsACopyOfWhatItIsMadeOf() {
        List<String> hosts = new ArrayList<>(List.of("a.com"));
        var rule = new RouteRule(hosts, List.of(), List.of());
        hosts.add("b.com");
        assertThat(rule.hosts()).containsExactly("a.com");
    }

    @Test
    void aRuleAloneTakesWhatItsPartsTake() {
        var rule = RouteRule.any().host("*.a.com").pathPrefix("/api").header(HeaderMatch.exact("X-V", "1"));
        RequestHeaders headers = name -> name.equalsIgnoreCase("x-v") ? List.of("0", "1") : List.of();
        assertThat(rule.matches("B.A.com:80", "/api/x?y", headers)).isTrue();
        assertThat(rule.matches("a.com", "/api/x", headers)).isFalse();
        assertThat(rule.matches("b.a.com", "/apis", headers)).isFalse();
        assertThat(rule.matches("b.a.com", "/api", RequestHeaders.none())).isFalse();
        assertThat(RouteRule.any().matches("", "", RequestHeaders.none())).isTrue();
    }

    @Test
    void aConditionNeedsTheNameOfAHeader() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderMatch.present(" "))
                .withMessageContaining("leave the condition out");
        assertThat(HeaderMatch.exact("Name", "").holds(name -> List.of(""))).isTrue();
        assertThat(HeaderMatch.exact("Name", "").holds(name -> List.of())).isFalse();
    }
}
