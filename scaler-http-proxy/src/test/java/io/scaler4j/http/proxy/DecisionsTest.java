package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.Hold;
import io.scaler4j.http.RequestHeaders;
import io.scaler4j.http.RouteRule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the interceptor decides, apart from its connections. */
class DecisionsTest {

    private static final StaticResponse OK = StaticResponse.of(200, "ok");

    @Test
    void theFirstStaticRouteThatTakesARequestCounts() {
        StaticResponse other = StaticResponse.of(201, "");
        List<StaticRoute> routes = List.of(
                StaticRoute.of(RouteRule.any().pathPrefix("/healthz"), OK).always(),
                StaticRoute.of(RouteRule.any(), other));
        assertThat(staticAnswer(routes, "/healthz", true)).isEqualTo(new StaticAnswer.Serve(OK));
        assertThat(staticAnswer(routes, "/other", false)).isEqualTo(new StaticAnswer.Serve(other));
        assertThat(staticAnswer(routes, "/other", true)).isEqualTo(StaticAnswer.FORWARD);
        assertThat(staticAnswer(routes.subList(0, 1), "/other", false)).isEqualTo(StaticAnswer.NONE);
    }

    @Test
    void theRulesOfAStaticRouteAreAlternatives() {
        var route = new StaticRoute(
                List.of(RouteRule.any().host("a.example.com"), RouteRule.any().pathPrefix("/b")),
                OK,
                StaticRoute.Mode.ALWAYS);
        assertThat(StaticAnswer.of(List.of(route), "a.example.com", "/", RequestHeaders.none(), true))
                .isInstanceOf(StaticAnswer.Serve.class);
        assertThat(StaticAnswer.of(List.of(route), "x", "/b/c", RequestHeaders.none(), true))
                .isInstanceOf(StaticAnswer.Serve.class);
        assertThat(StaticAnswer.of(List.of(route), "x", "/c", RequestHeaders.none(), true))
                .isEqualTo(StaticAnswer.NONE);
    }

    @Test
    void aPlaceholderIsServedAtOnceUnlessItIsForTheSurplusAlone() {
        var placeholder = Optional.of(OK);
        assertThat(ColdStart.placeholderAtOnce(placeholder, Hold.Overflow.REJECT, false))
                .isEqualTo(placeholder);
        assertThat(ColdStart.placeholderAtOnce(placeholder, Hold.Overflow.REJECT, true))
                .isEmpty();
        assertThat(ColdStart.placeholderAtOnce(placeholder, Hold.Overflow.PLACEHOLDER, false))
                .isEmpty();
        assertThat(ColdStart.placeholderAtOnce(Optional.empty(), Hold.Overflow.REJECT, false))
                .isEmpty();
    }

    @Test
    void theColdStartHeaderTellsWhetherTheRequestWaited() {
        assertThat(ColdStart.header(true, true)).contains("true");
        assertThat(ColdStart.header(true, false)).contains("false");
        assertThat(ColdStart.header(false, true)).isEmpty();
    }

    @Test
    void limitsOfARouteWinAndZeroSwitchesOff() {
        InterceptorLimits all = InterceptorLimits.builder()
                .request(Duration.ofSeconds(60))
                .readiness(Duration.ofSeconds(5))
                .build();
        RouteLimits.Effective unset = RouteLimits.DEFAULT.over(all);
        assertThat(unset.request()).contains(Duration.ofSeconds(60));
        assertThat(unset.readiness()).isEqualTo(Duration.ofSeconds(5));
        assertThat(unset.responseHeader()).contains(Duration.ofSeconds(300));
        RouteLimits.Effective own = RouteLimits.DEFAULT
                .request(Duration.ZERO)
                .readiness(Duration.ZERO)
                .responseHeader(Duration.ofSeconds(1))
                .over(all);
        assertThat(own.request()).isEmpty();
        assertThat(own.readiness()).isZero();
        assertThat(own.responseHeader()).contains(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(UpstreamFailure.class)
    void whatRanOutOfTimeIs504AndEverythingElse502(UpstreamFailure failure) {
        int status = failure.answer(true).status();
        assertThat(status)
                .isEqualTo(failure == UpstreamFailure.BROKEN || failure == UpstreamFailure.BAD_RESPONSE ? 502 : 504);
    }

    @Test
    void withoutALimitOfItsOwnARequestConnectsForAMinuteAndGets502() {
        assertThat(UpstreamFailure.connectsFor(Optional.empty())).isEqualTo(Duration.ofSeconds(60));
        assertThat(UpstreamFailure.connectsFor(Optional.of(Duration.ofMillis(500))))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(UpstreamFailure.UNREACHABLE.answer(false).status()).isEqualTo(502);
        assertThat(UpstreamFailure.UNREACHABLE.answer(true).status()).isEqualTo(504);
    }

    @ParameterizedTest
    @EnumSource(OwnAnswer.class)
    void eachAnswerOfOursIsPlainAndHasAReason(OwnAnswer answer) {
        assertThat(answer.status()).isBetween(400, 504);
        assertThat(answer.body()).endsWith("\n").doesNotContain("<");
        assertThat(answer.reason()).matches("[a-z-]+");
        assertThat(answer.grpcStatus()).isBetween(1, 16);
        assertThat(answer.passes()).isEqualTo(answer.status() == 503);
    }

    @Test
    void answersOfOursDifferByTheirReason() {
        assertThat(Arrays.stream(OwnAnswer.values()).map(OwnAnswer::reason)).doesNotHaveDuplicates();
    }

    @Test
    void forwardedForIsExtendedOverAllItsLines() {
        var headers = Map.of("X-Forwarded-For", List.of("1.2.3.4", "5.6.7.8"), "X-Forwarded-Port", List.of("8443"));
        Map<String, String> set = new TreeMap<>();
        ForwardedHeaders.of("9.9.9.9", "a.com", true, name -> headers.getOrDefault(name, List.of()))
                .set(set::put);
        assertThat(set)
                .isEqualTo(Map.of(
                        "X-Forwarded-For", "1.2.3.4, 5.6.7.8, 9.9.9.9",
                        "X-Forwarded-Host", "a.com",
                        "X-Forwarded-Proto", "https"));
    }

    @Test
    void anEmptyForwardedHeaderCountsAsNone() {
        ForwardedHeaders headers = ForwardedHeaders.of("9.9.9.9", "a.com", false, name -> List.of(""));
        assertThat(headers).isEqualTo(new ForwardedHeaders("9.9.9.9", "a.com", "http"));
    }

    @Test
    void headersOfAConnectionStayBehind() {
        assertThat(HopByHop.of(List.of())).contains("connection", "upgrade", "transfer-encoding");
        assertThat(HopByHop.of(List.of("close, X-Secret", " x-other "))).contains("x-secret", "x-other", "close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "HOST", "cookie", ",,"})
    void aClientCannotTakeOutWhatMakesTheMessage(String connection) {
        assertThat(HopByHop.of(List.of(connection))).isEqualTo(HopByHop.of(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PURGE", "", "get", "GET ", "QUERY\n"})
    void anUnknownMethodIsNoLabel(String method) {
        assertThat(MethodLabel.of(method)).isEqualTo("_OTHER");
    }

    @Test
    void onlyHttp1SaysThatItCloses() {
        assertThat(Drain.connectionHeader(true, 1)).contains("close");
        assertThat(Drain.connectionHeader(true, 2)).isEmpty();
        assertThat(Drain.connectionHeader(false, 1)).isEmpty();
    }

    private static StaticAnswer staticAnswer(List<StaticRoute> routes, String path, boolean ready) {
        return StaticAnswer.of(routes, "shop.example.com", path, RequestHeaders.none(), ready);
    }
}
